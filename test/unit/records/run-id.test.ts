import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRunId, newRunId } from '../../../src/records/run-id.ts';

/** Bytes in their order, then zeros. */
function bytes(...values: number[]): (count: number) => Uint8Array {
  return (count) => Uint8Array.from({ length: count }, () => values.shift() ?? 11);
}

describe('a run id', () => {
  test('has four letters that nobody takes for others', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(255)), (stream) => {
        const random = (count: number): Uint8Array => Uint8Array.from(stream.take(count));
        const id = newRunId(random, new Set());
        expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{4,6}$/);
        expect(isRunId(id)).toBe(true);
      }),
    );
  });

  test('is one that is free', () => {
    expect(newRunId(bytes(10, 10, 10, 10, 12, 12, 12, 12), new Set(['aaaa']))).toBe('cccc');
  });

  test('gets longer when the short ones are taken', () => {
    expect(newRunId(bytes(), new Set(['bbbb']))).toBe('bbbbb');
  });

  test('never looks like a number', () => {
    expect(newRunId(bytes(1, 2, 3, 4, 1, 14, 5, 5, 10, 1, 2, 3), new Set())).toBe('a123');
  });

  test.each(['../x', '.hidden', '', 'a/b', 'x'.repeat(65)])('is not %j', (text) => {
    expect(isRunId(text)).toBe(false);
  });
});
