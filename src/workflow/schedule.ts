/** When a workflow runs by itself, and what becomes of runs that are late, overlap or were missed. */
import type { Position } from './diagnostic.ts';
import type { ParamValue } from './model.ts';

/** What starts the runs: the CI's own cron, or a CronJob. */
export type ScheduleBackend = 'ci' | 'cluster';

export interface Schedule {
  /** Unique in the file: as the name of a step. */
  readonly name: string;
  /** Of its cron expression. */
  readonly at: Position;
  /** Five fields that every system takes: nicknames and a 7 for Sunday are written out (`portable` of cron.ts). */
  readonly cron: string;
  /** IANA name; `UTC` where the file says none. */
  readonly timezone: string;
  readonly backend: ScheduleBackend;
  /** Over the defaults of the workflow's params; checked against them. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Branch whose head each run takes; absent: on a CI its default branch, in a cluster the commit of the last sync. */
  readonly ref?: string;
  /** What happens when the time comes while an earlier run of this schedule goes on. */
  readonly concurrency: 'forbid' | 'replace' | 'allow';
  /** What becomes of times that were missed, since the controller was down. */
  readonly catchUp: 'skip' | 'latest' | 'all';
  /** Further runs after one that failed, 0-10. */
  readonly retries: number;
  readonly suspend: boolean;
  /** Seconds over which the starts are spread, each schedule and time at its own. */
  readonly jitter: number;
  /** Seconds after which a start that was missed is no more made up for; absent: as long as `catchUp` needs. */
  readonly deadline?: number;
}
