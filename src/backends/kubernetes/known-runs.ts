/** The runs of one owner, as the metadata of their ConfigMaps tells them: what these hold may be a megabyte each. */
import type { KubeApi } from './client/api.ts';
import type { Meta } from './client/types.ts';
import { labels, ofOwner, type Component } from './objects/labels.ts';
import { ownerId } from './objects/owner.ts';
import type { Owner } from './objects/run-facts.ts';

export interface KnownRun {
  readonly id: string;
  readonly anchor: Meta;
  /** Null: it goes on, or nobody drives it any more. */
  readonly record: Meta | null;
  /** Without one nothing was ever started. */
  readonly hasPlan: boolean;
}

/** Newest first. @throws ApiError */
export async function knownRuns(api: KubeApi, owner: Owner): Promise<readonly KnownRun[]> {
  // Pages are the most, and tell nothing here.
  const selector = `${ofOwner(ownerId(owner))},${labels.component}!=${'page' satisfies Component}`;
  const maps = await api.listMeta('ConfigMap', { labelSelector: selector });
  const of = (component: Component): ReadonlyMap<string, Meta> =>
    new Map(maps.filter((meta) => isOf(meta, component)).map((meta) => [runOf(meta), meta]));
  const records = of('record');
  const plans = of('plan');
  return [...of('anchor')]
    .map(([id, anchor]) => ({ id, anchor, record: records.get(id) ?? null, hasPlan: plans.has(id) }))
    .sort((a, b) => madeAt(b.anchor) - madeAt(a.anchor));
}

/** The value of its label; '' for none. */
export function runOf({ labels: all }: Meta): string {
  return all?.[labels.run] ?? '';
}

/** Milliseconds since the epoch, by the API server's clock. */
export function madeAt({ creationTimestamp }: Meta): number {
  return Date.parse(creationTimestamp ?? '') || 0;
}

/** Goes with its run, since nothing else needs it: a Deployment that does is an owner too. */
export function isOwnedByRunAlone({ ownerReferences }: Meta): boolean {
  return (ownerReferences ?? []).every(({ kind }) => kind === 'ConfigMap');
}

function isOf({ labels: all }: Meta, component: Component): boolean {
  return all?.[labels.component] === component;
}
