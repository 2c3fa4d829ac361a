import { describe, expect, it } from '@jest/globals';
import { forgetInputs, forgetSecrets } from '../../../../src/backends/kubernetes/clean-up.ts';
import { componentLabels, type Component } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { FakeApi } from './fake-api.ts';
import { facts } from './objects/facts.ts';

const byRun = { apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' };
const byService = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wine-api', uid: 'd' };

describe('secrets that were brought for one run', () => {
  it.each([
    ['go with it', [byRun], false],
    ['stay where a service uses them', [byRun, byService], true],
  ])('%s', async (_, ownerReferences, stays) => {
    const api = new FakeApi().put('Secret', { metadata: { name: 'automl-r1-aws', ownerReferences } });
    await forgetSecrets(api, { ownSecrets: new Map([['aws', 'automl-r1-aws']]) });
    expect((await api.get('Secret', 'automl-r1-aws')) !== null).toBe(stays);
  });
});

it('what pods were started from goes with the run, but not what a service starts from, nor what is of other runs', async () => {
  const api = new FakeApi();
  const put = (name: string, component: Component, ownerReferences = [byRun], run = facts()): unknown =>
    api.put('ConfigMap', { metadata: { name, labels: { ...componentLabels(run, component) }, ownerReferences } });
  put('source', 'source');
  put('children', 'step');
  put('served', 'source', [byRun, byService]);
  put('other', 'source', [byRun], facts({ id: 'r2' }));
  for (const component of ['anchor', 'plan', 'page', 'record'] as const) put(component, component);
  await forgetInputs(api, facts());
  const left = api.all('ConfigMap').map(({ metadata }) => metadata?.name);
  expect(left).toEqual(['served', 'other', 'anchor', 'plan', 'page', 'record']);
});
