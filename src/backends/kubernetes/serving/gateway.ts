/** The Gateway that a service names, which may be in another namespace. */
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Gateway } from '../client/extension-types.ts';
import { resourcePath } from '../client/resource-path.ts';
import { readable, type Unreadable } from '../preflight/readable.ts';
import type { ServiceIngress } from '../../../workflow/model.ts';

export type GatewayName = NonNullable<ServiceIngress['gateway']>;

/** Null: there is none, or the cluster does not know the kind. @throws ApiError */
export async function readGateway(api: KubeApi, gateway: GatewayName): Promise<Gateway | null | Unreadable> {
  const path = resourcePath('Gateway', gateway.namespace ?? api.namespace, gateway.name);
  try {
    return (await readable(api.request({ method: 'GET', path }))) as Gateway | Unreadable;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** As the file writes it. */
export function gatewayText({ namespace, name }: GatewayName): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** `https://a.example.com`, by its listeners; null: no name and no address leads to it. */
export function gatewayOrigin({ spec, status }: Gateway, host: string | undefined): string | null {
  const address = host ?? status?.addresses?.find(({ value }) => value !== undefined)?.value;
  if (address === undefined) return null;
  const listeners = spec?.listeners?.filter(({ hostname }) => matches(hostname, host)) ?? [];
  // A certificate is for a name.
  const secure = host === undefined ? undefined : listeners.find(({ protocol }) => protocol === 'HTTPS');
  const { protocol, port } = secure ??
    listeners.find((one) => one.protocol === 'HTTP') ?? { protocol: 'HTTP', port: 80 };
  const usual = protocol === 'HTTPS' ? 443 : 80;
  return `${protocol.toLowerCase()}://${address}${port === usual ? '' : `:${port}`}`;
}

/** @param hostname of a listener */
function matches(hostname: string | undefined, host: string | undefined): boolean {
  if (hostname === undefined || host === undefined) return true;
  return hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)));
}
