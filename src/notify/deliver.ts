/** Tries to send one message until it is taken, until it never will be, or until nobody should wait for it any longer. */
import { backoff, type Sleep } from '../http/backoff.ts';

/** How one try ended. */
export type Outcome =
  | { readonly state: 'sent' }
  | {
      readonly state: 'failed';
      readonly reason: string;
      /** It may work later. */
      readonly again: boolean;
      /** Milliseconds that the other side wants us to wait; null: it did not say. */
      readonly wait: number | null;
    };

export interface Patience {
  /** Milliseconds for all tries together. */
  readonly whole: number;
  /** Milliseconds for one. */
  readonly each: number;
  readonly sleep: Sleep;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Null: it was sent; else why not. */
export async function deliver(
  send: (signal: AbortSignal) => Promise<Outcome>,
  patience: Patience,
): Promise<string | null> {
  const { whole, each, sleep, now, signal } = patience;
  const end = now() + whole;
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) return 'the program was stopped meanwhile';
    const limit = AbortSignal.timeout(Math.max(1, Math.round(Math.min(each, end - now()))));
    const outcome = await send(AbortSignal.any([signal, limit]));
    if (outcome.state === 'sent') return null;
    const pause = Math.max(outcome.wait ?? 0, backoff(attempt));
    if (!outcome.again || now() + pause >= end) return tried(outcome.reason, attempt + 1);
    await sleep(pause, signal);
  }
}

function tried(reason: string, times: number): string {
  return times === 1 ? reason : `${reason} (tried ${times} times)`;
}
