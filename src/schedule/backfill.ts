/** Which of the times of a schedule still need a run. */
import { AutomlError } from '../errors.ts';
import type { Schedule } from '../workflow/model.ts';
import { firesBetween } from './fires.ts';
import type { ScheduledRun } from './history.ts';
import type { Range } from './range.ts';

/** Times that one backfill may have. */
export const mostFires = 1000;

export interface BackfillTime {
  readonly at: number;
  /** run: it needs one; wait: its run goes on; skip: it has one that succeeded. */
  readonly action: 'run' | 'wait' | 'skip';
  /** The run that goes on or has succeeded; null: none. */
  readonly run: string | null;
}

export interface BackfillSources {
  readonly schedule: Schedule;
  readonly range: Range;
  /** Of this schedule. */
  readonly runs: readonly ScheduledRun[];
  /** Also where a run has succeeded. */
  readonly again: boolean;
  readonly now: number;
}

/** Oldest first; times to come are left out. @throws AutomlError USAGE for none, or too many */
export function backfillTimes({ schedule, range, runs, again, now }: BackfillSources): readonly BackfillTime[] {
  const fires = firesBetween(schedule, range.from - 1, Math.min(range.to, now), mostFires + 1);
  if (fires.length === 0) throw new AutomlError('USAGE', `schedule "${schedule.name}" did not fire in that range`);
  if (fires.length > mostFires) {
    const last = new Date(fires[mostFires - 1] ?? 0).toISOString();
    const why = `the range has more than ${mostFires} times of schedule "${schedule.name}"`;
    throw new AutomlError('USAGE', `${why}: backfill it in parts, the first one with --to ${last}`);
  }
  return fires.map((at) => {
    const here = runs.filter((run) => run.at === at);
    const open = here.find(({ state }) => state === 'running' || state === 'pending');
    if (open !== undefined) return { at, action: 'wait', run: open.id };
    const good = here.find(({ state }) => state === 'succeeded');
    return good === undefined || again ? { at, action: 'run', run: null } : { at, action: 'skip', run: good.id };
  });
}
