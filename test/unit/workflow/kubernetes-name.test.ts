/** The examples are those of apimachinery's own tests, and the edges of the lengths. */
import { describe, expect, test } from '@jest/globals';
import { dataKeys, isNamed, labelValues, objectNames, qualifiedNames } from '../../../src/workflow/kubernetes-name.ts';

const long = (length: number): string => 'a'.repeat(length);

describe.each([
  {
    rule: objectNames,
    what: 'an object',
    good: ['a', '0', 'a-b.c-d', 'a.1', '1.2.3.4', long(253)],
    bad: ['', 'A', 'a_b', '-a', 'a-', 'a.', '.a', 'a..b', 'a.-b', 'a-.b', 'a b', 'a\n', long(254)],
  },
  {
    rule: qualifiedNames,
    what: 'the key of a label',
    good: ['simple', 'now-with-dashes', '1.2', 'Uppercase_Too', 'example.com/a_B.c', `${long(253)}/${long(63)}`],
    bad: ['', '/', 'a/', '/a', 'a/b/c', 'A.com/a', 'a b', '-a', 'a-', `${long(254)}/a`, long(64), `a/${long(64)}`],
  },
  {
    rule: labelValues,
    what: 'the value of a label',
    good: ['', 'a', 'Simple_1.2-x', '1', long(63)],
    bad: ['a b', '-a', 'a.', 'a/b', 'a\n', long(64)],
  },
  {
    rule: dataKeys,
    what: 'a key of a Secret',
    good: ['a', '.dockerconfigjson', 'A_b-c.d', '_', '-a', '.a', long(253)],
    bad: ['', '.', '..', '..a', 'a b', 'a/b', long(254)],
  },
])('$what', ({ rule, good, bad }) => {
  test.each(good)('can be named %j', (name) => {
    expect(isNamed(name, rule)).toBe(true);
  });

  test.each(bad)('can not be named %j', (name) => {
    expect(isNamed(name, rule)).toBe(false);
  });

  test('is judged in no time, whatever its length', () => {
    const start = performance.now();
    isNamed(`${'a-'.repeat(126)}!`, rule);
    isNamed('a.'.repeat(100_000), rule);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
