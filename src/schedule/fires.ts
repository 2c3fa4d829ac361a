/**
 * The times at which a schedule fires: every moment at which the clocks of its zone show a fitting time. What they skip
 * when they are put forward does not fire; what they show twice when they are put back fires twice. So does Kubernetes;
 * docs/schedules.md has the differences of the others. All times are milliseconds since the epoch.
 */
import { Calendar } from '../workflow/cron-calendar.ts';
import type { Schedule } from '../workflow/model.ts';
import { stretchAt } from './zone.ts';

export type Times = Pick<Schedule, 'cron' | 'timezone'>;

/** The next ones after a moment. */
export function nextFires(schedule: Times, after: number, count: number): readonly number[] {
  return firesBetween(schedule, after, Infinity, count);
}

/** The last one that is not after a moment; null: there was none. */
export function lastFire({ cron, timezone }: Times, until: number): number | null {
  const calendar = new Calendar(cron);
  let latest = until;
  for (;;) {
    const { from, offset } = stretchAt(timezone, latest);
    const wall = calendar.upTo(latest + offset);
    if (wall === null) return null;
    if (wall - offset >= from) return wall - offset;
    latest = from - 1;
  }
}

/** All after `from` up to and with `to`, the first `most` of them. */
export function firesBetween(schedule: Times, from: number, to: number, most: number): readonly number[] {
  const fires: number[] = [];
  if (most <= 0) return fires;
  for (const fire of firesAfter(schedule, from)) {
    if (fire > to) break;
    fires.push(fire);
    if (fires.length >= most) break;
  }
  return fires;
}

function* firesAfter({ cron, timezone }: Times, after: number): Generator<number, void, void> {
  const calendar = new Calendar(cron);
  let stretch = stretchAt(timezone, after);
  let last = after;
  for (;;) {
    const wall = calendar.after(last + stretch.offset);
    if (wall === null) return;
    last = wall - stretch.offset;
    if (last < stretch.until) {
      yield last;
      continue;
    }
    last = stretch.until - 1;
    stretch = stretchAt(timezone, stretch.until);
  }
}
