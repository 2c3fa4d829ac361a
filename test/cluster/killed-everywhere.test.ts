/**
 * A driver that is killed at any call that changes something, before the API server hears of it or when it has answered,
 * and the same command again: the run ends as if nothing had happened.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';
import { killAll } from './unbreakable/kills.ts';
import { Lane } from './unbreakable/lane.ts';

jest.setTimeout(900_000);

/** Runs side by side. */
const width = 4;

describe('a driver that is killed', () => {
  let node: SimulatedNode;

  beforeAll(async () => {
    node = await startSimulatedNode();
  });
  afterAll(async () => {
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  test('at any point is replaced by the next start of the same command', async () => {
    const lanes = await Promise.all(Array.from({ length: width }, () => Lane.make('wine', node.namespace)));
    const { points, ends } = await killAll(lanes, (kills) => kills);
    const equal = ends.filter(({ problems }) => problems.length === 0).length;
    const missed = ends.filter(({ reached }) => !reached).length;
    console.log(`${points.length} points, ${equal} of ${ends.length} runs equal, ${missed} points not reached`);
    expect(ends.flatMap(({ problems }) => problems)).toEqual([]);
    expect(ends.length).toBeGreaterThanOrEqual(40);
    // How many pages there are depends on how fast the machine is.
    expect(missed).toBeLessThanOrEqual(6);
  });
});
