import { expect, test } from '@jest/globals';
import { barriersOf } from '../../../src/plan/graph.ts';
import { plan, step } from '../engine/plans.ts';

const stages = plan([
  step('a'),
  step('b'),
  step('c', { needs: ['a', 'b'] }),
  step('d', { needs: ['a', 'b'] }),
  step('e', { needs: ['a'] }),
]);

test('steps that wait for the same list share a barrier', () => {
  expect(barriersOf(stages)).toEqual([
    { needs: ['a', 'b'], waiters: ['c', 'd'] },
    { needs: ['a'], waiters: ['e'] },
  ]);
});

test('a list that is one object is shared, wherever it comes again', () => {
  const needs = ['a'];
  const others = ['b'];
  const steps = [
    step('a'),
    step('b'),
    ...[needs, others, needs].map((list, place) => ({ ...step(`s${place}`), needs: list })),
  ];
  expect(barriersOf(plan(steps)).map(({ waiters }) => waiters)).toEqual([['s0', 's2'], ['s1']]);
});

test('a need is waited for once, even if it is named twice', () => {
  expect(barriersOf(plan([step('a'), { ...step('b'), needs: ['a', 'a'] }]))).toEqual([
    { needs: ['a'], waiters: ['b'] },
  ]);
});

test('a need that is not in the plan is a defect, and is named', () => {
  expect(() => barriersOf(plan([step('b', { needs: ['gone'] })]))).toThrow('step "b" needs "gone"');
});
