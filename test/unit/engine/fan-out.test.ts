import { describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../../src/backends/result.ts';
import { grid } from '../../../src/engine/sweep.ts';
import type { Json } from '../../../src/workflow/model.ts';
import { cancelled, failed, file, plan, step, succeeded, timedOut } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const list = { outputs: { names: { kind: 'scalar', type: 'json' } } } as const;
const forEach = 'steps.list.outputs.names';

function overList(names: Json, fields: Parameters<typeof step>[1] = {}, parallel = 4): Rehearsal {
  const each = step('each', { forEach, needs: ['list'], ...fields });
  const run = new Rehearsal(plan([step('list', list), each, step('after', { needs: ['each'] })], { parallel }));
  return run.end('list', succeeded({ outputs: { names: names as StepResult['outputs'][string] } }));
}

describe('for_each', () => {
  test('makes a child of each item, counted from 1', () => {
    const run = overList(['x', { deep: true }]);
    expect(run.running).toEqual(['each#1', 'each#2']);
    expect(run.step('each').children?.map(({ item }) => item)).toEqual([{ item: 'x' }, { item: { deep: true } }]);
  });

  test('stores the list before it starts a child', () => {
    const types = overList(['x']).events.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['expanded', 'started']);
  });

  test('counts its children among the tasks that run', () => {
    const run = overList(['x', 'y', 'z'], {}, 2);
    expect(run.running).toEqual(['each#1', 'each#2']);
    expect(run.end('each#1', succeeded()).running).toEqual(['each#2', 'each#3']);
  });

  test('succeeds with all its children, and has their outputs as lists in their order', () => {
    const run = overList(['x', 'y'], {
      outputs: { size: { kind: 'scalar', type: 'int' }, page: { kind: 'artifact', path: 'p' } },
    });
    run.end('each#2', succeeded({ outputs: { size: 2 } })).end('each#1', succeeded({ outputs: { size: 1 } }));
    expect(run.said('each')).toBe('succeeded');
    expect(run.step('each').outputs).toEqual({ size: [1, 2] });
    expect(run.running).toEqual(['after']);
  });

  test('over an empty list is done at once', () => {
    const run = overList([], { outputs: { size: { kind: 'scalar', type: 'int' } } });
    expect(run.said('each')).toBe('succeeded: the list was empty');
    expect(run.step('each').children).toEqual([]);
    expect(run.step('each').outputs).toEqual({ size: [] });
    expect(run.running).toEqual(['after']);
  });

  test.each<[string, Json, string]>([
    ['not a list', { a: 1 }, 'for_each: `steps.list.outputs.names` is not a list'],
    ['too long', Array.from({ length: 10_001 }, () => 0), 'for_each: 10001 children, 10000 are allowed'],
  ])('refuses what is %s', (_, names, reason) => {
    const run = overList(names);
    expect(run.said('each')).toBe(`failed: ${reason}`);
    expect(run.said('after')).toBe('skipped: each failed');
  });

  test('takes 10,000 items', () => {
    const run = overList(Array.from({ length: 10_000 }, (_, number) => number));
    for (let number = 1; number <= 10_000; number += 1) run.end(`each#${number}`, succeeded());
    expect(run.said('each')).toBe('succeeded');
  });

  test('refuses an item that its texts can not be rendered with, before any child starts', () => {
    const run = overList([{ id: 1 }, {}], { code: { kind: 'command', argv: ['fetch', '${{ item.id }}'] } });
    expect(run.said('each')).toBe('failed: #2: command: item.id does not exist: item has no "id"');
    expect(run.started).toEqual(['list']);
  });

  test('fails if any child failed, and tells how many and the first of them', () => {
    const run = overList(['x', 'y', 'z']).end('each#3', failed()).end('each#2', timedOut).end('each#1', succeeded());
    expect(run.said('each')).toBe('failed: 2 of 3 failed: #2 timed out after 10 s');
    expect(run.said('after')).toBe('skipped: each failed');
  });

  test('retries each child for itself', () => {
    const run = overList(['x', 'y'], { retries: { limit: 1, backoff: 1, maxBackoff: 1 } });
    run.end('each#1', failed()).end('each#2', succeeded()).wait(1000);
    expect(run.running).toEqual(['each#1']);
    expect(run.end('each#1', succeeded()).said('each')).toBe('succeeded');
  });

  test('judges each child by its gates', () => {
    const run = overList(['x', 'y'], { gates: [{ metric: 'rmse', max: 1 }] });
    run.end('each#1', succeeded({ metrics: { rmse: 0.5 } })).end('each#2', succeeded({ metrics: { rmse: 2 } }));
    expect(run.said('each')).toBe('failed: 1 of 2 failed: #2 gate: rmse 2 is above max 1');
  });

  test('when cancelled keeps what its children reached', () => {
    const run = overList(['x', 'y', 'z'], {}, 2).end('each#1', succeeded()).cancel();
    expect(run.cancelling).toEqual(['each#2', 'each#3']);
    run.end('each#2', cancelled).end('each#3', cancelled);
    expect(run.said('each#1')).toBe('succeeded');
    expect(run.said('each')).toBe('cancelled: the run was cancelled');
    expect(run.ended).toBe('cancelled');
  });

  test('when cancelled skips the children that have not started', () => {
    const run = overList(['x', 'y', 'z'], {}, 1).cancel().end('each#1', cancelled);
    expect(run.said('each#3')).toBe('skipped: the run was cancelled');
    expect(run.ended).toBe('cancelled');
  });
});

describe('a sweep', () => {
  const sweep = { params: { alpha: [1, 2, 3] }, select: { order: 'min', metric: 'rmse' } } as const;

  function swept(metrics: readonly (number | 'NaN' | 'Infinity' | null)[], order: 'min' | 'max' = 'min'): Rehearsal {
    const select = { order, metric: 'rmse' };
    const run = new Rehearsal(
      plan([step('a', { sweep: { params: { alpha: metrics.map((_, place) => place) }, select } })]),
    );
    metrics.forEach((rmse, place) => {
      const outputs = { size: place + 1 };
      const artifacts = { model: file(`sha${place + 1}`) };
      run.end(`a#${place + 1}`, succeeded({ metrics: rmse === null ? {} : { rmse }, outputs, artifacts }));
    });
    return run;
  }

  test('tries every combination, the first key fastest', () => {
    expect(grid({ params: { p1: [3, 7, 5], p2: [5, 2, 9] } }).map(({ params }) => Object.values(params ?? {}))).toEqual(
      [
        [3, 5],
        [7, 5],
        [5, 5],
        [3, 2],
        [7, 2],
        [5, 2],
        [3, 9],
        [7, 9],
        [5, 9],
      ],
    );
  });

  test('runs as many children at a time as it says itself', () => {
    const run = new Rehearsal(plan([step('a', { sweep: { ...sweep, parallel: 2 } }), step('b')], { parallel: 10 }));
    expect(run.running).toEqual(['a#1', 'a#2', 'b']);
    expect(run.end('a#2', succeeded()).running).toEqual(['a#1', 'b', 'a#3']);
  });

  test.each<[readonly (number | 'NaN' | 'Infinity' | null)[], 'min' | 'max', number]>([
    [[15, 6, 9], 'min', 2],
    [[15, 6, 6], 'min', 2],
    [[-3, -1, -2], 'max', 2],
    [['NaN', 6, 'Infinity', null], 'max', 2],
  ])('of %p takes the %s: child %p', (metrics, order, best) => {
    const run = swept(metrics, order);
    const { state, reason, ...seen } = run.step('a');
    expect([state, reason, seen.best]).toEqual(['succeeded', null, best]);
    expect(seen.metrics).toEqual({ rmse: metrics[best - 1] });
    expect(seen.outputs).toEqual({ size: best });
    expect(seen.artifacts).toEqual({ model: file(`sha${best}`) });
  });

  test('fails when no child reported the metric', () => {
    const run = swept([null, 'NaN']);
    expect(run.said('a')).toBe('failed: no child reported rmse');
    expect([run.step('a').best, run.step('a').outputs]).toEqual([null, {}]);
  });

  test('fails with a child, and still names the best of the others', () => {
    const run = new Rehearsal(plan([step('a', { sweep: { ...sweep, select: { order: 'max', metric: 'neg' } } })]));
    run.end('a#1', succeeded({ metrics: { neg: -1 } }));
    run.end('a#2', failed('exit 1', { metrics: { neg: 0 } })).end('a#3', succeeded({ metrics: { neg: -3 } }));
    expect(run.said('a')).toBe('failed: 1 of 3 failed: #2 exit 1');
    expect(run.step('a').best).toBe(1);
  });

  test('is judged by the gates of its best child', () => {
    const gates = [{ metric: 'rmse', max: 1 }];
    const run = new Rehearsal(plan([step('a', { sweep, gates })]));
    for (const [place, rmse] of [5, 0.5, 7].entries()) run.end(`a#${place + 1}`, succeeded({ metrics: { rmse } }));
    expect(run.said('a')).toBe('succeeded');
    expect(run.step('a').gates).toEqual([{ metric: 'rmse', min: null, max: 1, value: 0.5, passed: true }]);
  });

  test('without a selection has lists, as for_each has', () => {
    const outputs = { size: { kind: 'scalar', type: 'int' } } as const;
    const run = new Rehearsal(plan([step('a', { sweep: { params: { alpha: [1, 2] } }, outputs })]));
    run.end('a#1', succeeded({ outputs: { size: 4 } })).end('a#2', succeeded({ outputs: { size: 5 } }));
    expect([run.step('a').best, run.step('a').outputs]).toEqual([null, { size: [4, 5] }]);
  });

  test.each([
    [{ alpha: [] }, 'sweep: one of its params has no values'],
    [
      { a: Array.from({ length: 101 }, () => 1), b: Array.from({ length: 100 }, () => 1) },
      'sweep: 10100 children, 10000 are allowed',
    ],
  ])('is refused when it can not be made', (params, reason) => {
    expect(new Rehearsal(plan([step('a', { sweep: { params } })])).said('a')).toBe(`failed: ${reason}`);
  });
});
