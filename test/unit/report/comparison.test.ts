import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../../../src/records/baseline.ts';
import type { StepRecord } from '../../../src/records/schema.ts';
import { metricChanges, paramChanges } from '../../../src/report/comparison.ts';
import { directionOf } from '../../../src/report/direction.ts';
import { alike, differenceText } from '../../../src/report/units.ts';
import { childOf, recordOf, stepOf } from './fixtures.ts';

type Metrics = StepRecord['metrics'];

const baseOf = (...steps: readonly StepRecord[]): Baseline => ({ record: recordOf(steps), kept: 'here' });
const net = (metrics: Metrics, fields: Partial<StepRecord> = {}): StepRecord =>
  stepOf('train/net', { metrics, ...fields });
const changes = (now: Metrics, then: Metrics, fields: Partial<StepRecord> = {}) =>
  metricChanges(recordOf([net(now, fields)]), baseOf(net(then)));

describe('which way a metric gets better', () => {
  const free = { gates: [], select: null };
  const gate = (min: number | null, max: number | null) => ({
    gates: [{ metric: 'x', min, max, value: 1, passed: true }],
    select: null,
  });

  test('is what its gate says, then what the sweep selects by', () => {
    expect(directionOf('x', gate(null, 1))).toBe('lower');
    expect(directionOf('x', gate(0, null))).toBe('higher');
    expect(directionOf('x', gate(0, 1))).toBeNull();
    expect(directionOf('x', { gates: [], select: { metric: 'x', order: 'max' } })).toBe('higher');
    expect(directionOf('accuracy', { gates: [], select: { metric: 'accuracy', order: 'min' } })).toBe('lower');
  });

  test.each([
    ['rmse', 'lower'],
    ['val_loss', 'lower'],
    ['valLoss', 'lower'],
    ['test/accuracy', 'higher'],
    ['r2_score', 'higher'],
    ['f1_macro', 'higher'],
    ['precision_at_5', 'higher'],
    ['loss_std', null],
    ['error_recall', null],
    ['seconds', null],
    ['rows', null],
    ['glossary', null],
    ['constructor', null],
  ] as const)('of %s is %s by its name', (metric, direction) => {
    expect(directionOf(metric, free)).toBe(direction);
  });
});

describe('a metric beside that of the base', () => {
  test.each([
    [{ rmse: 0.7 }, { rmse: 0.8 }, 'better'],
    [{ rmse: 0.8 }, { rmse: 0.7 }, 'worse'],
    [{ r2: 0.8 }, { r2: 0.7 }, 'better'],
    [{ r2: 0.1 + 0.2 }, { r2: 0.3 }, 'same'],
    [{ rmse: 0 }, { rmse: -0 }, 'same'],
    [{ trees: 100 }, { trees: 90 }, 'changed'],
    [{ rmse: 'NaN' }, { rmse: 0.7 }, 'worse'],
    [{ rmse: 0.7 }, { rmse: 'NaN' }, 'better'],
    [{ rmse: 'NaN' }, { rmse: 'NaN' }, 'same'],
    [{ rmse: 'Infinity' }, { rmse: 0.7 }, 'worse'],
    [{ rmse: 'Infinity' }, { rmse: 'Infinity' }, 'same'],
    [{ rmse: 0.7 }, {}, 'new'],
    [{}, { rmse: 0.7 }, 'gone'],
  ] as const)('%j after %j is %s', (now, then, change) => {
    expect(changes(now, then)).toMatchObject([{ change }]);
  });

  test('differs by a number, and by a share of what it was', () => {
    expect(changes({ rmse: 0.75 }, { rmse: 0.5 })).toMatchObject([{ delta: 0.25, share: 0.5 }]);
    expect(changes({ x: -1 }, { x: -2 })).toMatchObject([{ delta: 1, share: 0.5 }]);
    expect(changes({ x: 1 }, { x: 0 })).toMatchObject([{ delta: 1, share: null }]);
    expect(changes({ x: 'NaN' }, { x: 1 })).toMatchObject([{ delta: null, share: null }]);
    expect(changes({ x: 1e308 }, { x: -1e308 })).toMatchObject([{ delta: null, share: null }]);
  });

  test('is missing where the step has not got that far, and gone where it got there', () => {
    expect(changes({}, { rmse: 1 }, { state: 'failed' })).toMatchObject([{ change: 'missing' }]);
    expect(changes({}, { rmse: 1 }, { state: 'skipped' })).toMatchObject([{ change: 'missing' }]);
    expect(metricChanges(recordOf([]), baseOf(net({ rmse: 1 })))).toMatchObject([
      { change: 'gone', value: null, base: 1 },
    ]);
  });

  test('stands alone without a base', () => {
    expect(metricChanges(recordOf([net({ rmse: 1 })]), null)).toMatchObject([{ change: 'alone', base: null }]);
  });

  test('is that of the best child, and what a gate saw where the step says nothing', () => {
    const children = [childOf(1, { metrics: { rmse: 0.9 } }), childOf(2, { metrics: { rmse: 0.7 } })];
    const sweep = (best: number) => net({}, { children, best, select: { metric: 'rmse', order: 'min' } });
    expect(metricChanges(recordOf([sweep(2)]), baseOf(sweep(1)))).toMatchObject([
      { value: 0.7, base: 0.9, change: 'better' },
    ]);
    const gates = [{ metric: 'rmse', min: null, max: 1, value: 2, passed: false }];
    expect(changes({}, { rmse: 1 }, { gates, state: 'failed' })).toMatchObject([{ value: 2, change: 'worse' }]);
  });

  test('may be called like what every object has', () => {
    expect(changes({ constructor: 1 }, {})).toMatchObject([{ metric: 'constructor', base: null, change: 'new' }]);
  });
});

test('params that differ are named with both values', () => {
  const now = recordOf([], { params: { alpha: 0.3, seed: 7, fresh: true } });
  const then = { record: recordOf([], { params: { alpha: 0.5, seed: 7, old: 'x' } }), kept: 'here' };
  expect(paramChanges(now, then)).toEqual([
    { name: 'alpha', value: '0.3', base: '0.5' },
    { name: 'fresh', value: 'true', base: null },
    { name: 'old', value: null, base: 'x' },
  ]);
});

test.each([
  [-0.018, -0.0247, '−0.018 (−2.5\u00a0%)'],
  [3, 0.011, '+3 (+1.1\u00a0%)'],
  [40, 0.4, '+40 (+40\u00a0%)'],
  [5, null, '+5'],
  [0.0776, 0.086, '+0.078 (+8.6\u00a0%)'],
  [1234.567, 0.5, '+1235 (+50\u00a0%)'],
  [1e-9, 1e-9, '+1e-9 (under 0.01\u00a0%)'],
  [5000, 5000, '+5000 (over 1000\u00a0%)'],
])('a difference of %d, %d of the base, is written %s', (delta, share, text) => {
  expect(differenceText(delta, share)).toBe(text);
});

test.each([
  [0.712, 0.73, ['0.712', '0.730']],
  [1, 0.73, ['1.00', '0.73']],
  [1.23449, 0.01234, ['1.23449', '0.01234']],
  [142, 12345, ['142', '12\u202f345']],
  [Number.POSITIVE_INFINITY, 0.5, ['Infinity', '0.5']],
  ['NaN', 1e-9, ['NaN', '1e-9']],
] as const)('%d beside %d has as many decimals', (one, other, texts) => {
  expect(alike(one, other)).toEqual(texts);
});
