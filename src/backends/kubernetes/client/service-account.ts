/** What the kubelet mounts into each pod, as a kubeconfig. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Kubeconfig } from './kubeconfig.ts';

/** `address`: `host:port` of the API server. */
export function podKubeconfig(address: string, folder: string): Kubeconfig {
  const name = 'in-cluster';
  const authority = path.join(folder, 'ca.crt');
  const cluster = { name, server: `https://${address}`, 'certificate-authority': authority };
  return {
    clusters: new Map([[name, cluster]]),
    users: new Map([[name, { name, tokenFile: path.join(folder, 'token') }]]),
    contexts: new Map([[name, { cluster: name, user: name, namespace: namespaceOf(folder) }]]),
    currentContext: name,
  };
}

function namespaceOf(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, 'namespace'), 'utf8').trim() || undefined;
  } catch {
    return undefined; // `automountServiceAccountToken` with a projection of its own may leave it out
  }
}
