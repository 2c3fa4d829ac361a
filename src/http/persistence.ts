/** A call is tried again while that is of use, and until it is given up. */
import type { AutomlError } from '../errors.ts';
import { backoff, type Sleep } from './backoff.ts';

/** Milliseconds after which a server that never answered is given up: rather a wrong address than an outage. */
const firstPatience = 6_000;

export interface Persistence {
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Milliseconds after which a call is given up; the last try may take longer. */
  readonly patience: number;
}

/** One try that failed. */
export interface Failure {
  readonly error: AutomlError;
  /** Whether to try again at all. */
  readonly again: boolean;
  /** Seconds that the server wants us to wait. */
  readonly retryAfter: number | null;
  /** Nobody answered at this address, and nobody ever did. */
  readonly stranger: boolean;
}

/** Tries until it succeeds, until trying again is of no use, or until it is given up. @throws the last failure's error */
export async function persist<T>(
  world: Persistence,
  attempt: () => Promise<T>,
  failureOf: (thrown: unknown) => Failure,
): Promise<T> {
  const started = world.now();
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (thrown) {
      const { error, again, retryAfter, stranger } = failureOf(thrown);
      const delay = Math.max(backoff(tries), (retryAfter ?? 0) * 1000);
      const limit = stranger ? firstPatience : world.patience;
      if (!again || world.now() - started + delay > limit) throw error;
      await world.sleep(delay);
    }
  }
}
