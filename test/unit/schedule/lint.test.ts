import { expect, test } from '@jest/globals';
import { lintDurations, lintSchedule } from '../../../src/schedule/lint.ts';
import { plainSchedule } from '../../../src/workflow/dialects/native/schedule.ts';
import type { Schedule } from '../../../src/workflow/model.ts';

const NOW = Date.parse('2026-11-21T00:00:00Z');

function scheduleOf(cron: string, fields: Partial<Schedule> = {}): Schedule {
  return { ...plainSchedule('nightly', { line: 1, column: 1 }, { cron }), ...fields };
}

function found(cron: string, fields: Partial<Schedule> = {}): readonly string[] {
  return lintSchedule(scheduleOf(cron, fields), NOW).map(({ code, message }) => `${code} ${message}`);
}

test.each<[string, Partial<Schedule>]>([
  ['17 3 * * 1', {}],
  ['*/5 * * * *', {}],
  ['0,30 * * * *', {}],
  ['0 3 * * *', { backend: 'cluster' }],
  ['* * * * *', { backend: 'cluster' }],
  ['17 3 13 * *', {}],
  ['17 3 * * */2', {}],
  ['17 3 */1 * 5', {}],
  ['17 4 * * *', { timezone: 'Europe/Berlin' }],
  ['30 * * * *', { timezone: 'Europe/Berlin' }],
  ['30 2 * * *', { timezone: 'Asia/Kolkata' }],
  ['30 2 1 6 *', { timezone: 'Europe/Berlin' }],
])('nothing is said of %s %j', (cron, fields) => {
  expect(found(cron, fields)).toEqual([]);
});

test.each<[string, Partial<Schedule>, readonly string[]]>([
  [
    '*/2 * * * *',
    {},
    [
      'TOO_OFTEN "*/2 * * * *" comes every 2 minutes; GitHub starts nothing that comes more often than every 5 minutes, GitLab.com leaves times out',
    ],
  ],
  ['58,2 3 * * *', { suspend: true }, []],
  [
    '58,2 * * * *',
    {},
    [
      'TOO_OFTEN "58,2 * * * *" comes every 4 minutes; GitHub starts nothing that comes more often than every 5 minutes, GitLab.com leaves times out',
    ],
  ],
  ['0 3 * * 1', {}, ['LATE_MINUTE "0 3 * * 1" comes at the full hour, when GitHub starts late; "22 3 * * 1" would do']],
  ['17 3 13 * 5', {}, ['CRON_DAYS "17 3 13 * 5" comes on days that fit "13" or "5", not only on those that fit both']],
  [
    '17 3 */2 * mon',
    { backend: 'cluster' },
    [
      'CRON_DAYS "17 3 */2 * mon" comes on days that fit "*/2" or "mon", not only on those that fit both; other crons take a step over all days for a star, "17 3 1-31/2 * mon" means the same to all',
    ],
  ],
  [
    '17 3 13 * */2',
    { backend: 'cluster' },
    [
      'CRON_DAYS "17 3 13 * */2" comes on days that fit "13" or "*/2", not only on those that fit both; other crons take a step over all days for a star, "17 3 13 * 0-6/2" means the same to all',
    ],
  ],
  [
    '30 2 * * *',
    { timezone: 'Europe/Berlin', backend: 'cluster' },
    [
      'DST_GAP 02:30 does not exist in Europe/Berlin on 2027-03-28: skipped',
      'DST_REPEAT 02:30 comes twice in Europe/Berlin on 2027-10-31: fires twice',
    ],
  ],
  [
    '30 2 * * *',
    { timezone: 'Europe/Berlin' },
    [
      'DST_GAP 02:30 does not exist in Europe/Berlin on 2027-03-28: skipped; on GitHub it comes when the clocks go on',
      'DST_REPEAT 02:30 comes twice in Europe/Berlin on 2027-10-31: fires twice; on GitLab once',
    ],
  ],
  [
    '30 1,2 * 3 *',
    { timezone: 'America/New_York', backend: 'cluster' },
    ['DST_GAP 02:30 does not exist in America/New_York on 2027-03-14: skipped'],
  ],
  [
    '10 2 * * *',
    { timezone: 'Australia/Lord_Howe', backend: 'cluster' },
    ['DST_GAP 02:10 does not exist in Australia/Lord_Howe on 2027-10-03: skipped'],
  ],
])('%s %j: %j', (cron, fields, expected) => {
  expect(found(cron, fields)).toEqual(expected);
});

test('runs that take longer than the time between them are named', () => {
  const quarterly = scheduleOf('*/15 * * * *');
  expect(lintDurations(quarterly, [1000, 1200, 1500])).toEqual({
    code: 'SLOW_RUNS',
    message: 'the last 3 runs took 17 minutes or more, and "nightly" comes every 15 minutes',
  });
  expect(lintDurations(scheduleOf('0 */3 * * *'), [4 * 3600, 5 * 3600])?.message).toBe(
    'the last 2 runs took 4 hours or more, and "nightly" comes every 3 hours',
  );
  expect(lintDurations(quarterly, [1000, 800, 1500])).toBeNull();
  expect(lintDurations(quarterly, [1000])).toBeNull();
  expect(lintDurations(quarterly, [])).toBeNull();
});
