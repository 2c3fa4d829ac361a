/** Where schedules stand once they are made: CronJobs of a namespace, workflow files of GitHub, pipeline schedules of GitLab. */
import type { Schedule } from '../workflow/model.ts';

export interface ScheduleStore {
  readonly kind: 'cluster' | 'github' | 'gitlab';
  /** For people: `CronJobs of namespace ml`, `.github/workflows`. */
  readonly place: string;
  /**
   * Makes what is wanted, changes what differs, and takes away what this workflow file made before and names no more.
   * @param dryRun nothing is changed
   */
  sync(wanted: readonly Schedule[], options: { readonly dryRun: boolean }): Promise<readonly ScheduleChange[]>;
  /** Those of this workflow file. */
  known(): Promise<readonly KnownSchedule[]>;
  /** @throws AutomlError NOT_FOUND */
  suspend(name: string): Promise<void>;
  /** @throws AutomlError NOT_FOUND */
  resume(name: string): Promise<void>;
  /** Starts a run now. @param at ISO time that it stands for @returns what was started, for people @throws AutomlError NOT_FOUND */
  trigger(name: string, at: string): Promise<string>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

export interface ScheduleChange {
  readonly name: string;
  readonly action: 'create' | 'change' | 'unchanged' | 'delete';
  /** The object, file or pipeline schedule: `cronjob/wine-nightly-3f2a`. */
  readonly object: string;
  /** What differs, a sentence each: `cron "0 3 * * *" was "0 4 * * *"`. */
  readonly details: readonly string[];
}

export interface KnownSchedule {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  /** Why it does not fire; null: it does. */
  readonly suspended: 'file' | 'person' | null;
  /** ISO time since when it is as it is: before that nothing was missed. */
  readonly since: string | null;
}
