/** Names in the cluster, for completion: only where a cluster is named, and only as long as somebody waits for a key. */
import { clusterOf, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export type NamedThing = 'run' | 'schedule' | 'service' | 'workflow';

/** Milliseconds. */
const patience = 1500;

/** None where anything goes wrong. @param before the words that stand before */
export async function namesInCluster(what: NamedThing, before: readonly string[], world: World): Promise<string[]> {
  const late = new Promise<string[]>((resolve) => {
    setTimeout(resolve, patience, []).unref();
  });
  return Promise.race([late, read(what, addressIn(before), world).catch(() => [])]);
}

async function read(what: NamedThing, address: ConnectionRequest, world: World): Promise<string[]> {
  const cluster = await clusterOf(address, world);
  if (cluster === null) return [];
  try {
    const { namesOf } = await import('../backends/kubernetes/inventory/inventory.ts');
    return [...(await namesOf(cluster.api, what))];
  } finally {
    await cluster.close();
  }
}

const options: readonly (readonly [string, keyof ConnectionRequest])[] = [
  ['-n', 'namespace'],
  ['--namespace', 'namespace'],
  ['--context', 'context'],
  ['--kubeconfig', 'kubeconfig'],
];

function addressIn(words: readonly string[]): ConnectionRequest {
  const given = options.flatMap(([option, name]) => {
    const value = words[words.indexOf(option) + 1];
    return words.includes(option) && value !== undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}
