/** All objects of a namespace as they are at one moment, and what another moment has changed. */
import { z } from 'zod';
import { kubectl } from '../kubectl.ts';

/** By `Kind/name`: uid and resourceVersion. */
export type Snapshot = ReadonlyMap<string, { readonly uid: string; readonly version: string }>;

const kinds = [
  'configmaps',
  'deployments',
  'horizontalpodautoscalers',
  'ingresses',
  'leases',
  'persistentvolumeclaims',
  'pods',
  'poddisruptionbudgets',
  'replicasets',
  'secrets',
  'services',
];

const listed = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({ name: z.string(), uid: z.string(), resourceVersion: z.string() }),
    }),
  ),
});

/** Of what has one of the labels, such as `automl-action/step=api`. @throws Error */
export async function snapshot(namespace: string, selector: string): Promise<Snapshot> {
  const flags = ['--selector', selector, '--output', 'json'];
  const { items } = listed.parse(JSON.parse(await kubectl(['get', kinds.join(), ...flags], { namespace })));
  return new Map(
    items.map(({ kind, metadata: { name, uid, resourceVersion } }) => {
      return [`${kind}/${name}`, { uid, version: resourceVersion }];
    }),
  );
}

export interface Changes {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

/** One that was deleted and made again counts as both. */
export function changesBetween(before: Snapshot, after: Snapshot): Changes {
  const lost = (from: Snapshot, to: Snapshot): readonly string[] =>
    [...from].filter(([name, { uid }]) => to.get(name)?.uid !== uid).map(([name]) => name);
  return {
    created: lost(after, before).toSorted(),
    changed: [...before]
      .filter(([name, { uid, version }]) => after.get(name)?.uid === uid && after.get(name)?.version !== version)
      .map(([name]) => name)
      .toSorted(),
    deleted: lost(before, after).toSorted(),
  };
}

export const none: Changes = { created: [], changed: [], deleted: [] };
