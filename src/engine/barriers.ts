/** What steps wait at: opens when the last of those it needs has ended, and then knows whether they ended well. */
import { findBlock } from './block.ts';
import type { StepEntry } from './entries.ts';

/** One more step has ended: gives who waits at the barriers that this opens, one barrier after the other. */
export function* openBarriers({ holds }: StepEntry): Iterable<StepEntry> {
  for (const barrier of holds) {
    barrier.left -= 1;
    if (barrier.left > 0) continue;
    barrier.block = findBlock(barrier.needs);
    yield* barrier.waiters;
  }
}

/** It ended once more, and otherwise: what is open stays open, but may block now. */
export function judgeBarriers({ holds }: StepEntry): void {
  for (const barrier of holds) if (barrier.left === 0) barrier.block = findBlock(barrier.needs);
}
