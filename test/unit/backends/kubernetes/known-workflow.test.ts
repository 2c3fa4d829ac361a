import { expect, test } from '@jest/globals';
import { hasWorkflow } from '../../../../src/backends/kubernetes/known-workflow.ts';
import { lastingLabels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { owner } from './objects/facts.ts';

const labelled = (whose: typeof owner, workflow: string) => ({
  metadata: { name: 'x', labels: { ...lastingLabels({ owner: whose, workflow }) } },
});

test('a namespace has a workflow that left anything in it, of the same repository, environment and name', async () => {
  expect(await hasWorkflow(new FakeApi(), owner, 'wine')).toBe(false);
  for (const kind of ['ConfigMap', 'Deployment'] as const) {
    const api = new FakeApi().put(kind, labelled(owner, 'wine'));
    expect(await hasWorkflow(api, owner, 'wine')).toBe(true);
    expect(await hasWorkflow(api, owner, 'beer')).toBe(false);
    expect(await hasWorkflow(api, { ...owner, environment: 'elsewhere' }, 'wine')).toBe(false);
    expect(await hasWorkflow(api, { ...owner, alias: 'wine' }, 'wine')).toBe(false);
  }
});

test('who may not look at Deployments has deployed none', async () => {
  const api = new FakeApi().fail('list', 'Deployment', apiError(403));
  expect(await hasWorkflow(api, owner, 'wine')).toBe(false);
  expect(await hasWorkflow(api.put('ConfigMap', labelled(owner, 'wine')), owner, 'wine')).toBe(true);
});
