/** Whether a run needs a store, and whether the cluster has what the file says of it. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { StorageClass } from '../client/types.ts';
import { claimCommand } from './named-objects.ts';
import { readable, unreadable } from './readable.ts';

/** Whether some step of the run has files for others, or for people. */
export function needsStore({ steps }: Pick<Plan, 'steps'>): boolean {
  return steps.some(keepsFiles);
}

/** A notebook is kept as it was executed. */
export function keepsFiles({ skip, outputs, code }: PlanStep): boolean {
  if (skip !== undefined) return false;
  return code.kind === 'notebook' || Object.values(outputs).some(({ kind }) => kind === 'artifact');
}

/** Why files can't be kept, or null. What may not be read is no reason. */
export async function storeProblem({ store }: Pick<Plan, 'store'>, api: KubeApi): Promise<string | null> {
  if (store.claim !== undefined) return claimProblem(store.claim, api);
  const classes = await readable(api.list('StorageClass'));
  if (classes === unreadable) return null;
  const names = classes.items.map(({ metadata }) => metadata?.name ?? '').sort();
  const { storageClass } = store;
  if (storageClass !== undefined) {
    if (names.includes(storageClass)) return null;
    return `the store's StorageClass "${storageClass}" does not exist: ${choice(names)}`;
  }
  if (classes.items.some(isDefault)) return null;
  return `its files need a store, and the cluster has no default StorageClass: ${choice(names)}`;
}

async function claimProblem(name: string, api: KubeApi): Promise<string | null> {
  const claim = await readable(api.get('PersistentVolumeClaim', name));
  if (claim === unreadable) return null;
  const what = `the store's claim "${name}"`;
  if (claim === null) {
    const { namespace } = api;
    return `${what} does not exist in namespace ${namespace}: ${claimCommand(name, namespace)}`;
  }
  if (claim.metadata?.deletionTimestamp !== undefined) return `${what} is being deleted: name another by store.claim`;
  if (claim.status?.phase === 'Lost') return `${what} has lost its volume: name another by store.claim`;
  return null;
}

function choice(names: readonly string[]): string {
  const claim = 'set store.claim to a PersistentVolumeClaim that exists';
  return names.length === 0 ? claim : `set store.storage_class to one of ${names.join(', ')}, or ${claim}`;
}

/** https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass, and its name before 1.6. */
function isDefault({ metadata }: StorageClass): boolean {
  const notes = metadata?.annotations ?? {};
  const keys = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  return keys.some((key) => notes[key] === 'true');
}
