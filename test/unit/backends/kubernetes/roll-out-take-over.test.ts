import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from './backend-scene.ts';
import type { FakeApi } from './fake-api.ts';
import { crashed, earlier, name, podOf, RollOutScene } from './roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

/** A roll-out whose driver is gone half-way. */
async function abandoned(): Promise<void> {
  const roll = await scene.begin();
  await until(() => api.watched.includes('Deployment'));
  roll.leave();
  expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
  await until(() => api.watched.length === 0);
}
const wayBack = (): unknown => {
  const text = scene.deployment?.metadata?.annotations?.['automl-action/before'];
  return text === undefined ? undefined : JSON.parse(text);
};
const deletions = (): number => api.calls.filter(({ verb }) => verb === 'delete').length;

describe('a roll-out whose driver is gone', () => {
  test('stays as it was, and has the way back with it', async () => {
    const { deployment, service } = earlier();
    api.put('Deployment', deployment).put('Service', service);
    await abandoned();
    expect([api.all('Deployment').length, api.all('Service').length, deletions()]).toEqual([1, 1, 0]);
    expect(wayBack()).toMatchObject({
      deployment: { spec: { template: { spec: { containers: [{ image: 'old' }] } } } },
      service: { spec: { ports: [{ port: 5000 }] } },
    });
  });

  test('is finished by the next one', async () => {
    await abandoned();
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    expect(wayBack()).toEqual({ deployment: null, service: null });
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
    expect(api.all('Deployment')).toHaveLength(1);
  });

  test('is undone by the next one to what was there before both', async () => {
    const { deployment, service } = earlier();
    api.put('Deployment', deployment).put('Service', service);
    await abandoned();
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed), false);
    expect((await roll.result).reason).toContain('the revision before it goes on serving');
    expect(scene.deployment?.spec?.template).toMatchObject({ spec: { containers: [{ image: 'old' }] } });
    expect(api.objects.get('Service', name)?.spec?.ports).toEqual([{ port: 5000 }]);
  });

  test('is taken away by the next one where there was nothing before', async () => {
    await abandoned();
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed), false);
    expect((await roll.result).state).toBe('failed');
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('is undone also when the next one hears of a cancel before it has begun', async () => {
    await abandoned();
    const roll = await scene.begin();
    roll.cancel();
    expect((await roll.result).state).toBe('cancelled');
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('has no way back to itself: that of an earlier run is not ours', async () => {
    await abandoned();
    const old = scene.deployment;
    const annotations = { ...old?.metadata?.annotations, 'automl-action/deployed-by': 'r0' };
    api.put('Deployment', { ...old, metadata: { ...old?.metadata, annotations } });
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    expect(wayBack()).toMatchObject({
      deployment: { metadata: { annotations: { 'automl-action/deployed-by': 'r0' } } },
    });
    expect(JSON.stringify(wayBack())).not.toContain('automl-action/before');
    roll.cancel();
    await roll.result;
  });
});
