import { describe, expect, test } from '@jest/globals';
import { failed, plan, step, succeeded, timedOut } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

describe('a step that the plan leaves out', () => {
  test('is skipped, and those that wait for it by stage order go on', () => {
    const run = new Rehearsal(plan([step('api', { skip: 'not a deploying ref' }), step('after', { behind: ['api'] })]));
    expect(run.said('api')).toBe('skipped: not a deploying ref');
    expect(run.running).toEqual(['after']);
  });

  test('still stands between its neighbours: what comes after it waits for what comes before', () => {
    const run = new Rehearsal(
      plan([
        step('train'),
        step('api', { skip: 'not a deploying ref', behind: ['train'] }),
        step('after', { behind: ['api'] }),
      ]),
    );
    expect(run.running).toEqual(['train']);
    run.end('train', failed());
    expect(run.said('api')).toBe('skipped: not a deploying ref');
    expect(run.said('after')).toBe('skipped: train failed');
  });
});

describe('a condition', () => {
  const rows = { outputs: { rows: { kind: 'scalar', type: 'int' } } } as const;

  test.each([
    [142, 'running'],
    [7, 'skipped: condition `steps.split.outputs.rows > 100` is false'],
  ])('sees the outputs of the steps that it names: %p rows', (value, said) => {
    const when = 'steps.split.outputs.rows > 100';
    const run = new Rehearsal(plan([step('split', rows), step('train', { when, needs: ['split'] })]));
    run.end('split', succeeded({ outputs: { rows: value } }));
    expect(run.said('train')).toBe(said);
  });

  test('is shown without its braces', () => {
    const run = new Rehearsal(plan([step('train', { when: '${{ params.fast }}' })], { params: { fast: false } }));
    expect(run.said('train')).toBe('skipped: condition `params.fast` is false');
  });

  test.each([
    ['params.alpha', 'failed: when: `params.alpha` is neither true nor false'],
    ['params.gone', 'failed: when: params.gone does not exist: params has no "gone"'],
    ['params.alpha > "x"', `failed: when: can't compare the number 0.5 with the string "x" by '>'`],
  ])('that has no answer fails the step, and only that one: %s', (when, said) => {
    const run = new Rehearsal(plan([step('train', { when }), step('other')], { params: { alpha: 0.5 } }));
    expect(run.said('train')).toBe(said);
    run.end('other', succeeded());
    expect(run.ended).toBe('failed');
  });
});

describe('a skip by choice', () => {
  test('spreads to those that name the step, and to those that name them', () => {
    const run = new Rehearsal(
      plan([
        step('split', { skip: 'not selected' }),
        step('train', { needs: ['split'] }),
        step('judge', { needs: ['train'] }),
        step('report', { behind: ['judge'] }),
      ]),
    );
    expect(run.said('train')).toBe('skipped: split was skipped');
    expect(run.said('judge')).toBe('skipped: train was skipped');
    expect(run.running).toEqual(['report']);
    expect(run.end('report', succeeded()).ended).toBe('succeeded');
  });
});

describe('a failure', () => {
  const chain = [
    step('forest'),
    step('tree'),
    step('pick', { behind: ['forest', 'tree'] }),
    step('serve', { behind: ['pick'] }),
    step('aside', { needs: ['tree'] }),
  ];

  test('skips all that waits, however far down, and names the step that failed', () => {
    const run = new Rehearsal(plan(chain)).end('forest', failed()).end('tree', succeeded());
    expect(run.said('pick')).toBe('skipped: forest failed');
    expect(run.said('serve')).toBe('skipped: forest failed');
    expect(run.step('serve').cause).toBe('failure');
  });

  test('leaves independent branches alone', () => {
    const run = new Rehearsal(plan(chain)).end('forest', failed()).end('tree', succeeded());
    expect(run.running).toEqual(['aside']);
    expect(run.end('aside', succeeded()).ended).toBe('failed');
  });

  test('is told in the words of how it ended', () => {
    const run = new Rehearsal(plan(chain)).end('forest', timedOut).end('tree', succeeded());
    expect(run.said('forest')).toBe('timed-out: timed out after 10 s');
    expect(run.said('pick')).toBe('skipped: forest timed out');
  });

  test.each([[['forest', 'tree']], [['tree', 'forest']]])(
    'is the first in the plan, not the first in time: %p',
    (order) => {
      const run = new Rehearsal(plan(chain));
      for (const name of order) run.end(name, failed());
      expect(run.said('pick')).toBe('skipped: forest failed');
    },
  );

  test('weighs more than a skip by choice', () => {
    const run = new Rehearsal(plan([step('a', { skip: 'not selected' }), step('b'), step('c', { needs: ['a', 'b'] })]));
    expect(run.end('b', failed()).said('c')).toBe('skipped: b failed');
  });
});
