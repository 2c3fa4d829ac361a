/** A cluster of a kubeconfig, checked. */
import { AutomlError } from '../../../errors.ts';
import { proxyOf } from '../../../http/proxy.ts';
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
