/** Previews: environments in which the services of a pull or merge request are looked at before it is merged. */
import { createHash } from 'node:crypto';
import type { Service, ServiceIngress } from './service.ts';

/** Characters of one label of a host: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const longestLabel = 63;
/** Characters by which labels that had to be cut differ. */
const hashLength = 8;

/** @param pull number of the request */
export function previewOf(pull: number): string {
  return `pr-${pull}`;
}

/** Number of the request; null: the environment is no preview. */
export function pullOf(environment: string | null): number | null {
  const [, number] = /^pr-([1-9]\d*)$/.exec(environment ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/**
 * The service as it is deployed there, with a way in of its own: two services can't answer to the same host and path. What is
 * put before the first label keeps the depth of the name, so that a certificate for `*.example.com` is good for it too.
 */
export function previewService(service: Service, environment: string): Service {
  const { ingress } = service;
  return ingress === null ? service : { ...service, ingress: { ...ingress, ...wayIn(ingress, environment) } };
}

function wayIn({ host, path }: ServiceIngress, environment: string): Pick<ServiceIngress, 'host' | 'path'> {
  if (host !== undefined) return { host: previewHost(host, environment) };
  // Without a word it is a path of the service's own, which names its environment already.
  if (path === undefined) return {};
  return { path: path === '/' ? `/${environment}` : `/${environment}${path}` };
}

/** Of any number of names it takes one. @param environment as `previewOf` names it */
function previewHost(host: string, environment: string): string {
  if (host.startsWith('*.')) return `${environment}${host.slice(1)}`;
  const [first = '', ...domain] = host.split('.');
  return [labelWithin(`${environment}-${first}`), ...domain].join('.');
}

function labelWithin(label: string): string {
  if (label.length <= longestLabel) return label;
  const hash = createHash('sha256').update(label).digest('hex').slice(0, hashLength);
  return `${label.slice(0, longestLabel - hashLength - 1)}-${hash}`;
}
