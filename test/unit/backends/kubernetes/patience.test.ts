import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Delays } from '../../../../src/backends/kubernetes/delays.ts';
import { passing, permanent } from '../../../../src/backends/kubernetes/diagnosis/trouble.ts';
import { Patience } from '../../../../src/backends/kubernetes/patience.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const seconds = (count: number) => {
  jest.advanceTimersByTime(count * 1000);
};

describe('patience', () => {
  const busy = passing('capacity', 'no node has room');

  test('says what passes once, after a while', () => {
    const patience = new Patience();
    expect(patience.judge(busy)).toBe('wait');
    seconds(3);
    expect([patience.judge(busy), patience.judge(busy)]).toEqual(['say', 'wait']);
    seconds(3600);
    expect(patience.judge(busy)).toBe('wait');
  });

  test('says another sentence of the same trouble too', () => {
    const patience = new Patience();
    patience.judge(busy);
    seconds(3);
    patience.judge(busy);
    expect(patience.judge({ ...busy, sentence: 'no node has 2 cpu' })).toBe('say');
  });

  test('begins anew when the trouble was gone in between', () => {
    const patience = new Patience();
    patience.judge(busy);
    seconds(2);
    patience.judge(null);
    patience.judge(busy);
    seconds(2);
    expect(patience.judge(busy)).toBe('wait');
  });

  test('gives up on what is permanent, when its grace is over', () => {
    expect(new Patience().judge(permanent('invalid', 'no'))).toBe('give-up');
    const patience = new Patience();
    const missing = permanent('secret-missing', 'no secret', 10);
    expect(patience.judge(missing)).toBe('wait');
    seconds(9);
    expect(patience.judge(missing)).toBe('say');
    seconds(1);
    expect(patience.judge(missing)).toBe('give-up');
  });
});

describe('delays', () => {
  test('act once, and not at all after their end', () => {
    const delays = new Delays();
    const acts: string[] = [];
    delays.later(1000, () => acts.push('first'));
    delays.later(5000, () => acts.push('second'));
    seconds(2);
    delays.end();
    delays.later(10, () => acts.push('third'));
    seconds(60);
    expect([acts, jest.getTimerCount()]).toEqual([['first'], 0]);
  });

  test('of years do not act at once', () => {
    const delays = new Delays();
    const acts: string[] = [];
    delays.later(1e12, () => acts.push('early'));
    seconds(3600);
    expect(acts).toEqual([]);
    delays.end();
  });
});
