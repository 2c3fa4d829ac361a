/** What can be told of a schedule before it fires. */
import type { Schedule, ScheduleBackend } from '../workflow/model.ts';
import { describeCron } from './describe.ts';
import { nextFires } from './fires.ts';

export interface ForeseenSchedule {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly backend: ScheduleBackend;
  readonly suspend: boolean;
  /** `at 03:00, only on Monday` */
  readonly description: string;
  /** ISO times in UTC, soonest first. Those of one that rests too: it would fire then. */
  readonly next: readonly string[];
}

const COUNT = 5;

/** @param now milliseconds since the epoch */
export function foresee(schedules: readonly Schedule[], now: number): readonly ForeseenSchedule[] {
  return schedules.map(({ name, cron, timezone, backend, suspend }) => {
    const next = nextFires({ cron, timezone }, now, COUNT).map((fire) => new Date(fire).toISOString());
    return { name, cron, timezone, backend, suspend, description: describeCron(cron), next };
  });
}
