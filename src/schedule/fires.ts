/** The times at which a schedule fires. */
import { Cron } from 'croner';
import type { Schedule } from '../workflow/model.ts';

type Times = Pick<Schedule, 'cron' | 'timezone'>;

/** The next ones after a moment, in milliseconds since the epoch. */
export function nextFires(schedule: Times, after: number, count: number): readonly number[] {
  return job(schedule)
    .nextRuns(count, new Date(after))
    .map((date) => date.getTime());
}

/** The last one that is not after a moment; null: there was none. */
export function lastFire(schedule: Times, until: number): number | null {
  const [last] = job(schedule).previousRuns(1, new Date(until + 1));
  return last?.getTime() ?? null;
}

/** All after `from` up to and with `to`, the first `most` of them. */
export function firesBetween(schedule: Times, from: number, to: number, most: number): readonly number[] {
  const fires: number[] = [];
  for (let [next] = nextFires(schedule, from, 1); next !== undefined && next <= to && fires.length < most;) {
    fires.push(next);
    [next] = nextFires(schedule, next, 1);
  }
  return fires;
}

function job({ cron, timezone }: Times): Cron {
  return new Cron(cron, { paused: true, mode: '5-part', timezone });
}
