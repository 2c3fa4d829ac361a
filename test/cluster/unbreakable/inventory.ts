/** What there is in a namespace, asked for without starting a program: it is asked often. */
import { resourcePath } from '../../../src/backends/kubernetes/client/resource-path.ts';
import type { Kind, Meta } from '../../../src/backends/kubernetes/client/types.ts';
import type { ApiServer } from '../simulated/api-server.ts';

/** Every kind that a run, or a controller for it, makes. */
const kinds: readonly Kind[] = [
  'ConfigMap',
  'Deployment',
  'Ingress',
  'Job',
  'Lease',
  'PersistentVolumeClaim',
  'Pod',
  'ReplicaSet',
  'Secret',
  'Service',
];

/** `Kind/name`. @throws Refused */
export async function inventory(server: ApiServer, namespace: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const path = resourcePath(kind, namespace);
      const { items } = await server.ask<{ readonly items: readonly { readonly metadata: Meta }[] }>('GET', path);
      return items.map(({ metadata }) => `${kind}/${metadata.name ?? ''}`);
    }),
  );
  // Every namespace gets this one.
  return lists.flat().filter((name) => name !== 'ConfigMap/kube-root-ca.crt');
}
