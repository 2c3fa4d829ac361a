import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { unpacked } from '../../../../../src/backends/kubernetes/serving/way-back.ts';
import { apiError, type FakeApi } from '../fake-api.ts';
import { crashed, RollOutScene } from '../roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

const next = { step: { image: 'new' }, run: { id: 'r2' } };
const replicas = () => scene.deployment?.spec?.replicas;

describe('the way back', () => {
  test('leads to as many replicas as there were, though somebody else had scaled it', async () => {
    await scene.deployed({ service: { replicas: 2 } });
    scene.scale(5);
    const roll = await scene.begin({ ...next, service: { replicas: 2 } });
    await scene.applied();
    expect(replicas()).toBe(2);
    scene.pod(crashed);
    await roll.result;
    expect(replicas()).toBe(5);
  });

  test('leaves the replicas to what has scaled them since', async () => {
    const service = { replicas: { min: 2, max: 9, cpu: 70 } };
    await scene.deployed({ service });
    const roll = await scene.begin({ ...next, service });
    await scene.applied();
    scene.scale(7);
    scene.pod(crashed);
    await roll.result;
    expect(replicas()).toBe(7);
  });

  test('stays where it was not gone to its end', async () => {
    await scene.deployed({ step: { image: 'old' } });
    const roll = await scene.begin(next);
    await scene.applied();
    api.fail('apply', 'Service', apiError(403, 'no apply'));
    scene.pod(crashed);
    expect((await roll.result).reason).toContain('it could not be undone: could not: no apply');
    expect(scene.image).toBe('old');
    const note = scene.deployment?.metadata?.annotations?.[labels.before];
    expect(JSON.stringify(unpacked(note ?? ''))).toContain('"old"');
    await scene.quiet();
    api.recover('apply', 'Service');
    await scene.deployed({ step: { image: 'old' } });
    expect(scene.deployment?.metadata?.annotations).not.toHaveProperty([labels.before]);
  });
});
