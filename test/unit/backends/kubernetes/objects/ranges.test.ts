import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { numbersIn, rangesText } from '../../../../../src/backends/kubernetes/objects/ranges.ts';

describe('ranges', () => {
  test.each([
    [[], ''],
    [[7], '7'],
    [[1, 2, 3, 5, 8, 9], '1-3,5,8-9'],
    [[3, 2, 2], '3,2,2'],
  ])('of %j are written as %j', (numbers, text) => {
    expect(rangesText(numbers)).toBe(text);
  });

  test('are read as they were written, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), (numbers) => {
        expect(numbersIn(rangesText(numbers))).toEqual(numbers);
      }),
    );
  });

  test.each(['', '[1,2]', '1-', 'a-b', '1,,2'])('are none in %j', (text) => {
    expect(numbersIn(text)).toEqual([]);
  });
});
