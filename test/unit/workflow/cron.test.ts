import { expect, test } from '@jest/globals';
import { checkCron, cronFields, portable } from '../../../src/workflow/cron.ts';

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
  ['0 * * * * *', /has 6; take the seconds out, which come first$/],
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
  ['0 0 L * *', /^day of month "L" is not known to every cron; name a day, or let it fire daily/],
  ['0 0 * * monday', /^day of week "monday" is not a value; it takes 0-7 or sun, mon/],
  ['0 0 31 2 *', '"0 0 31 2 *" never comes: day 31 does not exist in month 2'],
  ['0 0 31 4,6 *', /never comes/],
  ['0 0 15W * *', /^day of month "15W" is not known to every cron/],
  ['0 0 L-3 * *', /^day of month "L-3" is not known to every cron/],
  ['0 0 * * 5#2', /^day of week "5#2" is not known to every cron; let it fire every week/],
  ['0 0 * * 5L', /^day of week "5L" is not known to every cron/],
  ['0 0 * * friL', /^day of week "friL" is not known to every cron/],
  ['0 0 * * ?', 'day of week "?" is not known to every cron; write "*"'],
  ['H 3 * * *', /^minute "H" is not known to every cron; name a minute/],
  ['0 0 3 * * ? 2030', /has 7; take the seconds out/],
  ['TZ=UTC 0 3 * * *', '"TZ=UTC 0 3 * * *" names a time zone; write it as "timezone"'],
  ['CRON_TZ=Europe/Berlin 0 3 * * *', /write it as "timezone"$/],
  ['@every 15m', /^"@every 15m" is not known; an interval needs times to begin at: "\*\/15/],
  ['@reboot', /^"@reboot" is not known; nothing is started when a machine starts/],
  ['@dayly', /^"@dayly" is not known; there are @yearly/],
  ['@', /is not known/],
  ['1,'.repeat(100_000) + ' * * * *', /may have 256 characters/],
])('%s is refused', (cron, problem) => {
  expect(checkCron(cron)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
});

test.each([
  ['0 3 * * 1', '0 3 * * 1'],
  ['  0   3\t* * MON  ', '0 3 * * MON'],
  ['@daily', '0 0 * * *'],
  ['@Weekly', '0 0 * * 0'],
  ['0 0 * * 7', '0 0 * * 0'],
  ['0 0 * * 0,7', '0 0 * * 0,0'],
  ['0 0 * * 5-7', '0 0 * * 5,6,0'],
  ['0 0 * * sat-sun,wed', '0 0 * * 6,0,wed'],
  ['0 0 * * 1-7/3', '0 0 * * 1,4,0'],
  ['0 0 * * 0-7/2', '0 0 * * 0,2,4,6'],
  ['0 0 * * */2', '0 0 * * */2'],
])('%s is %s where 7 is no day and nicknames are unknown', (cron, written) => {
  expect(portable(cron)).toBe(written);
  expect(cronFields(written)).toEqual(cronFields(cron));
});

test.each([
  ['0 0 * * *', true],
  ['0 0 13 * *', true],
  ['0 0 * * 5', true],
  ['0 0 */1 * 5', true],
  ['0 0 *,13 * 5', true],
  ['0 0 13 * 5', false],
  ['0 0 1-31 * 5', false],
  ['0 0 */2 * 5', false],
  ['0 0 13 * */2', false],
])('a day of %s must fit both day fields: %s', (cron, both) => {
  expect(cronFields(cron).bothDays).toBe(both);
});

test('a field that is read without being looked at first is refused', () => {
  expect(() => cronFields('0 25 * * *')).toThrow('hour 25 is not in 0-23');
  expect(() => portable('0 25 * * *')).toThrow('hour 25 is not in 0-23');
});
