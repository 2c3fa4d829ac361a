/** The CronJobs of a workflow file, as a store of schedules. */
import { AutomlError } from '../../../errors.ts';
import type { KnownSchedule, ScheduleStore } from '../../../schedule/store.ts';
import { orWhatItHas } from '../../../workflow/suggestion.ts';
import type { KubeApi } from '../client/api.ts';
import type { CronJob } from '../client/types.ts';
import { triggeredJob } from '../objects/cron-job.ts';
import { labels } from '../objects/labels.ts';
import { triggeredJobName } from '../objects/names.ts';
import { suspendedBy } from './cron-jobs.ts';
import { cronJobsOf, nameOf, type Project } from './project.ts';
import { syncSchedules, type Sync } from './sync.ts';
import { scheduleOf } from './told.ts';

export interface ClusterSchedules extends Pick<Sync, 'api' | 'project' | 'now'> {
  /** What a sync needs besides; it is made when there is one. */
  readonly syncing: () => Promise<Pick<Sync, 'starts' | 'order'>>;
  readonly close: () => Promise<void>;
}

export function clusterSchedules({ api, project, now, syncing, close }: ClusterSchedules): ScheduleStore {
  const find = (name: string): Promise<CronJob> => findCronJob(api, project, name);
  return {
    kind: 'cluster',
    place: `CronJobs of namespace ${api.namespace}`,
    sync: async (wanted, options) => syncSchedules({ api, project, now, ...(await syncing()) }, wanted, options),
    known: async () => (await cronJobsOf(api, project)).own.map(knownSchedule),
    suspend: async (name) => suspend(api, await find(name), now()),
    resume: async (name) => resume(api, await find(name), now()),
    trigger: async (name, at) => trigger(api, await find(name), at, now()),
    close,
  };
}

/** @throws AutomlError NOT_FOUND @throws ApiError */
async function findCronJob(api: KubeApi, project: Project, name: string): Promise<CronJob> {
  const { own: all } = await cronJobsOf(api, project);
  const found = all.find((cronJob) => scheduleOf(cronJob) === name);
  if (found !== undefined) return found;
  const names = all.map(scheduleOf);
  const why = `workflow ${project.workflow} has no schedule "${name}" in namespace ${api.namespace}`;
  throw new AutomlError('NOT_FOUND', `${why}${orWhatItHas(name, names, names)}`);
}

export function knownSchedule(cronJob: CronJob): KnownSchedule {
  const { metadata, spec } = cronJob;
  return {
    name: scheduleOf(cronJob),
    cron: spec.schedule,
    timezone: spec.timeZone ?? 'UTC',
    suspended: suspendedBy(cronJob),
    since: metadata?.annotations?.[labels.since] ?? metadata?.creationTimestamp ?? null,
  };
}

/**
 * Until a person says otherwise: no sync changes it. @param now milliseconds since the epoch
 * @throws ApiError @throws AutomlError USAGE where the file itself says so: nobody could resume it
 */
export async function suspend(api: KubeApi, cronJob: CronJob, now: number): Promise<void> {
  const by = suspendedBy(cronJob);
  if (by === 'person') return;
  if (by === 'file') {
    const why = `the workflow file says that schedule "${scheduleOf(cronJob)}" is suspended`;
    throw new AutomlError('USAGE', `${why}: it stays so until that is taken out`);
  }
  const annotations = { [labels.suspendedAt]: new Date(now).toISOString() };
  await api.patch('CronJob', nameOf(cronJob), { metadata: { annotations }, spec: { suspend: true } });
}

/**
 * What would have fired meanwhile is not made up for. @param now milliseconds since the epoch
 * @throws ApiError @throws AutomlError USAGE where the file itself says that it is suspended
 */
export async function resume(api: KubeApi, cronJob: CronJob, now: number): Promise<void> {
  const by = suspendedBy(cronJob);
  if (by === null) return;
  if (by === 'file') {
    const why = `the workflow file says that schedule "${scheduleOf(cronJob)}" is suspended`;
    throw new AutomlError('USAGE', `${why}: take "suspend" out there, and sync it`);
  }
  const annotations = { [labels.suspendedAt]: null, [labels.since]: new Date(now).toISOString() };
  await api.patch('CronJob', nameOf(cronJob), { metadata: { annotations }, spec: { suspend: false } });
}

/**
 * @param at ISO time that the run stands for @param now milliseconds since the epoch, which tells two for the same time apart
 * @returns the Job, for people @throws ApiError
 */
export async function trigger(api: KubeApi, cronJob: CronJob, at: string, now: number): Promise<string> {
  const name = triggeredJobName(nameOf(cronJob), [at, String(now)]);
  await api.create('Job', triggeredJob(cronJob, name, at));
  return `job/${name}`;
}
