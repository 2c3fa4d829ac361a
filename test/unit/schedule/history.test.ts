import { describe, expect, test } from '@jest/globals';
import { historyOf, type HistorySources, type ScheduledRun } from '../../../src/schedule/history.ts';

const minute = 60_000;
const run = (id: string, at: number, fields: Partial<ScheduledRun> = {}): ScheduledRun => ({
  id,
  at: at * minute,
  started: at * minute + 2000,
  ended: at * minute + 30_000,
  state: 'succeeded',
  reason: null,
  ...fields,
});
const seen = (fields: Partial<Omit<HistorySources, 'fires'>>, ...fires: readonly number[]) =>
  historyOf({
    fires: fires.map((fire) => fire * minute),
    runs: [],
    concurrency: 'forbid',
    suspended: null,
    suspendedSince: null,
    now: 100 * minute,
    patience: minute,
    ...fields,
  }).map((each) => [each.at / minute, each.run, each.state, each.reason]);

describe('the history of a schedule', () => {
  test('has the runs, newest first, each with how late it began', () => {
    const runs = [run('a', 10), run('b', 20, { state: 'failed', reason: 'train: exit code 1' })];
    const history = historyOf({
      fires: [10 * minute, 20 * minute],
      runs,
      concurrency: 'forbid',
      suspended: null,
      suspendedSince: null,
      now: 100 * minute,
      patience: 0,
    });
    expect(history).toEqual([
      { run: 'b', ...pick(runs[1]), lateness: 2, state: 'failed', reason: 'train: exit code 1' },
      { run: 'a', ...pick(runs[0]), lateness: 2, state: 'succeeded', reason: null },
    ]);
  });

  test('has runs by hand and of earlier times too, and all runs of one time', () => {
    const again = run('c', 10, { started: 12 * minute });
    expect(seen({ runs: [run('a', 3), run('b', 10), again] }, 10)).toEqual([
      [10, 'c', 'succeeded', null],
      [10, 'b', 'succeeded', null],
      [3, 'a', 'succeeded', null],
    ]);
  });

  test.each<[string, Partial<Omit<HistorySources, 'fires'>>, string, string | null]>([
    ['nobody knows why', {}, 'missed', null],
    ['its run may still begin', { now: 50 * minute + 1000 }, 'due', null],
    ['its run may begin no more', { now: 51 * minute }, 'missed', null],
    ['the run before went on', { runs: [run('a', 40, { ended: 55 * minute })] }, 'missed', 'run a was still going'],
    ['the run before goes on', { runs: [run('a', 40, { ended: null })] }, 'missed', 'run a was still going'],
    ['the run before had ended', { runs: [run('a', 40, { ended: 50 * minute })] }, 'missed', null],
    ['runs may overlap', { runs: [run('a', 40, { ended: null })], concurrency: 'allow' }, 'missed', null],
    ['it was suspended', { suspended: 'person', suspendedSince: 49 * minute }, 'missed', 'suspended by a person'],
    ['the file suspends it', { suspended: 'file', suspendedSince: 50 * minute }, 'missed', 'suspended by the file'],
    ['it was suspended later', { suspended: 'person', suspendedSince: 51 * minute }, 'missed', 'it is suspended now'],
    ['nobody knows since when', { suspended: 'person' }, 'missed', 'it is suspended now'],
  ])('tells of a time without a run: %s', (_, fields, state, reason) => {
    expect(seen(fields, 50)[0]).toEqual([50, null, state, reason]);
  });
});

function pick(each: ScheduledRun | undefined) {
  return { at: each?.at, started: each?.started, ended: each?.ended };
}
