/** The runs of a namespace as their records tell them; of one that has not ended, as far as it has been stored. */
import { fold } from '../../../engine/state.ts';
import { messageOf } from '../../../errors.ts';
import { toRecord } from '../../../records/record.ts';
import type { RunRecord } from '../../../records/schema.ts';
import type { KubeApi } from '../client/api.ts';
import type { Lease, Meta } from '../client/types.ts';
import { holderInWords } from '../driving/holder.ts';
import { holderOf } from '../driving/lease.ts';
import { readJournal, readPlan, readRecord } from '../driving/stored-run.ts';
import { inLanes } from '../lanes.ts';
import { madeAt, runOf } from '../known-runs.ts';
import { recordOf } from '../objects/anchor.ts';
import { managed, managedComponent, ofProject, type Component } from '../objects/labels.ts';
import { anchorName, leaseName, recordName } from '../objects/names.ts';

export interface StoredRun {
  readonly record: RunRecord;
  /** Who drives it, for people; null: nobody does, or it is over. */
  readonly driver: string | null;
}

export interface StoredRuns {
  readonly runs: readonly StoredRun[];
  /** What could not be read, one sentence each: it is no reason not to show the rest. */
  readonly problems: readonly string[];
}

/** Runs that are read at the same time. */
const lanes = 8;

/** Newest first. @param workflow absent: of all @param project absent: whose repository it is does not matter @throws ApiError */
export async function storedRuns(api: KubeApi, workflow?: string, project?: string): Promise<StoredRuns> {
  const only = [
    ...(workflow === undefined ? [] : [managed(workflow)]),
    ...(project === undefined ? [] : [ofProject(project)]),
  ];
  const of = (component: Component): { readonly labelSelector: string } => {
    return { labelSelector: [managedComponent(component), ...only].join(',') };
  };
  const [anchors, { items: records }, { items: leases }] = await Promise.all([
    api.listMeta('ConfigMap', of('anchor')),
    api.list('ConfigMap', of('record')),
    api.list('Lease', of('lease')),
  ]);
  const ended = new Map(records.map((map) => [map.metadata?.name ?? '', map]));
  const driven = new Map(leases.map((lease) => [lease.metadata?.name ?? '', lease]));
  const runs: StoredRun[] = [];
  const problems: string[] = [];
  const reading = anchors.map((anchor) => async () => {
    const id = runOf(anchor);
    const lease = driven.get(leaseName(id)) ?? null;
    try {
      const map = ended.get(recordName(id));
      const run = map === undefined ? await unfinished(api, anchor, lease) : { record: recordOf(map), driver: null };
      if (run === null) problems.push(`run ${id} has not begun: its driver has stored no plan yet`);
      else runs.push(run);
    } catch (error) {
      problems.push(`run ${id} can't be read: ${messageOf(error)}`);
    }
  });
  await inLanes(lanes, reading);
  return { runs: runs.sort(newestFirst), problems };
}

/** Null: there is no such run, or its driver has stored no plan yet. @throws ApiError */
export async function storedRun(api: KubeApi, id: string): Promise<StoredRun | null> {
  const [anchor, record, lease] = await Promise.all([
    api.getMeta('ConfigMap', anchorName(id)),
    readRecord(api, id),
    api.get('Lease', leaseName(id)),
  ]);
  if (record !== null) return { record, driver: null };
  return anchor === null ? null : unfinished(api, anchor, lease);
}

/** The newest, by when it was begun. Null: there is none. @throws ApiError */
export async function newestRun(api: KubeApi, labelSelector = managedComponent('anchor')): Promise<string | null> {
  const anchors = await api.listMeta('ConfigMap', { labelSelector });
  const [newest] = [...anchors].sort((a, b) => madeAt(b) - madeAt(a) || runOf(b).localeCompare(runOf(a)));
  return newest === undefined ? null : runOf(newest);
}

/** What its driver has stored so far. */
async function unfinished(api: KubeApi, anchor: Meta, lease: Lease | null): Promise<StoredRun | null> {
  const id = runOf(anchor);
  const [stored, journal] = await Promise.all([readPlan(api, id), readJournal(api, id)]);
  if (stored === null) return null;
  const holder = holderOf(lease);
  const driver = holder === '' ? null : holderInWords(holder);
  const [first] = journal.events;
  // The first page comes a second late.
  const events = first === undefined ? [{ type: 'run-started' as const, at: madeAt(anchor) }] : journal.events;
  const about = { backend: 'kubernetes' as const, version: '', host: holder.split('/')[0] ?? '' };
  const record = toRecord(stored.plan, fold(stored.plan, events), about);
  const reason = driver === null ? `nobody drives it; go on with it by: automl attach ${id}` : null;
  return { record: { ...record, reason: record.reason ?? reason }, driver };
}

function newestFirst({ record: a }: StoredRun, { record: b }: StoredRun): number {
  return b.started_at.localeCompare(a.started_at) || b.id.localeCompare(a.id);
}
