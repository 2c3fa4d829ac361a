import { describe, expect, test } from '@jest/globals';
import { labels, lastingLabels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { revisionName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import type { RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import {
  adopt,
  giveBackClaim,
  makeMaterial,
  type Material,
} from '../../../../../src/backends/kubernetes/serving/material.ts';
import { FakeApi } from '../fake-api.ts';
import { facts, store } from '../objects/facts.ts';
import { served } from './preparation-scene.ts';

const binaryData = { 'source.tgz.000': 'AAAA' };
const deployment = { metadata: { name: 'api', uid: 'd2' } };
const cluster = (): FakeApi => new FakeApi().put('ConfigMap', { metadata: { name: 'automl-r1-source-0' }, binaryData });

/** Of inputs that are too large for ConfigMaps. */
async function made(api: FakeApi, run: Partial<RunFacts>): Promise<Material> {
  const step = served({ inputs: { model: { step: 'train', output: 'model' } } });
  const prepared = { lock: null, files: null, tooLarge: 5_000_000 };
  const parts = { facts: facts(run), step, service: 'api', key: 'k1', versions: {}, prepared, live: null };
  return makeMaterial(api, parts);
}

test('the claim of the run goes on with the service, and no clean-up of the run finds it', async () => {
  const run = { ...lastingLabels(facts()), [labels.run]: 'r1' };
  const anchor = { apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' };
  const api = cluster().put('PersistentVolumeClaim', {
    metadata: { name: store.claim, labels: run, ownerReferences: [anchor] },
  });
  await adopt(api, deployment, await made(api, { store }));
  const [claim] = api.all('PersistentVolumeClaim');
  expect(claim?.metadata?.ownerReferences).toMatchObject([anchor, { kind: 'Deployment', uid: 'd2' }]);
  expect(claim?.metadata?.labels).not.toHaveProperty([labels.run]);
});

test('a claim that the workflow file names never goes with a service', async () => {
  const theirs = { metadata: { name: 'shared', uid: 'p1' } };
  const api = cluster().put('PersistentVolumeClaim', theirs);
  const before = api.all('PersistentVolumeClaim');
  const material = await made(api, { store: { claim: 'shared', sharesNode: false } });
  expect(material.facts.store?.claim).toBe('shared');
  await adopt(api, deployment, material);
  expect(api.all('PersistentVolumeClaim')).toEqual(before);
});

test('what belongs to a Deployment that is gone is made anew, since it is about to go too', async () => {
  const api = cluster();
  const gone = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', uid: 'd1' };
  const name = revisionName('api', 'k1', 0);
  api.put('ConfigMap', { metadata: { name, labels: lastingLabels(facts()), ownerReferences: [gone] }, binaryData });
  await made(api, { store });
  expect(api.objects.get('ConfigMap', name)?.metadata?.ownerReferences).toMatchObject([
    { kind: 'ConfigMap', uid: 'u1' },
  ]);
});

describe('a claim that no revision reads any more', () => {
  const run = { apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' };
  const service = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', uid: 'd2' };
  const given = async (...ownerReferences: object[]) => {
    const metadata = { name: store.claim, ownerReferences: ownerReferences as (typeof run)[] };
    const api = new FakeApi().put('PersistentVolumeClaim', { metadata });
    await giveBackClaim(api, deployment, store.claim);
    return api.all('PersistentVolumeClaim').map((claim) => claim.metadata?.ownerReferences);
  };

  test('stays with its run', async () => {
    expect(await given(run, service)).toEqual([[run]]);
  });

  test('goes when its run is gone', async () => {
    expect(await given(service)).toEqual([]);
  });

  test('stays where another service reads it', async () => {
    const other = { ...service, uid: 'd3' };
    expect(await given(other, service)).toEqual([[other]]);
    expect(await given(other)).toEqual([[other]]);
  });
});
