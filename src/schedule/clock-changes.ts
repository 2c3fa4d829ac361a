/** What becomes of a schedule where the clocks of its zone are put forward or back. */
import { Calendar } from '../workflow/cron-calendar.ts';
import type { Times } from './fires.ts';
import { stretchAt } from './zone.ts';

export interface ClockChange {
  readonly kind: 'gap' | 'repeat';
  /** What the clocks skip or show twice, in milliseconds as if they were UTC: the first time of the schedule there. */
  readonly wall: number;
}

/** After `from` and before `to`, milliseconds since the epoch. */
export function clockChanges({ cron, timezone }: Times, from: number, to: number): readonly ClockChange[] {
  const calendar = new Calendar(cron);
  const changes: ClockChange[] = [];
  for (let before = stretchAt(timezone, from); before.until < to;) {
    const after = stretchAt(timezone, before.until);
    const [first, end] = [before.until + before.offset, before.until + after.offset].sort((a, b) => a - b);
    const wall = first === undefined ? null : calendar.after(first - 1);
    if (wall !== null && end !== undefined && wall < end) {
      changes.push({ kind: after.offset > before.offset ? 'gap' : 'repeat', wall });
    }
    before = after;
  }
  return changes;
}
