import { describe, expect, test } from '@jest/globals';
import { orderOf } from '../../../src/engine/order.ts';
import type { Code } from '../../../src/workflow/model.ts';
import { file, plan, step, succeeded } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const artifact = { outputs: { model: { kind: 'artifact', path: 'model.bin' } } } as const;
const inputs = { model: { step: 'train', output: 'model' } };

function trained(fields: Parameters<typeof step>[1]): Rehearsal {
  return new Rehearsal(plan([step('train', { ...artifact, ...fields }), step('use', { inputs, needs: ['train'] })]));
}

describe('an order', () => {
  test.each<[Code, Code]>([
    [
      { kind: 'python', file: 't.py', args: ['-a', '${{ params.alpha }}'] },
      { kind: 'python', file: 't.py', args: ['-a', '0.5'] },
    ],
    [
      { kind: 'command', argv: ['echo', '${{ git.commit }}'] },
      { kind: 'command', argv: ['echo', 'abc'] },
    ],
    [
      { kind: 'shell', script: 'echo ${{ run.workflow }}' },
      { kind: 'shell', script: 'echo wine' },
    ],
    [
      { kind: 'image', args: ['${{ run.id }}'] },
      { kind: 'image', args: ['r1'] },
    ],
    [
      { kind: 'notebook', file: 'n.ipynb' },
      { kind: 'notebook', file: 'n.ipynb' },
    ],
  ])('has its texts rendered: %p', (code, rendered) => {
    const env = { ROWS: '${{ steps.split.outputs.rows }} rows' };
    const run = new Rehearsal(
      plan([step('split'), step('train', { code, env, needs: ['split'] })], { params: { alpha: 0.5 } }),
    ).end('split', succeeded({ outputs: { rows: 7 } }));
    expect(orderOf(run.plan, run.state, { step: 'train' }, 2)).toEqual({
      task: { step: 'train' },
      attempt: 2,
      params: { alpha: 0.5 },
      code: rendered,
      env: { ROWS: '7 rows' },
      inputs: {},
    });
  });

  test("of a sweep's child has the child's params, in its texts too", () => {
    const code: Code = { kind: 'command', argv: ['${{ params.alpha }}', '${{ params.beta }}'] };
    const run = new Rehearsal(
      plan([step('a', { code, sweep: { params: { alpha: [1, 2] } } })], { params: { alpha: 0, beta: 9 } }),
    );
    expect(orderOf(run.plan, run.state, { step: 'a', iteration: 2 }, 1)).toMatchObject({
      params: { alpha: 2, beta: 9 },
      code: { argv: ['2', '9'] },
    });
  });

  test('of a for_each child has its item', () => {
    const code: Code = { kind: 'command', argv: ['${{ item.name }}'] };
    const run = new Rehearsal(
      plan([step('list'), step('a', { code, forEach: 'steps.list.outputs.l', needs: ['list'] })]),
    );
    run.end('list', succeeded({ outputs: { l: [{ name: 'x' }] } }));
    expect(orderOf(run.plan, run.state, { step: 'a', iteration: 1 }, 1)).toMatchObject({
      item: { name: 'x' },
      code: { argv: ['x'] },
    });
  });

  test("in finally knows the run's state", () => {
    const env = { STATE: '${{ run.state }}' };
    const run = new Rehearsal(plan([step('a'), step('z', { role: 'finally', env })])).end('a', succeeded());
    expect(orderOf(run.plan, run.state, { step: 'z' }, 1).env).toEqual({ STATE: 'succeeded' });
  });
});

describe('an input', () => {
  test('is the artifact of the step', () => {
    const run = trained({}).end('train', succeeded({ artifacts: { model: file('s') } }));
    expect(orderOf(run.plan, run.state, { step: 'use' }, 1).inputs).toEqual({
      model: [{ task: { step: 'train' }, output: 'model', sha256: 's' }],
    });
  });

  test('from a sweep is that of the best child', () => {
    const sweep = { params: { alpha: [1, 2] }, select: { order: 'max', metric: 'r2' } } as const;
    const run = trained({ sweep });
    run.end('train#1', succeeded({ metrics: { r2: 0 }, artifacts: { model: file('s1') } }));
    run.end('train#2', succeeded({ metrics: { r2: 1 }, artifacts: { model: file('s2') } }));
    expect(orderOf(run.plan, run.state, { step: 'use' }, 1).inputs).toEqual({
      model: [{ task: { step: 'train', iteration: 2 }, output: 'model', sha256: 's2' }],
    });
  });

  test('from a step fanned out over a list has a folder for each child', () => {
    const run = trained({ sweep: { params: { alpha: [1, 2] } } });
    run.end('train#1', succeeded({ artifacts: { model: file('s1') } }));
    run.end('train#2', succeeded({ artifacts: { model: file('s2') } }));
    expect(orderOf(run.plan, run.state, { step: 'use' }, 1).inputs).toEqual({
      model: [
        { task: { step: 'train', iteration: 1 }, output: 'model', sha256: 's1', folder: '1' },
        { task: { step: 'train', iteration: 2 }, output: 'model', sha256: 's2', folder: '2' },
      ],
    });
  });

  test('that does not exist fails the step', () => {
    expect(trained({}).end('train', succeeded()).said('use')).toBe(
      'failed: input model: train has left no file "model"',
    );
  });
});

test('a text that can not be rendered fails the step, and says which', () => {
  const run = new Rehearsal(plan([step('a', { env: { X: '${{ params.gone }}' } })]));
  expect(run.said('a')).toBe('failed: env X: params.gone does not exist: params has no "gone"');
});

test('there is no order for a task that does not exist', () => {
  const run = new Rehearsal(plan([step('a')]));
  expect(() => orderOf(run.plan, run.state, { step: 'a', iteration: 1 }, 1)).toThrow('there is no task a#1');
  expect(() => orderOf(run.plan, run.state, { step: 'gone' }, 1)).toThrow('the plan has no step "gone"');
});
