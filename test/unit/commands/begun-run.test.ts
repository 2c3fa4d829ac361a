import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readRecord } from '../../../src/backends/kubernetes/driving/stored-run.ts';
import { begunRun, endRun } from '../../../src/commands/begun-run.ts';
import { Paper } from '../report/scene.ts';
import { ClusterScene, job } from './cluster-scene.ts';
import { worldOf } from './world.ts';

let scene: ClusterScene;
beforeEach(async () => {
  scene = await ClusterScene.open();
});
afterEach(() => scene.end());
const world = (): ReturnType<typeof worldOf> =>
  worldOf({ cwd: scene.folder, pid: process.pid, now: Date.now, err: new Paper(), out: new Paper() });

describe('a run that only the cluster has', () => {
  test('is none before it has a plan', async () => {
    expect(await begunRun(scene.cluster(), 'r1', world())).toBeNull();
    await endRun(scene.cluster(), 'r1', 'replaced by run r2', world());
    expect(scene.api.calls.filter(({ verb }) => verb !== 'get')).toEqual([]);
  });

  test('has the plan of who began it, and nothing to look at before it goes on', async () => {
    await scene.begunByOther(60);
    const begun = await begunRun(scene.cluster(), 'r1', world());
    expect(begun?.plan.steps.map(({ name }) => name)).toEqual(['train']);
    expect([begun?.prepared.refused.size, begun?.prepared.warnings]).toEqual([0, []]);
  });

  test('and that nobody drives is seen to its end by who replaces it', async () => {
    await scene.begunByOther(0.5);
    await endRun(scene.cluster(), 'r1', 'replaced by run r2', world());
    expect(await readRecord(scene.api, 'r1')).toMatchObject({
      state: 'cancelled',
      reason: 'cancelled: replaced by run r2',
    });
    expect([scene.jobs, scene.holder, scene.calls('create').includes(`Job ${job}`)]).toEqual([[], null, false]);
  });
});
