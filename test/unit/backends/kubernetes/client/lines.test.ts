import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { splitLines } from '../../../../../src/backends/kubernetes/client/lines.ts';

/** All lines, and last what lacked its end. */
async function linesOf(chunks: readonly Buffer[], longest?: number): Promise<string[]> {
  const lines: string[] = [];
  const stream = splitLines(Readable.from(chunks), longest);
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return [...lines, next.value];
    lines.push(...next.value);
  }
}

describe('a stream of lines', () => {
  test('is the same wherever its chunks are cut', async () => {
    const pieces = fc.constantFrom('\n', 'a', 'über', '€', '𝄞', '\r', '\ufeff', 'x'.repeat(50));
    await fc.assert(
      fc.asyncProperty(
        fc.array(pieces, { maxLength: 30 }),
        fc.array(fc.nat(40), { maxLength: 12 }),
        async (all, cuts) => {
          const bytes = Buffer.from(all.join(''));
          let from = 0;
          const chunks = cuts.map((cut) => bytes.subarray(from, (from += cut)));
          expect(await linesOf([...chunks, bytes.subarray(from)])).toEqual(all.join('').split('\n'));
        },
      ),
    );
  });

  test('keeps the beginning of a line that is too long, and the next one whole', async () => {
    const chunks = ['ab', 'cd', 'ef', 'gh\nij', 'k\nl'].map((text) => Buffer.from(text));
    expect(await linesOf(chunks, 5)).toEqual(['abcde', 'ijk', 'l']);
  });

  test('takes a chunk of a hundred thousand empty lines', async () => {
    expect(await linesOf([Buffer.alloc(100_000, '\n')])).toHaveLength(100_001);
  });
});
