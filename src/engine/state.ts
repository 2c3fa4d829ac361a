/** A run's state is the fold of its events. */
import type { Plan } from '../plan/plan.ts';
import type { RunEvent } from './events.ts';
import { Progress } from './progress.ts';

export function initialState(plan: Plan): Progress {
  return new Progress(plan);
}

/** Changes `state`, which has one owner: the driver, or whoever folds a journal. Nothing happens after `run-ended`. */
export function apply(state: Progress, event: RunEvent): void {
  if (state.endedAt !== null) return;
  switch (event.type) {
    case 'run-started':
      state.runStarted(event.at);
      return;
    case 'started':
      state.started(event.task, event.attempt, event.parallel ?? null, event.at);
      return;
    case 'began':
      state.began(event.task, event.attempt, event.at);
      return;
    case 'ended':
      state.ended(event.task, event.attempt, event.result, event.at);
      return;
    case 'skipped':
      state.skipped(event.step, event.reason, event.cause, event.at);
      return;
    case 'expanded':
      state.expanded(event.step, event.items, event.at);
      return;
    case 'rejected':
      state.rejected(event.step, event.reason, event.at);
      return;
    case 'cancel-requested':
      state.cancelRequested(event.reason, event.at);
      return;
    case 'run-ended':
      state.runEnded(event.state, event.reason ?? null, event.at);
  }
}

export function fold(plan: Plan, events: Iterable<RunEvent>): Progress {
  const state = initialState(plan);
  for (const event of events) apply(state, event);
  return state;
}
