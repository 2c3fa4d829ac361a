import { expect, test } from '@jest/globals';
import { foreseenOrder } from '../../../src/engine/foreseen-order.ts';
import { plan, step } from './plans.ts';

const api = step('api', {
  code: { kind: 'python', file: 'serve.py', args: ['--alpha', '${{ params.alpha }}', '${{ steps.fit.outputs.rows }}'] },
  env: { REF: '${{ git.ref }}', ROWS: 'n=${{ steps.fit.outputs.rows }}' },
  inputs: { model: { step: 'fit', output: 'model' } },
});
const run = plan([step('fit'), api], { params: { alpha: 0.3 } });

test('what is known is rendered, and what steps leave is taken from the last time', () => {
  const source = { task: { step: 'fit' }, output: 'model', sha256: 'abc' };
  const past = { texts: ['--alpha', '0.5', '7'], env: { ROWS: 'n=7' }, inputs: { model: [source] } };
  const { order, unknown } = foreseenOrder(run, api, past);
  expect(order).toMatchObject({
    code: { args: ['--alpha', '0.3', '7'] },
    params: { alpha: 0.3 },
    env: { REF: 'main', ROWS: 'n=7' },
    inputs: { model: [source] },
  });
  expect(unknown).toEqual(['fit.model', 'fit.rows']);
});

test('without a last time the expressions stay', () => {
  const { order } = foreseenOrder(run, api, null);
  expect(order.code).toMatchObject({ args: ['--alpha', '0.3', '${{ steps.fit.outputs.rows }}'] });
  expect(order.inputs).toEqual({ model: [] });
});

test('nothing is unknown of a step that reads no other', () => {
  expect(foreseenOrder(run, step('alone'), null).unknown).toEqual([]);
});
