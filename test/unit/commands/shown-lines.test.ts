import { expect, test } from '@jest/globals';
import { ShownLines } from '../../../src/commands/shown-lines.ts';

/** Those that are shown. */
function read(shown: ShownLines, lines: readonly string[], step = 'train'): string[] {
  return lines.filter((line) => shown.take({ type: 'log', task: { step }, attempt: 1, line }));
}

test('a log that is read again is shown from where it was shown before', () => {
  const shown = new ShownLines();
  expect(read(shown, ['a', 'b', 'b'])).toEqual(['a', 'b', 'b']);
  expect(read(shown, ['a'], 'other')).toEqual(['a']);
  shown.rewind();
  expect(read(shown, ['a', 'b'])).toEqual([]);
  shown.rewind();
  expect(read(shown, ['a', 'b', 'b', 'b', 'c'])).toEqual(['b', 'c']);
  expect(read(shown, ['a', 'd'], 'other')).toEqual(['d']);
});

test('a log that begins otherwise is another one', () => {
  const shown = new ShownLines();
  read(shown, ['a', 'b', 'c']);
  shown.rewind();
  expect(read(shown, ['b', 'c', 'd'])).toEqual(['b', 'c', 'd']);
});
