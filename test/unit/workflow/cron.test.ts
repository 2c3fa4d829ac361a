import { expect, test } from '@jest/globals';
import { checkCron } from '../../../src/workflow/cron.ts';

test.each([
  '* * * * *',
  '0 3 * * 1',
  '15-45/5 * * * *',
  '* * * 6-12/2 *',
  '*/5 * * * *',
  '0,15,30-40/5 * * * *',
  '05 07 01 01 00',
  '0 0 * * 7',
  '* * * * 7',
  '0 0 * * 5-7',
  '0 0 * * sat-sun',
  '0 9 * JAN-mar Mon-fri',
  '0 0 29 2 *',
  '0 0 30 2 1',
  '  0   3\t* * 1  ',
  '@daily',
  '@Hourly',
])('%s is accepted', (cron) => {
  expect(checkCron(cron)).toBeNull();
});

test.each([
  ['', 'the cron expression is empty; it has 5 fields, like "0 3 * * 1"'],
  ['* * * *', /has 5 fields \(minute, hour, day of month, month, day of week\), "\* \* \* \*" has 4/],
  ['0 * * * * *', /has 6$/],
  ['65 * * * *', 'minute 65 is not in 0-59'],
  ['0 25 * * *', 'hour 25 is not in 0-23'],
  ['* 24 * * *', 'hour 24 is not in 0-23'],
  ['0 0 0 * *', 'day of month 0 is not in 1-31'],
  ['0 0 * 0 *', 'month 0 is not in 1-12'],
  ['* * * 13 *', 'month 13 is not in 1-12'],
  ['* * * 0,6-12 *', 'month 0 is not in 1-12'],
  ['0 0 * * 8', 'day of week 8 is not in 0-7'],
  ['8/8 * * * *', 'minute "8/8": a step needs a range; write "8-59/8"'],
  ['0,15,30/5 * * * *', 'minute "30/5": a step needs a range; write "30-59/5"'],
  ['15-30-45 * * * *', 'minute range "15-30-45" has more than two ends'],
  ['45-15 * * * *', 'minute range 45-15 ends before it begins'],
  ['*/0 * * * *', 'minute step "*/0": a step must be at least 1'],
  ['*/90 * * * *', 'minute step "*/90": a step must be at most 59'],
  ['*/x * * * *', 'minute step "*/x": "x" is not a whole number'],
  ['*/5/5 * * * *', 'minute "*/5/5" has two steps'],
  ['1, * * * *', 'minute "1," has a comma with no value beside it'],
  ['1- * * * *', 'minute: a range needs both its ends'],
  ['-5 * * * *', 'minute: a range needs both its ends'],
  ['1.5 * * * *', 'minute "1.5" is not a value; it takes 0-59'],
  ['0 0 L * *', 'day of month "L" is not a value; it takes 1-31'],
  ['0 0 * * monday', /^day of week "monday" is not a value; it takes 0-7 or sun, mon/],
  ['0 0 31 2 *', '"0 0 31 2 *" never comes: day 31 does not exist in month 2'],
  ['0 0 31 4,6 *', /never comes/],
  ['@reboot', /^"@reboot" is not known; there are @yearly/],
  ['@', /is not known/],
  ['1,'.repeat(100_000) + ' * * * *', /may have 256 characters/],
])('%s is refused', (cron, problem) => {
  expect(checkCron(cron)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
});
