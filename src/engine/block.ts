/** What keeps the steps behind a barrier from starting. */
import type { StepEntry } from './entries.ts';
import type { StepState } from './events.ts';
import type { Block } from './verdict.ts';
import { isFailure } from './view.ts';

/** With the step that failed first of all in the chain of skips; null when the run was cancelled. */
export interface FoundBlock extends Block {
  readonly root: StepEntry | null;
  /** Place in the plan of the need that blocks. */
  readonly place: number;
}

/** Of what blocks a step, that which its record names: a failure before a cancel, the first in plan order. */
export function blockOf(entry: StepEntry): FoundBlock | null {
  const blocks = entry.behind.map((barrier) => barrier.block).filter((block) => block !== null);
  const failures = blocks.filter((block) => block.cause === 'failure').sort((a, b) => a.place - b.place);
  return failures[0] ?? blocks[0] ?? null;
}

/**
 * Expects that all of `needs` have ended. Names the first in plan order, not in time: the reason is part of the
 * canonical record, which must not depend on who was faster.
 */
export function findBlock(needs: readonly StepEntry[]): FoundBlock | null {
  let failed: StepEntry | null = null;
  let cancelled = false;
  for (const need of needs) {
    if (isFailure(need.state) || need.cause === 'failure') {
      if (failed === null || need.index < failed.index) failed = need;
    }
    if (need.cause === 'cancelled') cancelled = true;
  }
  if (failed !== null) {
    const root = failed.root ?? failed;
    return { cause: 'failure', reason: `${root.step.name} ${howItEnded(root.state)}`, root, place: failed.index };
  }
  return cancelled ? { cause: 'cancelled', reason: 'the run was cancelled', root: null, place: -1 } : null;
}

/** `forest failed`: the words after the name. */
export function howItEnded(state: StepState): string {
  switch (state) {
    case 'failed':
    case 'succeeded':
    case 'reused':
      return state;
    case 'timed-out':
      return 'timed out';
    case 'cancelled':
      return 'was cancelled';
    case 'skipped':
      return 'was skipped';
    case 'pending':
    case 'running':
      return 'has not ended';
  }
}
