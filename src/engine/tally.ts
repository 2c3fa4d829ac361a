/** Counts of a run's steps, those of `finally` apart, so that no question about the whole run needs to look at them all. */
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { StepEntry } from './entries.ts';

type Count = Record<PlanStep['role'], number>;

export class Tally {
  readonly pending: Count;
  readonly unfinished: Count;
  readonly failed: Count = { step: 0, finally: 0 };

  constructor({ steps }: Plan) {
    const regular = steps.filter(({ role }) => role === 'step').length;
    this.unfinished = { step: regular, finally: steps.length - regular };
    this.pending = { ...this.unfinished };
  }

  /** To be told of a step before its state changes. */
  leavePending({ state, step }: StepEntry): void {
    if (state === 'pending') this.pending[step.role] -= 1;
  }

  get finished(): boolean {
    return this.unfinished.step + this.unfinished.finally === 0;
  }
}
