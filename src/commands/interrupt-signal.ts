/** Ctrl-C as a signal, for what only looks: nothing is to be undone. */
import type { World } from './world.ts';

export interface InterruptSignal {
  readonly signal: AbortSignal;
  close(): void;
}

export function interruptSignal({ onInterrupt }: Pick<World, 'onInterrupt'>): InterruptSignal {
  const stop = new AbortController();
  const close = onInterrupt(() => {
    stop.abort();
  });
  return { signal: stop.signal, close };
}
