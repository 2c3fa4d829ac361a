/** What stays of finished runs: etcd and volumes are no archive. */
import type { KubeApi } from './client/api.ts';
import { isOwnedByRunAlone, knownRuns, madeAt } from './known-runs.ts';
import { anchorName, claimName } from './objects/names.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** Finished runs of one owner whose plan, journal and record stay. */
const keptRecords = 10;
/** Of these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;

/**
 * Takes away what is too old, among the finished runs of the same workflow, repository and environment. A run without a
 * record goes on, or somebody may go on with it: nothing of it is touched.
 * @throws ApiError
 */
export async function pruneHistory(api: KubeApi, { owner, store }: Pick<RunFacts, 'owner' | 'store'>): Promise<void> {
  const runs = await knownRuns(api, owner);
  const finished = runs
    .flatMap(({ id, record }) => (record === null ? [] : [{ id, ended: madeAt(record) }]))
    .sort((a, b) => b.ended - a.ended);
  for (const { id } of finished.slice(keptRecords)) await api.delete('ConfigMap', anchorName(id));
  // Who keeps no files need not have the right to look for those of others.
  if (store === null) return;
  for (const { id } of finished.slice(keptFiles, keptRecords)) {
    const claim = await api.getMeta('PersistentVolumeClaim', claimName(id));
    if (claim !== null && isOwnedByRunAlone(claim)) await api.delete('PersistentVolumeClaim', claimName(id));
  }
}
