/** A cluster of a kubeconfig, checked. */
import { AutomlError } from '../../../errors.ts';
import type { ClusterAccess, Pem } from './access.ts';
import type { Cluster } from './kubeconfig.ts';

/** Where kubeconfigs keep what their exec plugins want to know of the cluster. */
const execExtension = 'client.authentication.k8s.io/exec';

/** @throws AutomlError USAGE: the server or the proxy is no URL */
export function clusterAccess(cluster: Cluster, origin: string): ClusterAccess {
  const extension = (cluster.extensions ?? []).find(({ name }) => name === execExtension);
  const address = cluster.server ?? '';
  const server = URL.parse(address);
  if (server === null || !/^https?:$/.test(server.protocol)) {
    throw new AutomlError(
      'USAGE',
      `${origin}: the server of cluster "${cluster.name}" is "${address}"; give a URL like https://host:6443`,
    );
  }
  return {
    name: cluster.name,
    server: address.replace(/\/+$/, ''),
    authority: pemOf(cluster['certificate-authority-data'], cluster['certificate-authority']),
    skipTlsVerify: cluster['insecure-skip-tls-verify'] ?? false,
    tlsServerName: cluster['tls-server-name'] ?? null,
    proxyUrl: cluster['proxy-url']
      ? proxyOf(cluster['proxy-url'], `${origin}: proxy-url of cluster "${cluster.name}"`)
      : null,
    execConfig: extension?.extension ?? null,
  };
}

/** Data wins over a file, as for kubectl. */
export function pemOf(data: string | null | undefined, file: string | null | undefined): Pem | null {
  if (data) return { data };
  return file ? { file } : null;
}

/** The URL of a proxy, with `http://` where nothing is said. @throws AutomlError USAGE: not one that we can use */
export function proxyOf(text: string, where: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  const protocol = url?.protocol ?? '';
  // The name of the host goes to the proxy with socks5, too.
  if (url !== null && protocol === 'socks5h:') return url.href.replace('socks5h:', 'socks5:');
  if (url !== null && ['http:', 'https:', 'socks5:'].includes(protocol)) return url.href;
  throw new AutomlError('USAGE', `${where} is not the URL of a proxy: use http://, https:// or socks5://host:port`);
}
