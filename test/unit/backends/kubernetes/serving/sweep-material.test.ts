import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import type { FakeApi } from '../fake-api.ts';
import { RollOutScene } from '../roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

test('what a revision before needed goes when no way leads back to it any more', async () => {
  await scene.deployed();
  const [old = ''] = api.all('ConfigMap').flatMap(({ metadata }) => (metadata?.labels ? [metadata.name] : []));
  const led: unknown[] = [];
  api.meanwhile('delete', 'ConfigMap', () => {
    led.push(scene.deployment?.metadata?.annotations?.[labels.before]);
  });
  // No ReplicaSet is left of the revision before.
  await scene.deployed({ run: { id: 'r2', source: 'code-2' } });
  expect([api.objects.get('ConfigMap', old), led]).toEqual([null, [undefined]]);
});

test('the claim of a run goes when no revision reads it any more', async () => {
  await scene.deployed();
  const { deployment } = scene;
  const { uid = '' } = deployment?.metadata ?? {};
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', uid }];
  api.put('PersistentVolumeClaim', { metadata: { name: 'automl-r0-store', ownerReferences } });
  const annotations = { ...deployment?.metadata?.annotations, [labels.claims]: 'automl-r0-store' };
  api.put('Deployment', { ...deployment, metadata: { ...deployment?.metadata, annotations } });
  await scene.deployed({ run: { id: 'r2', source: 'code-2' } });
  expect(api.all('PersistentVolumeClaim')).toEqual([]);
  expect(scene.deployment?.metadata?.annotations?.[labels.claims]).toBe('');
});
