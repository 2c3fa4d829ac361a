import { describe, expect, test } from '@jest/globals';
import { backfillTimes, type BackfillSources } from '../../../src/schedule/backfill.ts';
import type { ScheduledRun } from '../../../src/schedule/history.ts';
import { scheduleOf } from '../../github/schedules.ts';

const day = 24 * 3600 * 1000;
const schedule = scheduleOf({ cron: '0 0 * * *' });
const run = (id: string, days: number, state: ScheduledRun['state']): ScheduledRun => {
  return { id, at: days * day, started: 0, ended: null, state, reason: null };
};
const times = (fields: Partial<BackfillSources>) =>
  backfillTimes({ schedule, range: { from: 0, to: 3 * day }, runs: [], again: false, now: 99 * day, ...fields }).map(
    ({ at, action, run: known }) => [at / day, action, known],
  );

describe('a backfill', () => {
  test('has a run for each time of the range, oldest first, both ends included', () => {
    expect(times({})).toEqual([0, 1, 2, 3].map((at) => [at, 'run', null]));
  });

  test('skips what has succeeded, waits for what goes on, and runs anew what has failed', () => {
    const runs = [run('a', 0, 'succeeded'), run('b', 1, 'failed'), run('c', 2, 'running'), run('d', 3, 'cancelled')];
    const rest = [
      [1, 'run', null],
      [2, 'wait', 'c'],
      [3, 'run', null],
    ];
    expect(times({ runs })).toEqual([[0, 'skip', 'a'], ...rest]);
    expect(times({ runs, again: true })).toEqual([[0, 'run', null], ...rest]);
    expect(times({ runs: [...runs, run('e', 1, 'succeeded')] })[1]).toEqual([1, 'skip', 'e']);
  });

  test('runs nothing for times to come', () => {
    expect(times({ now: 1.5 * day })).toHaveLength(2);
    expect(() => times({ now: -1 })).toThrow('schedule "nightly" did not fire in that range');
  });

  test('of more than 1000 times says how to go on in parts', () => {
    const range = { from: 0, to: 5000 * day };
    expect(times({ range: { from: 0, to: 999 * day }, now: 9999 * day })).toHaveLength(1000);
    expect(() => times({ range, now: 9999 * day })).toThrow(
      `more than 1000 times of schedule "nightly": backfill it in parts, the first one with --to ${new Date(999 * day).toISOString()}`,
    );
  });
});
