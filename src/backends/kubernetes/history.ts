/** What stays of finished runs: etcd and volumes are no archive. */
import { keptRuns } from '../../schedule/history.ts';
import type { KubeApi } from './client/api.ts';
import { isOwnedByRunAlone, knownRuns, madeAt } from './known-runs.ts';
import { inLanes } from './lanes.ts';
import { labels, ofProject, type Component } from './objects/labels.ts';
import { anchorName, claimName } from './objects/names.ts';
import { projectId } from './objects/owner.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** Finished runs of one owner whose plan, journal, logs and record stay, of those that no schedule has started. */
const keptRecords = 10;
/** Of all these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;
const lanes = 4;

/**
 * Takes away what is too old, among the finished runs of the same workflow, repository and environment, but the last
 * success of each branch that others are compared with. A run without a
 * record goes on, or somebody may go on with it: nothing of it is touched.
 * @throws ApiError
 */
export async function pruneHistory(api: KubeApi, { owner, store }: Pick<RunFacts, 'owner' | 'store'>): Promise<void> {
  const runs = await knownRuns(api, owner);
  const finished = runs
    .flatMap(({ id, anchor, record }) =>
      record === null
        ? []
        : [
            {
              id,
              schedule: anchor.labels?.[labels.schedule] ?? null,
              branch: record.labels?.[labels.baseline] ?? null,
              ended: madeAt(record),
            },
          ],
    )
    .sort((a, b) => b.ended - a.ended);
  const baselines = newestOf(await basesOf(api, owner), finished);
  const seen = new Map<string | null, number>();
  const old = finished.filter(({ id, schedule }) => {
    const place = (seen.get(schedule) ?? 0) + 1;
    seen.set(schedule, place);
    return place > (schedule === null ? keptRecords : keptRuns) && !baselines.has(id);
  });
  for (const { id } of old) await api.delete('ConfigMap', anchorName(id));
  // Who keeps no files need not have the right to look for those of others.
  if (store === null) return;
  const kept = finished.filter((run) => !old.includes(run));
  const clearing = kept.slice(keptFiles).map(({ id }) => async () => {
    const claim = await api.getMeta('PersistentVolumeClaim', claimName(id));
    if (claim !== null && isOwnedByRunAlone(claim)) await api.delete('PersistentVolumeClaim', claimName(id));
  });
  await inLanes(lanes, clearing);
}

/** Branches that runs of the project are compared with, as label values: those of an environment need not say so themselves. */
async function basesOf(api: KubeApi, owner: RunFacts['owner']): Promise<ReadonlySet<string>> {
  const anchor: Component = 'anchor';
  const selector = `${ofProject(projectId(owner))},${labels.component}=${anchor}`;
  const anchors = await api.listMeta('ConfigMap', { labelSelector: selector });
  return new Set(anchors.flatMap(({ labels: all }) => all?.[labels.base] ?? []));
}

interface Finished {
  readonly id: string;
  /** That it stands for, as a label value; null: none. */
  readonly branch: string | null;
}

/** @param finished newest first @returns ids */
function newestOf(branches: ReadonlySet<string>, finished: readonly Finished[]): ReadonlySet<string> {
  const newest = [...branches].flatMap((branch) => finished.find((run) => run.branch === branch)?.id ?? []);
  return new Set(newest);
}
