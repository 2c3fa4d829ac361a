import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanName, collisions } from '../../../src/workflow/names.ts';

test.each([
  ['ml_train_k8s', 'ml-train-k8s'],
  ['myapp$$$///1234', 'myapp-1234'],
  ['==prod_namespace==', 'prod-namespace'],
  ['  Train Model ', 'train-model'],
  ['model.v1.2', 'model-v1-2'],
  ['...', ''],
  ['größe', 'gr-e'],
  ['a'.repeat(62) + '_b', 'a'.repeat(62)],
])('%s is cleaned to %s', (name, clean) => {
  expect(cleanName(name)).toBe(clean);
});

test('whatever comes in, a clean name is a DNS label or empty, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
      const clean = cleanName(name);
      expect(clean).toMatch(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?$/);
      expect(cleanName(clean)).toBe(clean);
    }),
  );
});

test('names that become the same are grouped by their places', () => {
  expect(collisions(['train_a', 'b', 'train-a', 'Train.A', 'c'])).toEqual([{ clean: 'train-a', places: [0, 2, 3] }]);
  expect(collisions(['a', 'b'])).toEqual([]);
});

test('names that differ only behind the 63rd character collide', () => {
  const long = 'x'.repeat(63);
  expect(collisions([`${long}1`, `${long}2`])).toEqual([{ clean: long, places: [0, 1] }]);
});
