/** When the next attempt of a failed task may start. */
import type { Retries } from '../workflow/model.ts';

/** Milliseconds since the epoch. `attempt` is the one that failed, from 1. Null: there are no further attempts. */
export function nextAttemptAt(retries: Retries, attempt: number, endedAt: number): number | null {
  if (attempt > retries.limit) return null;
  const seconds = Math.min(retries.backoff * 2 ** (attempt - 1), retries.maxBackoff);
  return endedAt + Math.ceil(seconds * 1000);
}
