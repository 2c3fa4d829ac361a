/** What stays of finished runs: etcd and volumes are no archive. */
import type { KubeApi } from './client/api.ts';
import type { Meta } from './client/types.ts';
import { labels, ofOwner } from './objects/labels.ts';
import { anchorName, claimName } from './objects/names.ts';
import { ownerId } from './objects/owner.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** Finished runs of one owner whose plan, journal and record stay. */
const keptRecords = 10;
/** Of these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;

/** Takes away what is too old, among the finished runs of the same workflow, repository and environment. @throws ApiError */
export async function pruneHistory(api: KubeApi, facts: RunFacts): Promise<void> {
  const finished = await finishedRuns(api, facts);
  for (const id of finished.slice(keptRecords)) await api.delete('ConfigMap', anchorName(id));
  // Who keeps no files need not have the right to look for those of others.
  if (facts.store === null) return;
  for (const id of finished.slice(keptFiles, keptRecords)) {
    const claim = await api.get('PersistentVolumeClaim', claimName(id));
    if (claim !== null && ownedByRunAlone(claim.metadata)) await api.delete('PersistentVolumeClaim', claimName(id));
  }
}

/** The values that were brought for this run are wanted no more, but by a service that was deployed with them. @throws ApiError */
export async function forgetSecrets(api: KubeApi, { ownSecrets }: RunFacts): Promise<void> {
  for (const name of ownSecrets.values()) {
    const secret = await api.get('Secret', name);
    if (secret !== null && ownedByRunAlone(secret.metadata)) await api.delete('Secret', name);
  }
}

/** Ids, newest first. A run without a record goes on, or its driver died: nothing of it is touched. */
async function finishedRuns(api: KubeApi, { owner }: RunFacts): Promise<string[]> {
  const of = (component: string) => ({ labelSelector: `${ofOwner(ownerId(owner))},${labels.component}=${component}` });
  const [anchors, records] = await Promise.all([
    api.list('ConfigMap', of('anchor')),
    api.list('ConfigMap', of('record')),
  ]);
  const runOf = (meta: Meta | undefined): string => meta?.labels?.[labels.run] ?? '';
  const recorded = new Set(records.items.map(({ metadata }) => runOf(metadata)));
  const made = (meta: Meta | undefined): string => meta?.creationTimestamp ?? '';
  return anchors.items
    .filter(({ metadata }) => recorded.has(runOf(metadata)))
    .sort((a, b) => made(b.metadata).localeCompare(made(a.metadata)))
    .map(({ metadata }) => runOf(metadata));
}

/** A Deployment that needs it is an owner too. */
function ownedByRunAlone(meta: Meta | undefined): boolean {
  return (meta?.ownerReferences ?? []).every(({ kind }) => kind === 'ConfigMap');
}
