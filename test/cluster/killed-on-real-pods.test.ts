/** As killed-everywhere.test.ts at a few points, with pods that really run, and with a secret that nobody may get to see. */
import { describe, expect, jest, test } from '@jest/globals';
import { leaksOf } from './pods/leaks.ts';
import { killAll, type Inspect, type Kill } from './unbreakable/kills.ts';
import { Lane, secret } from './unbreakable/lane.ts';

jest.setTimeout(900_000);

/** Runs side by side. */
const width = 3;
const count = 12;
const seed = 5;

/** Always the same ones, of as many as there are. */
function chosen(kills: readonly Kill[]): readonly Kill[] {
  const left = [...kills];
  let state = seed;
  return Array.from({ length: Math.min(count, left.length) }, () => {
    // https://en.wikipedia.org/wiki/Linear_congruential_generator, with the numbers of Numerical Recipes
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return left.splice(Math.floor((state / 2 ** 32) * left.length), 1);
  }).flat();
}

const leaks: Inspect = async ({ namespace, folder }, said) => {
  return (await leaksOf([secret], namespace, folder, said)).map(() => 'the secret can be read');
};

describe('a driver of pods that really run', () => {
  test('is replaced by the next start of the same command', async () => {
    const lanes = await Promise.all(Array.from({ length: width }, () => Lane.make('wine')));
    const { ends } = await killAll(lanes, chosen, leaks);
    const equal = ends.filter(({ problems }) => problems.length === 0).length;
    console.log(`${equal} of ${ends.length} runs on real pods equal`);
    expect(ends.flatMap(({ problems }) => problems)).toEqual([]);
    expect(ends).toHaveLength(count);
  });
});
