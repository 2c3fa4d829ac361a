import { expect, test } from '@jest/globals';
import { barriersOf } from '../../../src/plan/graph.ts';
import { plan, step } from '../engine/plans.ts';

test('what waits for a stage shares a barrier, whatever else it waits for', () => {
  const steps = [
    step('a'),
    step('b'),
    step('c', { behind: ['a', 'b'] }),
    step('d', { behind: ['a', 'b'], needs: ['a'] }),
    step('e', { needs: ['a'] }),
  ];
  expect(barriersOf(plan(steps))).toEqual([
    { needs: ['a', 'b'], waiters: ['c', 'd'] },
    { needs: ['a'], waiters: ['d'] },
    { needs: ['a'], waiters: ['e'] },
  ]);
});

test('a stage that is not in the plan is a defect, and is named', () => {
  expect(() => barriersOf(plan([step('b', { after: 'gone' })]))).toThrow('no stage "gone"');
});

test('a need is waited for once, even if it is named twice', () => {
  expect(barriersOf(plan([step('a'), { ...step('b'), needs: ['a', 'a'] }]))).toEqual([
    { needs: ['a'], waiters: ['b'] },
  ]);
});

test('a need that is not in the plan is a defect, and is named', () => {
  expect(() => barriersOf(plan([step('b', { needs: ['gone'] })]))).toThrow('step "b" needs "gone"');
});
