import { expect, test } from '@jest/globals';
import { localTime, scheduleLines } from '../../../src/report/schedules.ts';
import { foresee } from '../../../src/schedule/foreseen.ts';
import { modelOf } from '../../../src/workflow/dialects/native/schedule.ts';

const NOW = Date.parse('2026-10-23T12:00:00Z');
const at = { line: 1, column: 1 };

test('a schedule is told in words, with its next times where it is', () => {
  const schedules = [
    modelOf({ name: 'nightly', cron: '0 3 * * 1', timezone: 'Europe/Berlin' }, '', at),
    modelOf({ cron: '@hourly', suspend: true }, 'wine', at),
  ];
  expect(scheduleLines(foresee(schedules, NOW))).toEqual([
    'schedule nightly  0 3 * * 1 Europe/Berlin (at 03:00, only on Monday)',
    '  next: Mon 2026-10-26 03:00 CET, Mon 2026-11-02 03:00 CET, Mon 2026-11-09 03:00 CET, Mon 2026-11-16 03:00 CET, Mon 2026-11-23 03:00 CET',
    'schedule wine  0 * * * * UTC (every hour)',
    '  suspended; would fire Fri 2026-10-23 13:00 UTC, Fri 2026-10-23 14:00 UTC, Fri 2026-10-23 15:00 UTC, Fri 2026-10-23 16:00 UTC, Fri 2026-10-23 17:00 UTC',
  ]);
});

test('programs get the times in UTC', () => {
  const [foreseen] = foresee([modelOf({ cron: '0 3 * * *', timezone: 'Asia/Kolkata' }, 'wine', at)], NOW);
  expect(foreseen).toEqual({
    name: 'wine',
    cron: '0 3 * * *',
    timezone: 'Asia/Kolkata',
    backend: 'ci',
    suspend: false,
    description: 'at 03:00',
    next: [24, 25, 26, 27, 28].map((day) => `2026-10-${day - 1}T21:30:00.000Z`),
  });
});

test.each([
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', 'Sun 2026-10-25 02:30 CEST'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', 'Sun 2026-10-25 02:30 CET'],
  ['2026-12-31T05:00:00Z', 'America/New_York', 'Thu 2026-12-31 00:00 EST'],
  ['2026-12-31T18:30:00Z', 'Asia/Kathmandu', 'Fri 2027-01-01 00:15 GMT+5:45'],
])('%s in %s is %s', (time, zone, expected) => {
  expect(localTime(Date.parse(time), zone)).toBe(expected);
});
