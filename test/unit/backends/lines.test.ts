import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/backends/local/lines.ts';

describe('splitting output into lines', () => {
  test('gives the same lines wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.nat(50), { maxLength: 10 }),
        (text, cuts) => {
          const bytes = Buffer.from(text.replaceAll('\r', ''));
          const splitter = new LineSplitter();
          const lines: string[] = [];
          let from = 0;
          for (const cut of [...cuts, bytes.length]) {
            lines.push(...splitter.push(bytes.subarray(from, from + cut)));
            from = Math.min(bytes.length, from + cut);
          }
          lines.push(...splitter.push(bytes.subarray(from)), ...splitter.end());
          const expected = bytes.toString().split('\n');
          if (expected.at(-1) === '') expected.pop();
          expect(lines).toEqual(expected);
        },
      ),
    );
  });

  test('takes any bytes, and ends a line that never ends', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from([0xff, 0xfe, 10]))).toEqual(['\ufffd\ufffd']);
    const parts = splitter.push(Buffer.alloc(200_000, 'x'));
    expect(parts.map((part) => part.length)).toEqual([65536, 65536, 65536]);
  });
});
