/** The CronJobs that a workflow file asks for, beside those that are there. */
import type { Commit } from '../../../plan/plan.ts';
import type { Source } from '../../../source/source.ts';
import type { DriverPod, Schedule } from '../../../workflow/model.ts';
import { AutomlError } from '../../../errors.ts';
import type { CronJob, EnvVar } from '../client/types.ts';
import { appliedFields } from '../objects/applied.ts';
import { cronJobObject } from '../objects/cron-job.ts';
import type { FireOrder } from '../objects/fire-order.ts';
import { labels } from '../objects/labels.ts';
import { manager } from '../serving/way-back.ts';
import type { Project } from './project.ts';

/** What the pods of all schedules of a file have in common. */
export interface Starts {
  readonly source: Pick<Source, 'root' | 'files'>;
  readonly commit: Commit;
  /** Where the repository is cloned from; null: nobody knows. */
  readonly url: string | null;
  readonly driver: DriverPod;
  readonly image: string;
  /** Names of Secrets. */
  readonly imagePullSecrets: readonly string[];
  readonly env: readonly EnvVar[];
  readonly assignsUsers: boolean;
}

/**
 * @param maps names of the ConfigMaps with the project @param live null: there is none @param now ISO time
 * @throws AutomlError USAGE for a branch of a repository that nobody knows
 */
export function wantedCronJob(
  project: Project,
  schedule: Schedule,
  starts: Starts,
  { maps, live, now }: { readonly maps: readonly string[]; readonly live: CronJob | null; readonly now: string },
): CronJob {
  const isPinned = schedule.ref === undefined;
  return cronJobObject({
    ...starts,
    schedule,
    order: orderFor(project, schedule, starts),
    source: isPinned ? maps : [],
    since: sinceOf(live, schedule) ?? now,
  });
}

/** Null: it fires at other times than before, or has not fired until now since the file said so. */
function sinceOf(live: CronJob | null, { cron, timezone, suspend }: Schedule): string | null {
  if (live?.spec.schedule !== cron || live.spec.timeZone !== timezone) return null;
  if (!suspend && suspendedBy(live) === 'file') return null;
  return live.metadata?.annotations?.[labels.since] ?? null;
}

/** Null: it fires. */
export function suspendedBy(cronJob: CronJob): 'file' | 'person' | null {
  if (cronJob.spec.suspend !== true) return null;
  return appliedFields(cronJob, manager)?.spec?.suspend === true ? 'file' : 'person';
}

function orderFor(project: Project, schedule: Schedule, { commit, url }: Starts): FireOrder {
  const { name, cron, timezone, params, concurrency, catchUp, retries, jitter, ref } = schedule;
  const { head, committed, merge, ref: at, dirty, tree } = commit;
  return {
    ...project,
    schedule: { name, cron, timezone, params: { ...params }, concurrency, catchUp, retries, jitter },
    from:
      ref === undefined
        ? { commit: { head, committed, merge, ref: at, dirty, tree } }
        : { url: repositoryOf(url, name, ref), branch: ref },
  };
}

function repositoryOf(url: string | null, name: string, ref: string): string {
  if (url !== null) return url;
  const why = `schedule "${name}" runs the head of branch ${ref}, and nobody knows where to clone it from`;
  throw new AutomlError('USAGE', `${why}: sync it in a clone that has a remote "origin", or take "ref" out`);
}
