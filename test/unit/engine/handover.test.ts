import { describe, expect, test } from '@jest/globals';
import { resultWithoutAgent } from '../../../src/backends/result.ts';
import type { PlanStep } from '../../../src/plan/plan.ts';
import { failed, plan, step, succeeded } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

/** As a cluster does: from three children on. */
const queues = (_: PlanStep, children: number): boolean => children > 2;
const notBegun = resultWithoutAgent('cancelled', 'cancelled before it started');

function swept(
  width: number,
  {
    parallel,
    failFast = false,
    ...fields
  }: Parameters<typeof step>[1] & { parallel?: number; failFast?: boolean } = {},
  others: readonly PlanStep[] = [],
): Rehearsal {
  const alpha = Array.from({ length: width }, (_, place) => place);
  const sweep = { params: { alpha }, ...(parallel === undefined ? {} : { parallel }) };
  return new Rehearsal(plan([step('a', { sweep, ...fields }), ...others], { failFast }), queues);
}

const keys = (numbers: readonly number[]): string[] => numbers.map((number) => `a#${number}`);

describe('children that a backend holds back', () => {
  test('are all started in one decision, with how many run at the same time', () => {
    const run = swept(9, { parallel: 3 });
    expect(run.running).toEqual(keys([1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(run.events.flatMap((event) => (event.type === 'started' ? [event.parallel] : []))).toEqual(Array(9).fill(3));
  });

  test.each([
    [9, undefined, 4],
    [3, undefined, 3],
    [9, 7, 4],
  ])(
    '%d of them, of which a sweep allows %p, are bound by the plan and by how many they are',
    (width, parallel, bound) => {
      const run = swept(width, parallel === undefined ? {} : { parallel });
      expect(run.step('a').children?.[0]?.attempts[0]?.parallel).toBe(bound);
    },
  );

  test('take one slot together', () => {
    const run = swept(
      9,
      {},
      ['b', 'c', 'd', 'e'].map((name) => step(name)),
    );
    expect(run.running.slice(9)).toEqual(['b', 'c', 'd']);
    for (let number = 1; number <= 9; number += 1) run.end(`a#${number}`, succeeded());
    expect(run.running).toEqual(['b', 'c', 'd', 'e']);
  });

  test('wait for a slot', () => {
    const run = new Rehearsal(
      plan([step('b'), step('a', { sweep: { params: { alpha: [1, 2, 3] } } })], { parallel: 1 }),
      queues,
    );
    expect(run.running).toEqual(['b']);
    expect(run.end('b', succeeded()).running).toEqual(keys([1, 2, 3]));
  });

  test('are pending until their turn has come, and tell when that was', () => {
    const run = swept(3, { parallel: 1 });
    expect([run.said('a'), run.said('a#2')]).toEqual(['running', 'pending']);
    run.wait(500).begin('a#2').wait(100).end('a#2', succeeded());
    expect(run.step('a').children?.[1]).toMatchObject({ state: 'succeeded', startedAt: 1500, endedAt: 1600 });
    expect(run.step('a').children?.[1]?.attempts).toMatchObject([{ startedAt: 1500, endedAt: 1600 }]);
  });

  test('have begun where they ended, if they could not begin', () => {
    const run = swept(3).wait(500).end('a#1', failed('no such image'));
    expect(run.step('a').children?.[0]).toMatchObject({ state: 'failed', startedAt: 1500, endedAt: 1500 });
  });

  test('that never began are skipped when the run is cancelled, as if they had not been started', () => {
    const run = swept(3, { parallel: 1 }).begin('a#1').cancel();
    expect(run.cancelling).toEqual(keys([1, 2, 3]));
    run.end('a#1', resultWithoutAgent('cancelled', 'stopped')).end('a#2', notBegun).end('a#3', notBegun);
    expect(keys([1, 2, 3]).map((key) => run.said(key))).toEqual([
      'cancelled: the run was cancelled',
      'skipped: the run was cancelled',
      'skipped: the run was cancelled',
    ]);
    expect(run.step('a').children?.[1]).toMatchObject({ attempts: [], startedAt: null });
    expect(run.ended).toBe('cancelled');
  });

  test('are skipped as well when one fails fast', () => {
    const run = swept(3, { parallel: 1, failFast: true }).begin('a#1').end('a#1', failed());
    run.end('a#2', notBegun).end('a#3', notBegun);
    expect(run.said('a#3')).toBe('skipped: stopped: a failed (fail_fast)');
    expect(run.ended).toBe('failed');
  });
});

describe('further attempts of such children', () => {
  const retries = { limit: 2, backoff: 1, maxBackoff: 1 };

  test('go together when their back-offs end within a second', () => {
    const run = swept(4, { retries });
    for (const number of [1, 2, 3]) run.wait(100).begin(`a#${number}`).end(`a#${number}`, failed());
    expect(run.wakeAt).toBe(3000);
    run.wait(1699);
    expect(run.running).toEqual(['a#4']);
    expect(run.wait(1).running).toEqual(keys([4, 1, 2, 3]));
    expect(run.step('a').children?.map(({ attempts }) => attempts.at(-1)?.parallel)).toEqual([3, 3, 3, 4]);
  });

  test('wait until half of the places that they could use are free', () => {
    const run = swept(9, { retries, parallel: 4 });
    for (const number of [1, 2, 3, 4]) run.end(`a#${number}`, failed());
    run.wait(5000);
    expect(run.running).toEqual(keys([5, 6, 7, 8, 9]));
    for (const number of [5, 6]) run.end(`a#${number}`, succeeded());
    expect(run.running).toEqual(keys([7, 8, 9]));
    expect(run.end('a#7', succeeded()).running).toEqual(keys([8, 9, 1, 2, 3, 4]));
    expect(run.step('a').children?.[0]?.attempts).toMatchObject([{ attempt: 1 }, { attempt: 2, parallel: 2 }]);
  });

  test('are taken back when the run is cancelled before their turn: the attempt before counts', () => {
    const run = swept(3, { retries }).begin('a#1').end('a#1', failed('exit 3')).wait(2000);
    run.end('a#2', succeeded()).end('a#3', succeeded()).wait(2000).cancel().end('a#1', notBegun);
    expect(run.said('a#1')).toBe('failed: exit 3');
    expect(run.step('a').children?.[0]?.attempts).toHaveLength(1);
  });

  test('keep the slot of their step', () => {
    const b = [step('b'), step('c'), step('d')];
    const run = swept(3, { retries }, b).end('a#1', failed()).wait(2000);
    expect(run.started.slice(-1)).toEqual(['a#1/2']);
  });
});
