import { describe, expect, test } from '@jest/globals';
import { formatBytes, parseCpu, parseDuration, parseMemory } from '../../../src/workflow/quantity.ts';

describe('a duration', () => {
  test.each([
    [30, 30],
    [0, 0],
    [1.5, 1.5],
    ['45', 45],
    ['90s', 90],
    ['10m', 600],
    ['1h30m', 5400],
    ['2d', 172_800],
    ['1h0.5s', 3600.5],
    [' 10m ', 600],
  ])('%j is %d seconds', (value, seconds) => {
    expect(parseDuration(value)).toBe(seconds);
  });

  test.each([
    ['10 minutes', '"10 minutes" is not a duration; write a number of seconds or a text like "90s", "10m" or "1h30m"'],
    ['30m1h', /^"30m1h" is not a duration/],
    ['', /^"" is not a duration/],
    ['1.5h', /is not a duration/],
    [-5, "a duration can't be -5; it is 0 seconds or more"],
    [NaN, /can't be NaN/],
    [Infinity, 'the duration Infinity is longer than a year'],
    ['400d', 'the duration 400d is longer than a year'],
    [null, /^a duration is a number or a text/],
    ['9'.repeat(100_000), /^the duration 9{40}… is longer than a year$/],
  ])('%j is refused', (value, problem) => {
    expect(parseDuration(value)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });
});

describe('an amount of memory', () => {
  test.each([
    ['500Mi', 524_288_000],
    ['2G', 2e9],
    ['1.5Gi', 1_610_612_736],
    ['128974848', 128_974_848],
    [128_974_848, 128_974_848],
    ['0.1G', 1e8],
    ['1500k', 1_500_000],
  ])('%j is %d bytes', (value, bytes) => {
    expect(parseMemory(value)).toBe(bytes);
  });

  test.each([
    [500, '500 is too little memory (a number without a unit is bytes); did you mean "500Mi"?'],
    ['500MB', 'the memory unit "MB" is not known; write "Mi" (1024) or "M" (1000)'],
    ['2gb', 'the memory unit "gb" is not known; write "Gi" (1024) or "G" (1000)'],
    ['2x', 'the memory unit "x" is not known; write one of Ki, Mi, Gi, Ti or k, M, G, T'],
    ['0', '0 is too little memory (a number without a unit is bytes)'],
    ['-1Gi', /^"-1Gi" is not an amount of memory; write a number with a unit/],
    ['much', /is not an amount of memory/],
    ['99999999Pi', '99999999Pi is more memory than any machine has'],
    [true, /^an amount of memory is a text/],
    ['1constructor', /unit "constructor" is not known/],
  ])('%j is refused', (value, problem) => {
    expect(parseMemory(value)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });

  test.each([
    [12, '12 B'],
    [524_288_000, '500 MiB'],
    [1_610_612_736, '1.5 GiB'],
    [1_048_570, '1 MiB'],
  ])('%d bytes are shown as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('an amount of CPU', () => {
  test.each([
    [0.5, 0.5],
    ['500m', 0.5],
    ['2', 2],
    ['.25', 0.25],
  ])('%j is %d cores', (value, cores) => {
    expect(parseCpu(value)).toBe(cores);
  });

  test.each([
    [0, '0 is too little CPU; the least is 0.001 cores ("1m")'],
    [-1, /^"-1" is not an amount of CPU; write cores/],
    ['half', /is not an amount of CPU/],
    ['1c', /is not an amount of CPU/],
    [2000, '2000 is more than 1024 cores; did you mean "2000m"?'],
    [null, /^an amount of CPU is a number or a text/],
  ])('%j is refused', (value, problem) => {
    expect(parseCpu(value)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
  });
});
