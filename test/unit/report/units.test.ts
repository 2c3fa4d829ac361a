import { describe, expect, test } from '@jest/globals';
import { age, bytes, duration, elapsed, number, plural, secondsBetween } from '../../../src/report/units.ts';

test.each([
  [0, '0.0 s'],
  [0.34, '0.3 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [56.1, '56 s'],
  [59.6, '1 m 00 s'],
  [64, '1 m 04 s'],
  [3599.7, '1 h 00 m'],
  [7380, '2 h 03 m'],
  [93_780, '26 h 03 m'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('elapsed time stays in six characters for four days', () => {
  const texts = [0, 0.04, 9.96, 59.94, 59.96, 61, 3599.4, 3599.6, 7380, 356_000].map(elapsed);
  expect(texts).toEqual(['0.0s', '0.0s', '10.0s', '59.9s', '1m00s', '1m01s', '59m59s', '1h00m', '2h03m', '98h53m']);
});

test.each([
  [0.712345, '0.7123'],
  [0.5, '0.5'],
  [-0.018, '-0.018'],
  [142, '142'],
  [9999, '9999'],
  [12345, '12\u202f345'],
  [-1234567, '-1\u202f234\u202f567'],
  [12345.678, '12\u202f346'],
  [1234.5678, '1235'],
  [0.000012345, '1.23e-5'],
  [0.00005, '5e-5'],
  [6.02214e23, '6.02e23'],
  [0, '0'],
  ['NaN', 'NaN'],
  ['-Infinity', '-Infinity'],
] as const)('the number %p reads %p', (value, text) => {
  expect(number(value)).toBe(text);
});

test.each([
  [0, '0 B'],
  [640, '640 B'],
  [8123, '8.1 kB'],
  [99_960, '100 kB'],
  [999_600, '1 MB'],
  [3.14e9, '3.1 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});

describe('seconds between two times', () => {
  test('are unknown while one is missing, and never negative', () => {
    expect(secondsBetween('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.500Z')).toBe(1.5);
    expect(secondsBetween('2026-01-01T00:00:00.000Z', null)).toBeNull();
    expect(secondsBetween('2026-01-01T00:00:01.000Z', '2026-01-01T00:00:00.000Z')).toBe(0);
  });
});

test('plurals', () => {
  expect([plural(1, 'step'), plural(0, 'step'), plural(2, 'child', 'children')]).toEqual([
    '1 step',
    '0 steps',
    '2 children',
  ]);
});

test.each([
  [0, '0s'],
  [119.9, '119s'],
  [120, '2m'],
  [7199, '119m'],
  [7200, '2h'],
  [172_799, '47h'],
  [172_800, '2d'],
])('%d seconds ago are %s', (seconds, text) => {
  expect(age(seconds)).toBe(text);
});
