import { expect, test } from '@jest/globals';
import { didYouMean, nearest, orWhatItHas } from '../../../src/workflow/suggestion.ts';

test.each([
  ['trian', ['split', 'train', 'serve'], 'train'],
  ['timout', ['timeout', 'start_timeout'], 'timeout'],
  ['TRAIN', ['train'], 'train'],
  ['secret', ['secrets', 'service'], 'secrets'],
  ['aa', ['ab', 'ac'], 'ab'],
  ['cp', ['cpu', 'cup'], 'cpu'],
  ['x', ['y'], null],
  ['', ['a'], null],
  ['banana', ['train', 'serve'], null],
  ['train', ['train'], null],
  ['resorces', ['resources', 'reserved'], 'resources'],
])('%s among %j: %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test('a hint is ready to end a message, and empty when nothing is near', () => {
  expect(didYouMean('trian', ['train'])).toBe('; did you mean "train"?');
  expect(didYouMean('banana', ['train'])).toBe('');
});

test('where nothing is near, a hint has all that there is', () => {
  const names = ['split', 'train'];
  expect(orWhatItHas('trian', names, names)).toBe('; did you mean "train"?');
  expect(orWhatItHas('banana', names, names)).toBe('; it has split, train');
  expect(orWhatItHas('banana', [], [])).toBe('; it has none');
});

test('a huge word is answered at once', () => {
  expect(nearest('x'.repeat(1_000_000), ['x', 'y'.repeat(999_999)])).toBeNull();
});
