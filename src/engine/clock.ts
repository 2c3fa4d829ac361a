/** Time as the engine's driver needs it; tests bring their own. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back at that time or a little before or after, unless the returned function is called first. */
  at(time: number, callback: () => void): () => void;
}

/** Node's timers can't wait longer; being called early does no harm. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function systemClock(now: () => number): Clock {
  return {
    now,
    at: (time, callback) => {
      const timer = setTimeout(callback, Math.min(Math.max(time - now(), 0), LONGEST_TIMER));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
