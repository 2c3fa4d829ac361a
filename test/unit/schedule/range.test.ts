import { describe, expect, test } from '@jest/globals';
import { rangeOf } from '../../../src/schedule/range.ts';

const iso = (from: string, to: string, zone: string): string[] => {
  const range = rangeOf(from, to, zone);
  return [new Date(range.from).toISOString(), new Date(range.to).toISOString()];
};

describe('a range of time', () => {
  test.each([
    ['days of UTC', '2026-03-01', '2026-03-02', 'UTC', '2026-03-01T00:00:00.000Z', '2026-03-02T23:59:59.999Z'],
    ['one day', '2026-03-01', '2026-03-01', 'UTC', '2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'],
    [
      'days of a zone',
      '2026-01-01',
      '2026-01-01',
      'Asia/Tokyo',
      '2025-12-31T15:00:00.000Z',
      '2026-01-01T14:59:59.999Z',
    ],
    [
      'a day of 23 hours',
      '2026-03-29',
      '2026-03-29',
      'Europe/Berlin',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T21:59:59.999Z',
    ],
    [
      'a day of 25 hours',
      '2026-10-25',
      '2026-10-25',
      'Europe/Berlin',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T22:59:59.999Z',
    ],
    [
      'a day that begins at 1',
      '2024-04-26',
      '2024-04-26',
      'Africa/Cairo',
      '2024-04-25T22:00:00.000Z',
      '2024-04-26T20:59:59.999Z',
    ],
    [
      'times of a zone',
      '2026-07-01T03:00',
      '2026-07-01 04:30:10',
      'Europe/Berlin',
      '2026-07-01T01:00:00.000Z',
      '2026-07-01T02:30:10.000Z',
    ],
    [
      'what is shown twice',
      '2026-10-25T02:30',
      '2026-10-25T02:30',
      'Europe/Berlin',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'times of their own',
      '2026-07-01T03:00Z',
      '2026-07-01T03:00:00-05:00',
      'Asia/Tokyo',
      '2026-07-01T03:00:00.000Z',
      '2026-07-01T08:00:00.000Z',
    ],
  ])('%s', (_, from, to, zone, first, last) => {
    expect(iso(from, to, zone)).toEqual([first, last]);
  });

  test.each([
    ['yesterday', '2026-03-01', '--from "yesterday" is not a day or a time like '],
    ['2026-03-01', '2026-02-30', '--to "2026-02-30" is not a day or a time like '],
    ['2026-03-01', '2026-03-01T25:00', '--to "2026-03-01T25:00" is not a day or a time like '],
    ['0050-01-01', '2026-03-01', '--from "0050-01-01" is not a day or a time like '],
    ['2026-03-01T03:00+99:00', '2026-03-01', '--from "2026-03-01T03:00+99:00" is not a day or a time like '],
    ['2026-03-02', '2026-03-01', '--from 2026-03-02 is after --to 2026-03-01'],
  ])('that is none: %s to %s', (from, to, message) => {
    expect(() => rangeOf(from, to, 'UTC')).toThrow(message);
  });
});
