import { describe, expect, test } from '@jest/globals';
import { judge } from '../../../src/engine/gates.ts';
import { plan, step, succeeded } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const rmse = { metric: 'rmse', min: 0.1, max: 0.9 };

describe('a gate', () => {
  test.each([
    [{ rmse: 0.5 }, null],
    [{ rmse: 0.9 }, null],
    [{ rmse: 0.95 }, 'gate: rmse 0.95 is above max 0.9'],
    [{ rmse: 0.05 }, 'gate: rmse 0.05 is below min 0.1'],
    [{ rmse: 'Infinity' as const }, 'gate: rmse Infinity is above max 0.9'],
    [{ rmse: 'NaN' as const }, 'gate: rmse is not a number'],
    [{}, 'gate: rmse was not reported'],
  ])('on %p says %p', (metrics, reason) => {
    expect(judge([rmse], metrics).reason).toBe(reason);
  });

  test('is told with all others that did not pass', () => {
    const { reason, gates } = judge([rmse, { metric: 'toString', min: 0 }, { metric: 'r2', min: 0 }], {
      rmse: 1,
      r2: 1,
    });
    expect(reason).toBe('gate: rmse 1 is above max 0.9; toString was not reported');
    expect(gates.map(({ value, passed }) => [value, passed])).toEqual([
      [1, false],
      [null, false],
      [1, true],
    ]);
  });

  test('fails a step that has succeeded, and skips those that wait for it', () => {
    const run = new Rehearsal(plan([step('a', { gates: [rmse] }), step('b', { behind: ['a'] })]));
    run.end('a', succeeded({ metrics: { rmse: 0.95 } }));
    expect(run.said('a')).toBe('failed: gate: rmse 0.95 is above max 0.9');
    expect(run.said('b')).toBe('skipped: a failed');
  });
});
