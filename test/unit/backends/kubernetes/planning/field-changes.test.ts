import { expect, test } from '@jest/globals';
import { fieldChanges } from '../../../../../src/backends/kubernetes/planning/field-changes.ts';

const all = (before: object, after: object) => fieldChanges(before, after, [before, after]);

test('fields are named by their path, and items of lists by their names', () => {
  const before = {
    spec: { containers: [{ name: 'step', image: 'a', env: [{ name: 'X', value: '1' }] }], replicas: 1 },
  };
  const after = {
    spec: {
      containers: [
        { name: 'sidecar', image: 's' },
        { name: 'step', image: 'b', env: [{ name: 'X', value: '1' }] },
      ],
      replicas: 1,
    },
  };
  expect(all(before, after)).toEqual([
    { path: 'spec.containers[step].image', before: 'a', after: 'b' },
    { path: 'spec.containers[sidecar].name', before: null, after: 'sidecar' },
    { path: 'spec.containers[sidecar].image', before: null, after: 's' },
  ]);
});

test('items without names, or with the same, are counted', () => {
  expect(all({ args: ['a', 'b'] }, { args: ['a', 'c'] })).toEqual([{ path: 'args[1]', before: 'b', after: 'c' }]);
  const twice = (value: number) => ({ list: [{ name: 'x' }, { name: 'x', value }] });
  expect(all(twice(1), twice(2))).toEqual([{ path: 'list[1].value', before: '1', after: '2' }]);
});

test('names that are no words stand in brackets, and empty maps are values', () => {
  const before = { metadata: { annotations: { 'a.io/b': 'x' } }, emptyDir: {} };
  expect(all({ env: {} }, { env: { A: '1' } })).toEqual([{ path: 'env.A', before: null, after: '1' }]);
  expect(all(before, { metadata: {} })).toEqual([
    { path: 'metadata.annotations[a.io/b]', before: 'x', after: null },
    { path: 'emptyDir', before: '{}', after: null },
  ]);
});

test('what was not asked for does not count', () => {
  const before = { spec: { replicas: 1, defaulted: 'a' } };
  const after = { spec: { replicas: 1, defaulted: 'b' }, status: { ready: 1 } };
  expect(fieldChanges(before, after, [{ spec: { replicas: 1 } }])).toEqual([]);
});

test('of long texts only the length is told', () => {
  expect(all({ a: 'x'.repeat(200), b: 'one\ntwo' }, { a: 'y', b: 'one' })).toEqual([
    { path: 'a', before: '(200 characters)', after: 'y' },
    { path: 'b', before: '(7 characters)', after: 'one' },
  ]);
});
