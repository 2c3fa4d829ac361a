import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
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
    expect(scene.deployment?.metadata?.annotations?.[labels.before]).toContain('"old"');
    await scene.quiet();
    api.recover('apply', 'Service');
    await scene.deployed({ step: { image: 'old' } });
    expect(scene.deployment?.metadata?.annotations).not.toHaveProperty([labels.before]);
  });

  test('names nothing that is gone, wherever the driver was killed', async () => {
    const source = (id: string) => ({ 'source.tgz.000': Buffer.from(id).toString('base64') });
    await scene.deployed();
    const leads: boolean[] = [];
    const isThere = (name: string) => api.objects.get('ConfigMap', name) !== null;
    // Of the revision before, of which no ReplicaSet is left here.
    const [before] = api.all('ConfigMap').filter(({ metadata }) => metadata?.name?.includes(scene.revision));
    api.meanwhile('delete', 'ConfigMap', () => {
      leads.push(labels.before in (scene.deployment?.metadata?.annotations ?? {}));
    });
    api.put('ConfigMap', { metadata: { name: 'automl-r1-source-0' }, binaryData: source('r2') });
    await scene.deployed({ run: { id: 'r2', source: 'code-2' } });
    expect([isThere(before?.metadata?.name ?? ''), leads]).toEqual([false, [false]]);
  });
});
