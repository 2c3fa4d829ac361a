/** Children that are started all at once: the backend holds back what is over the bound, in calls that many share. */
import type { Plan } from '../plan/plan.ts';
import type { ChildEntry, StepEntry, TaskEntry } from './entries.ts';
import type { Action } from './events.ts';

/** Milliseconds: back-offs that end within so much of each other end together. */
const tick = 1000;

/** When a task that waits for its next attempt is handed over. */
export function handoverAt({ retryAt }: TaskEntry): number | null {
  return retryAt === null ? null : Math.ceil(retryAt / tick) * tick;
}

/**
 * Those of one attempt number, with the share of the step's bound that they keep to their end. Few more attempts wait
 * until the share is worth it: half of what they could use.
 */
export function handover(
  { step, retrying, nextChild, runningChildren }: StepEntry,
  children: readonly ChildEntry[],
  plan: Pick<Plan, 'parallel'>,
  now: number,
): readonly Action[] {
  const fresh = children.slice(nextChild).filter(({ state, attempts }) => state === 'pending' && attempts.length === 0);
  const due = [...fresh, ...retrying].filter((child) => (handoverAt(child) ?? now) <= now);
  const attempt = Math.min(...due.map(({ attempts }) => attempts.length + 1));
  const batch = due.filter(({ attempts }) => attempts.length + 1 === attempt);
  const bound = Math.min(step.sweep?.parallel ?? Infinity, plan.parallel);
  const room = bound - runningChildren;
  if (batch.length === 0 || room < Math.min(bound, batch.length) / 2) return [];
  const parallel = Math.min(room, batch.length);
  return batch.sort(byIteration).map(({ task }) => ({ type: 'start', task, attempt, parallel }));
}

export function byIteration(a: TaskEntry, b: TaskEntry): number {
  return (a.task.iteration ?? 0) - (b.task.iteration ?? 0);
}
