import { describe, expect, test } from '@jest/globals';
import { grouped } from '../../../../src/backends/kubernetes/grouped.ts';
import { inLanes } from '../../../../src/backends/kubernetes/lanes.ts';

describe('lanes', () => {
  test('run no more at a time than there are', async () => {
    let [open, most, done] = [0, 0, 0];
    const job = async (): Promise<void> => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      done += 1;
    };
    await inLanes(
      3,
      Array.from({ length: 10 }, () => job),
    );
    expect([most, done]).toEqual([3, 10]);
  });

  test('run all, and then throw what failed first', async () => {
    const done: number[] = [];
    const jobs = [0, 1, 2, 3].map((n) => () => {
      done.push(n);
      return n % 2 === 1 ? Promise.reject(new Error(`no ${n}`)) : Promise.resolve();
    });
    await expect(inLanes(1, jobs)).rejects.toThrow('no 1');
    expect(done).toEqual([0, 1, 2, 3]);
  });

  test('have nothing to do without jobs', async () => {
    await expect(inLanes(4, [])).resolves.toBeUndefined();
  });
});

test('groups keep the order in which keys and items came', () => {
  const groups = grouped(['b1', 'a1', 'b2'], (item) => item.charAt(0));
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});
