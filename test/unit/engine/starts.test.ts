import { describe, expect, test } from '@jest/globals';
import { plan, step, succeeded } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const stages = [step('a'), step('b'), step('c', { behind: ['a', 'b'] }), step('d', { behind: ['a', 'b'] })];

describe('a step starts', () => {
  test('when everything it needs has ended', () => {
    const run = new Rehearsal(plan(stages));
    expect(run.running).toEqual(['a', 'b']);
    run.end('a', succeeded());
    expect(run.running).toEqual(['b']);
    run.end('b', succeeded());
    expect(run.running).toEqual(['c', 'd']);
    run.end('d', succeeded()).end('c', succeeded());
    expect(run.ended).toBe('succeeded');
  });

  test('before its stage is reached, if it names its own needs', () => {
    const run = new Rehearsal(plan([...stages, step('e', { needs: ['a'] })]));
    run.end('a', succeeded());
    expect(run.running).toEqual(['b', 'e']);
  });

  test('in plan order, as many at a time as the plan allows', () => {
    const run = new Rehearsal(plan([step('a'), step('b'), step('c'), step('d')], { parallel: 2 }));
    expect(run.running).toEqual(['a', 'b']);
    run.end('b', succeeded());
    expect(run.running).toEqual(['a', 'c']);
    run.end('c', succeeded());
    expect(run.running).toEqual(['a', 'd']);
  });

  test('ahead of later steps, however late it became ready', () => {
    const run = new Rehearsal(plan([step('a'), step('b', { behind: ['a'] }), step('c'), step('d')], { parallel: 1 }));
    run.end('a', succeeded()).end('b', succeeded());
    expect(run.started).toEqual(['a', 'b', 'c']);
  });

  test('ahead of later steps also when it is fanned out first', () => {
    const run = new Rehearsal(plan([step('a', { sweep: { params: { x: [1, 2] } } }), step('b')], { parallel: 1 }));
    run.end('a#1', succeeded()).end('a#2', succeeded());
    expect(run.started).toEqual(['a#1', 'a#2', 'b']);
  });

  test('in a slot that a service gives back when it is ready', () => {
    const run = new Rehearsal(
      plan([step('api', { kind: 'service' }), step('load', { behind: ['api'] })], { parallel: 1 }),
    );
    expect(run.running).toEqual(['api']);
    run.end('api', succeeded());
    expect(run.running).toEqual(['load']);
  });
});

test('a run of nothing ends at once', () => {
  expect(new Rehearsal(plan([])).ended).toBe('succeeded');
});

test('times tell how long a step was queued', () => {
  const run = new Rehearsal(plan([step('a'), step('b'), step('c', { behind: ['a'] })], { parallel: 1 }));
  run.wait(10).end('a', succeeded()).wait(5).end('b', succeeded()).wait(1).end('c', succeeded());
  expect([run.step('b').queuedAt, run.step('b').startedAt, run.step('b').endedAt]).toEqual([1000, 1010, 1015]);
  expect([run.step('c').queuedAt, run.step('c').startedAt, run.step('c').endedAt]).toEqual([1010, 1015, 1016]);
});

test('what was decided once is not decided again, and twice the same question has one answer', () => {
  const run = new Rehearsal(plan(stages, { parallel: 2 }));
  expect(run.decide()).toEqual([]);
  run.apply({ type: 'ended', at: 1, task: { step: 'a' }, attempt: 1, result: succeeded() });
  run.apply({ type: 'ended', at: 1, task: { step: 'b' }, attempt: 1, result: succeeded() });
  expect(run.decide()).toEqual([
    { type: 'start', task: { step: 'c' }, attempt: 1 },
    { type: 'start', task: { step: 'd' }, attempt: 1 },
  ]);
  expect(run.decide()).toEqual(run.decide());
  run.apply({ type: 'started', at: 1, task: { step: 'c' }, attempt: 1 });
  expect(run.decide()).toEqual([{ type: 'start', task: { step: 'd' }, attempt: 1 }]);
});

describe('10,000 steps in two stages', () => {
  const first = Array.from({ length: 5000 }, (_, number) => step(`a${number}`));
  const names = first.map(({ name }) => name);
  // As `buildPlan` makes it: the stage's list is one object.
  const second = names.map((_, number) => step(`b${number}`, { behind: names }));

  test('run to their end', () => {
    const run = new Rehearsal(plan([...first, ...second], { parallel: 100 }));
    while (run.ended === null) run.end(run.running[0] ?? '', succeeded());
    expect(run.ended).toBe('succeeded');
    expect(run.started).toHaveLength(10_000);
  });
});
