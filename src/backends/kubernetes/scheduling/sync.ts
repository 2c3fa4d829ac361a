/** CronJobs as a workflow file asks for them: made, changed and taken away, in as few calls as that takes. */
import { isDeepStrictEqual } from 'node:util';
import { AutomlError } from '../../../errors.ts';
import type { ScheduleChange } from '../../../schedule/store.ts';
import type { Schedule } from '../../../workflow/model.ts';
import type { KubeApi } from '../client/api.ts';
import type { ConfigMap, CronJob } from '../client/types.ts';
import { labels } from '../objects/labels.ts';
import { driverAccount } from '../objects/driver-pod.ts';
import { cronJobName } from '../objects/names.ts';
import { isOfOwner } from '../ownership.ts';
import { readable } from '../preflight/readable.ts';
import { isOlder, type CommitOrder } from '../serving/commit-order.ts';
import { wantedCronJob, type Starts } from './cron-jobs.ts';
import { cronJobsOf, nameOf, type Project } from './project.ts';
import { keepSource, scheduledSource, sweepSource } from './source.ts';
import { differences, scheduleOf } from './told.ts';

export interface Sync {
  readonly api: KubeApi;
  readonly project: Project;
  readonly starts: Starts;
  readonly order: CommitOrder;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Pair {
  readonly schedule: Schedule;
  /** Null: there is none. */
  readonly live: CronJob | null;
}

/**
 * A newer commit's schedules stay as they are. What a dry run asks is judged by the API server, which keeps nothing of it.
 * @throws ApiError @throws AutomlError USAGE for an older commit, PREFLIGHT for a project that is too large, or an account that is missing
 */
export async function syncSchedules(
  sync: Sync,
  wanted: readonly Schedule[],
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly ScheduleChange[]> {
  const { api, project, starts } = sync;
  const { own, twins } = await cronJobsOf(api, project);
  const mine = [...own, ...twins];
  if (wanted.length === 0 && mine.length === 0) return [];
  await refuseOlder(sync, mine);
  if (wanted.length > 0) await requireAccount(sync);
  const pairs = await Promise.all(wanted.map((schedule) => pairOf(sync, schedule, own)));
  const isPinned = wanted.some(({ ref }) => ref === undefined);
  const maps = isPinned ? await scheduledSource(project, starts.source) : [];
  const made = await apply(sync, pairs, maps, dryRun);
  const names = new Set(made.map(({ object }) => nameOf(object)));
  const unnamed = mine.filter((cronJob) => !names.has(nameOf(cronJob)));
  if (!dryRun) {
    for (const { metadata } of unnamed)
      await api.delete('CronJob', metadata?.name ?? '', metadata?.uid === undefined ? {} : { uid: metadata.uid });
    await sweepSource(api, project, [...own, ...made.map(({ object }) => object)]);
  }
  return [...made.map(({ change }) => change), ...unnamed.map((cronJob) => deletion(cronJob, twins.includes(cronJob)))];
}

/** What they start from is there before those that are there already name it, and right after those that are new. */
async function apply(
  sync: Sync,
  pairs: readonly Pair[],
  maps: readonly ConfigMap[],
  dryRun: boolean,
): Promise<readonly { readonly object: CronJob; readonly change: ScheduleChange }[]> {
  const { api, project, starts, now } = sync;
  const known = pairs.flatMap(({ live }) => live ?? []);
  if (!dryRun && known.length > 0) await keepSource(api, maps, known);
  // A newer commit may have come first while the files were packed and brought.
  if (!dryRun) await refuseOlder(sync, (await cronJobsOf(api, project)).own);
  const parts = { maps: maps.map(({ metadata }) => metadata?.name ?? ''), now: new Date(now()).toISOString() };
  const made = [];
  for (const { schedule, live } of pairs) {
    const wanted = wantedCronJob(project, schedule, starts, { ...parts, live });
    const object = await api.apply('CronJob', wanted, { force: true, dryRun });
    made.push({ object, change: changeOf(schedule.name, live, object) });
  }
  if (!dryRun && known.length < made.length)
    await keepSource(
      api,
      maps,
      made.map(({ object }) => object),
    );
  return made;
}

function changeOf(name: string, live: CronJob | null, object: CronJob): ScheduleChange {
  const about = { name, object: `cronjob/${nameOf(object)}` };
  if (live === null) return { ...about, action: 'create', details: [] };
  const isSame = isDeepStrictEqual(contentOf(live), contentOf(object));
  return isSame
    ? { ...about, action: 'unchanged', details: [] }
    : { ...about, action: 'change', details: differences(live, object) };
}

function contentOf({ metadata, spec }: CronJob): unknown {
  return { labels: metadata?.labels, annotations: metadata?.annotations, spec };
}

function deletion(cronJob: CronJob, isTwin: boolean): ScheduleChange {
  const details = [isTwin ? 'another account of this repository made it' : 'the file does not name it any more'];
  return { name: scheduleOf(cronJob), action: 'delete', object: `cronjob/${nameOf(cronJob)}`, details };
}

async function pairOf({ api, project }: Sync, schedule: Schedule, own: readonly CronJob[]): Promise<Pair> {
  const name = cronJobName(project.workflow, schedule.name, project.owner);
  const live = own.find((cronJob) => nameOf(cronJob) === name) ?? (await api.get('CronJob', name));
  if (live === null || isOfOwner(live, project)) return { schedule, live };
  const why = `there is a CronJob ${name} in namespace ${api.namespace} that this workflow does not own`;
  throw new AutomlError('CLUSTER', `${why}: rename the schedule, or delete it`);
}

async function refuseOlder({ order }: Sync, mine: readonly CronJob[]): Promise<void> {
  for (const { metadata } of mine) {
    const { [labels.commit]: commit, [labels.committed]: committed = '' } = metadata?.annotations ?? {};
    if (commit === undefined || !(await isOlder(order, { commit, committed }))) continue;
    const ours = order.commit.head?.slice(0, 7) ?? '';
    const why = `commit ${ours} is older than ${commit.slice(0, 7)}, which the schedules in the cluster are of`;
    throw new AutomlError('USAGE', `${why}: they stay as they are; --allow-older changes them all the same`);
  }
}

/** Without it the Jobs would make no pod, and only their Events would say why. */
async function requireAccount({ api, project, starts }: Sync): Promise<void> {
  const account = driverAccount(project, starts.driver);
  if ((await readable(api.get('ServiceAccount', account))) !== null) return;
  const why = `the runs of schedules have no account, service account "${account}" does not exist in namespace ${api.namespace}`;
  const fix = `\`automl setup ${api.namespace} ${project.owner.file}\` makes it and gives it its rights`;
  throw new AutomlError('PREFLIGHT', `${why}: ${fix}`);
}
