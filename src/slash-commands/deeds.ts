/** What the program does for commands: how is the business of the doors. */
import type { ExitCode } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import type { Plan } from '../plan/plan.ts';

export interface Deeds {
  readonly run: (job: CommandedJob) => Promise<ExitCode>;
  /** What `automl plan` prints. */
  readonly plan: (job: CommandedJob) => Promise<string>;
  /** Cancels the runs of a pull request that go on. @returns their ids */
  readonly cancel: (pull: number, reason: string) => Promise<readonly string[]>;
  /** Null: nothing is known of the run any more. @param run id */
  readonly paramsOf: (run: string) => Promise<Plan['params'] | null>;
}

/** A job as a push to the pull request would have started it. */
export interface CommandedJob {
  /** What it tells is about the pull request. */
  readonly forge: Forge;
  /** Top of the checkout of the commit. */
  readonly checkout: string;
  /** In that checkout. */
  readonly target: string;
  /** Over those of the job. */
  readonly params: readonly string[];
  /** `offline`: without a cluster. */
  readonly how: 'whole' | 'offline';
}
