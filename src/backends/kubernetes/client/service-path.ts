/** URLs of what services answer, through the API server. */
import { AutomlError } from '../../../errors.ts';

export interface ServiceAddress {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** `..` behind a slash that is written as its code: the API server takes it for a part of the path, but proxies before it may not. */
const wayOut = /(^|\/|%2f|%5c)(\.|%2e){2}(\/|%2f|%5c|$)/i;

/**
 * Whatever the path says, it stays below the service: `..` must not lead to other parts of the API.
 * @param path with its query, as in a URL @throws AutomlError USAGE
 */
export function servicePath({ namespace, name, port }: ServiceAddress, path: string): string {
  const url = URL.parse(path.startsWith('/') ? path : `/${path}`, 'http://service');
  if (url === null || url.host !== 'service' || wayOut.test(url.pathname))
    throw new AutomlError('USAGE', `"${path}" is no path of a service`);
  const service = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/http:${name}:${port}`;
  return `${service}/proxy${url.pathname}${url.search}`;
}
