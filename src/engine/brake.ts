/** What stops a run before its steps are done: a person's cancel, or with fail_fast the first failure. */
import type { PlanStep } from '../plan/plan.ts';
import { howItEnded } from './block.ts';
import type { StepEntry } from './entries.ts';
import type { StepState } from './events.ts';
import type { Block } from './verdict.ts';

export class Brake {
  /** How often a cancel was requested: the first stops the regular steps, the second those of `finally` too. */
  cancels = 0;
  cancelReason: string | null = null;
  /** The step whose failure stopped the run. */
  culprit: StepEntry | null = null;
  #culpritReason = '';

  cancel(reason: string): void {
    this.cancels += 1;
    this.cancelReason ??= reason;
  }

  /** `state`: how the step, or the first of its children, failed. */
  trip(step: StepEntry, state: StepState): void {
    this.culprit = step;
    this.#culpritReason = `stopped: ${step.step.name} ${howItEnded(state)} (fail_fast)`;
  }

  /** Why no step of that role may start any more; null when they may. */
  on(role: PlanStep['role']): Block | null {
    if (this.cancels > (role === 'step' ? 0 : 1)) return { cause: 'cancelled', reason: 'the run was cancelled' };
    return role === 'step' && this.culprit !== null ? { cause: 'failure', reason: this.#culpritReason } : null;
  }
}
