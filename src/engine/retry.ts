/** When the next attempt of a failed task may start. */
import type { PlanStep } from '../plan/plan.ts';
import type { AttemptView } from './view.ts';

/** Lost attempts of a task that are made good: what is lost again and again is lost for a reason. */
const mostLost = 5;
/** Seconds before the first of them; doubled each time, so that what ended the pod may be over. */
const lostBackoff = 2;

/** Milliseconds since the epoch. `attempts` have ended, the last one badly. Null: there are no further attempts. */
export function nextAttemptAt(
  { retries, onLost }: Pick<PlanStep, 'retries' | 'onLost'>,
  attempts: readonly AttemptView[],
  endedAt: number,
): number | null {
  const lost = attempts.filter(isLost).length;
  const last = attempts.at(-1);
  if (last !== undefined && isLost(last)) {
    return onLost === 'fail' || lost > mostLost ? null : later(endedAt, lostBackoff * 2 ** (lost - 1));
  }
  const failed = attempts.length - lost;
  if (failed > retries.limit) return null;
  return later(endedAt, Math.min(retries.backoff * 2 ** (failed - 1), retries.maxBackoff));
}

/** It ended without having failed: its pod or its result was lost. */
export function isLost({ result }: Pick<AttemptView, 'result'>): boolean {
  return result?.lost === true;
}

function later(time: number, seconds: number): number {
  return time + Math.ceil(seconds * 1000);
}
