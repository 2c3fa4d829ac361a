/** One request to a service, through the API server: nobody has to be able to reach the service itself. */
import { AutomlError } from '../../../errors.ts';
import { ApiError, type Exchange, type KubeApi } from '../client/api.ts';
import { servicePath } from '../client/service-path.ts';
import type { ReachableService } from './reachable-service.ts';

export interface ServiceRequest {
  readonly method: string;
  /** With its query, as in a URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The API server reads these itself: they would be about our call to it. */
const ofTheWay =
  /^(authorization|connection|content-length|expect|host|impersonate-.*|te|trailer|transfer-encoding|upgrade)$/;

/** @throws AutomlError USAGE for what can't be asked this way @throws ApiError also when no pod is ready */
export async function callService(
  api: KubeApi,
  service: ReachableService,
  { method, path, headers, body }: ServiceRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  const known = methods.find((each) => each === method);
  if (known === undefined) throw new AutomlError('USAGE', `method ${method} is not one of ${methods.join(', ')}`);
  const bad = Object.keys(headers).find((name) => ofTheWay.test(name));
  if (bad !== undefined)
    throw new AutomlError(
      'USAGE',
      `the API server keeps the header ${bad} to itself: use automl port-forward and curl`,
    );
  const { accept = '*/*', 'content-type': contentType, ...rest } = headers;
  const [port] = service.ports;
  const call = {
    method: known,
    path: servicePath({ namespace: api.namespace, name: service.name, port: port.port }, path),
    headers: rest,
    accept,
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === null ? {} : { body }),
  };
  try {
    return await api.exchange(call, signal);
  } catch (error) {
    throw plainer(error, service, api.namespace);
  }
}

/** What the API server says of services that it can't reach, for people. */
function plainer(error: unknown, { title, name }: ReachableService, namespace: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const { status, reason, said } = error;
  if (/no endpoints available/.test(said)) {
    const why = `automl describe service ${name} -n ${namespace} shows why`;
    return new ApiError(
      `service ${title} has no pod that is ready; ${why}`,
      { status, reason, said },
      { cause: error },
    );
  }
  if (/error trying to reach service/.test(said)) {
    const message = `service ${title} did not answer: ${said.replace(/^error trying to reach service: /, '')}`;
    return new ApiError(message, { status, reason, said }, { cause: error });
  }
  return error;
}
