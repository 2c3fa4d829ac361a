/** The runs of a namespace as their records tell them; of one that has not ended, as far as it has been stored. */
import { fold } from '../../../engine/state.ts';
import { messageOf } from '../../../errors.ts';
import type { Plan } from '../../../plan/plan.ts';
import { toRecord } from '../../../records/record.ts';
import type { RunRecord } from '../../../records/schema.ts';
import type { KubeApi } from '../client/api.ts';
import type { Lease, Meta } from '../client/types.ts';
import { driverState } from '../driving/driver-job.ts';
import { holderInWords } from '../driving/holder.ts';
import { holderOf } from '../driving/lease.ts';
import { readJournal, readPlan, readRecord } from '../driving/stored-run.ts';
import { inLanes } from '../lanes.ts';
import { madeAt, runOf } from '../known-runs.ts';
import { recordOf } from '../objects/anchor.ts';
import { labels, labelValue, managed, managedComponent, ofProject, type Component } from '../objects/labels.ts';
import { anchorName, driverName, leaseName, recordName } from '../objects/names.ts';

export interface StoredRun {
  readonly record: RunRecord;
  /** Who drives it, for people; null: nobody does, or it is over. */
  readonly driver: string | null;
  /** As people know it: `github.com/acme/models`. */
  readonly repository: string;
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
      const run = map === undefined ? await unfinished(api, anchor, lease) : finished(anchor, recordOf(map));
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
  if (anchor === null) return null;
  return record === null ? unfinished(api, anchor, lease) : finished(anchor, record);
}

/** The newest, by when it was begun. Null: there is none. @throws ApiError */
export async function newestRun(api: KubeApi, labelSelector = managedComponent('anchor')): Promise<string | null> {
  const anchors = await api.listMeta('ConfigMap', { labelSelector });
  const [newest] = [...anchors].sort((a, b) => madeAt(b) - madeAt(a) || runOf(b).localeCompare(runOf(a)));
  return newest === undefined ? null : runOf(newest);
}

interface ScheduleOfRuns {
  readonly repository: string;
  readonly workflow: string;
  readonly name: string;
}

/** The newest of a schedule that stands for this time. @param at ISO time @returns null: there is none @throws ApiError */
export async function newestRunOf(
  api: KubeApi,
  { repository, workflow, name }: ScheduleOfRuns,
  at: string,
): Promise<string | null> {
  const selector = `${managedComponent('anchor')},${managed(workflow)},${labels.schedule}=${labelValue(name)}`;
  const anchors = await api.listMeta('ConfigMap', { labelSelector: selector });
  const [newest] = anchors
    .filter((anchor) => repositoryOf(anchor) === repository && anchor.annotations?.[labels.scheduledAt] === at)
    .sort((a, b) => madeAt(b) - madeAt(a) || runOf(b).localeCompare(runOf(a)));
  return newest === undefined ? null : runOf(newest);
}

function finished(anchor: Meta, record: RunRecord): StoredRun {
  return { record, driver: null, repository: repositoryOf(anchor) };
}

function repositoryOf({ annotations }: Meta): string {
  return annotations?.[labels.repository] ?? '';
}

/** What its driver has stored so far. */
async function unfinished(api: KubeApi, anchor: Meta, lease: Lease | null): Promise<StoredRun | null> {
  const id = runOf(anchor);
  const [stored, journal] = await Promise.all([readPlan(api, id), readJournal(api, id)]);
  if (stored === null) return null;
  const holder = holderOf(lease);
  const [first] = journal.events;
  // The first page comes a second late.
  const events = first === undefined ? [{ type: 'run-started' as const, at: madeAt(anchor) }] : journal.events;
  const about = { backend: 'kubernetes' as const, version: '', host: holder.split('/')[0] ?? '' };
  const record = toRecord(stored.plan, fold(stored.plan, events), about);
  const reason = await whyUndriven(api, id, stored.plan, holder);
  const driver = reason === null ? holderInWords(holder) : null;
  return { record: { ...record, reason: record.reason ?? reason }, driver, repository: repositoryOf(anchor) };
}

/** Null: it is driven, for all that can be seen. @param holder of its Lease; one that was killed has not given it back */
async function whyUndriven(api: KubeApi, id: string, plan: Plan, holder: string): Promise<string | null> {
  const way = `go on with it by: automl attach ${id}`;
  if (holder !== '' && !holder.startsWith(`${driverName(id)}-`)) return null;
  if (plan.driver === null) return `nobody drives it; ${way}`;
  const { end, trouble } = await driverState(api, id);
  if (holder !== '' && end === null && trouble === null) return null;
  if (end !== null) return `its driver in the cluster has ended (${end}); ${way}`;
  return `its driver in the cluster is not there yet${trouble === null ? '' : `: ${trouble.sentence}`}`;
}

function newestFirst({ record: a }: StoredRun, { record: b }: StoredRun): number {
  return b.started_at.localeCompare(a.started_at) || b.id.localeCompare(a.id);
}
