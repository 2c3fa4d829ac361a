import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { unpacked } from '../../../../src/backends/kubernetes/serving/way-back.ts';
import type { FakeApi } from './fake-api.ts';
import { crashed, RollOutScene, type Begun } from './roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

/** A roll-out whose driver is gone half-way. */
async function abandoned(begun: Begun = {}): Promise<void> {
  const roll = await scene.begin(begun);
  await scene.applied();
  roll.leave();
  expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
  await scene.quiet();
}
const wayBack = (): unknown => {
  const text = scene.deployment?.metadata?.annotations?.[labels.before];
  return text === undefined ? undefined : unpacked(text);
};
const deletions = (): number => api.calls.filter(({ verb }) => verb === 'delete').length;
const old: Begun = { step: { image: 'old' } };
const next: Begun = { step: { image: 'new' }, run: { id: 'r2' } };

describe('a roll-out whose driver is gone', () => {
  test('stays as it was, and has the way back with it', async () => {
    await scene.deployed(old);
    await abandoned(next);
    expect([scene.image, deletions()]).toEqual(['new', 0]);
    expect(wayBack()).toMatchObject({
      Deployment: { spec: { template: { spec: { containers: [{ image: 'old' }] } } } },
      Service: { spec: { ports: [{ port: 8000 }] } },
    });
  });

  test('is finished by the next one', async () => {
    await abandoned();
    expect(wayBack()).toEqual({});
    const roll = await scene.begin();
    await scene.applied();
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
    expect([api.all('Deployment').length, wayBack()]).toEqual([1, undefined]);
  });

  test.each(['r2', 'r3'])('is undone by the next one (of run %s) to what was there before both', async (id) => {
    await scene.deployed(old);
    await abandoned(next);
    const roll = await scene.begin({ ...next, run: { id, source: 'broken' } });
    await scene.applied();
    scene.pod(crashed);
    expect((await roll.result).reason).toContain('the revision before it goes on serving');
    expect([scene.image, wayBack()]).toEqual(['old', undefined]);
  });

  test('is taken away by the next one where there was nothing before', async () => {
    await abandoned();
    const roll = await scene.begin();
    await scene.applied();
    scene.pod(crashed);
    expect((await roll.result).state).toBe('failed');
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('is undone also when the next one hears of a cancel before it has begun', async () => {
    await scene.deployed(old);
    await abandoned(next);
    const roll = await scene.begin(next);
    roll.cancel();
    expect((await roll.result).state).toBe('cancelled');
    expect(scene.image).toBe('old');
  });

  test('is none of a run that is cancelled before it comes to deploy', async () => {
    await scene.deployed(old);
    await abandoned(next);
    const roll = await scene.begin({ run: { id: 'r3' } });
    roll.cancel();
    expect((await roll.result).state).toBe('cancelled');
    expect(scene.image).toBe('new');
  });
});
