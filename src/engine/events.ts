/**
 * Everything that happens to a run. The list of these events *is* the run's state: fold it and any process can go on.
 * Times are milliseconds since the epoch, taken by the driver.
 */
import type { StepResult } from '../backends/result.ts';
import type { Item, Task } from '../plan/plan.ts';

export type RunEvent =
  | { readonly type: 'run-started'; readonly at: number }
  /** `parallel`: it was handed over, and waits for its turn (see TaskOrder); without, it runs from here on. */
  | {
      readonly type: 'started';
      readonly at: number;
      readonly task: Task;
      readonly attempt: number;
      readonly parallel?: number;
    }
  /** The turn has come of one that was handed over. */
  | { readonly type: 'began'; readonly at: number; readonly task: Task; readonly attempt: number }
  | {
      readonly type: 'ended';
      readonly at: number;
      readonly task: Task;
      readonly attempt: number;
      readonly result: StepResult;
    }
  | {
      readonly type: 'skipped';
      readonly at: number;
      readonly step: string;
      readonly reason: string;
      readonly cause: SkipCause;
    }
  | { readonly type: 'expanded'; readonly at: number; readonly step: string; readonly items: readonly Item[] }
  /** The step can't run at all: an expression failed, a list is not a list. */
  | { readonly type: 'rejected'; readonly at: number; readonly step: string; readonly reason: string }
  | { readonly type: 'cancel-requested'; readonly at: number; readonly reason: string }
  /** What has not ended by then was stopped with the run; `reason` says why, where no step can: the driver had to give up. */
  | { readonly type: 'run-ended'; readonly at: number; readonly state: RunState; readonly reason?: string };

/** A skip that came from a failure spreads to all that wait; one that was chosen spreads only to those that name the step. */
export type SkipCause = 'chosen' | 'failure' | 'cancelled';

export type StepState =
  'pending' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled' | 'timed-out' | 'reused';

export type RunState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** What the driver must do next. Each can be done twice without harm. */
export type Action =
  | { readonly type: 'start'; readonly task: Task; readonly attempt: number; readonly parallel?: number }
  | { readonly type: 'cancel'; readonly task: Task; readonly attempt: number }
  | { readonly type: 'skip'; readonly step: string; readonly reason: string; readonly cause: SkipCause }
  | { readonly type: 'expand'; readonly step: string; readonly items: readonly Item[] }
  | { readonly type: 'reject'; readonly step: string; readonly reason: string }
  /** Decide again at this time, if nothing happens before. */
  | { readonly type: 'wake'; readonly at: number }
  | { readonly type: 'finish'; readonly state: RunState };
