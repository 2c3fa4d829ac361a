/** How long to wait before the next try. */
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds. */
const first = 200;
const longest = 5000;

/** Milliseconds before try `attempt` (0: the first repetition): twice as long each time, half of it by chance. */
export function backoff(attempt: number, limit = longest): number {
  const full = Math.min(limit, first * 2 ** Math.min(attempt, 20));
  return full / 2 + (Math.random() * full) / 2;
}

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Returns early, without an error, when the signal is aborted. */
export const systemSleep: Sleep = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    if (signal?.aborted !== true) throw error;
  });
};

/** In a function of its own, since awaiting changes what the compiler takes for settled. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
