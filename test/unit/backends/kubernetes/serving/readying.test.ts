import { expect, test } from '@jest/globals';
import { labels, serviceSelector } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { Readying } from '../../../../../src/backends/kubernetes/serving/readying.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';
import { facts, order } from '../objects/facts.ts';

test('more replicas than there is room for are not waited for without end', async () => {
  const service = { ...plainService, port: 8000 };
  const served = { ...step('api', { kind: 'service', service }), service };
  const matchLabels = { ...serviceSelector(facts(), 'api') };
  const pod = { ...matchLabels, [labels.revision]: 'k1' };
  const api = new FakeApi().put('Deployment', {
    metadata: { name: 'api', generation: 2 },
    spec: { replicas: 2, selector: { matchLabels }, template: { metadata: { labels: pod } } },
    status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1 },
  });
  const message = '0/1 nodes are available: 1 Insufficient cpu.';
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
  api.put('Pod', { metadata: { name: 'p', uid: 'p', labels: pod }, status: { phase: 'Pending', conditions } });
  const [deployment = {}] = api.all('Deployment');
  const readying = new Readying({
    api,
    step: served,
    order: order(served),
    deployment,
    logs: null,
    patience: 0.1,
    eventsOf: () => [],
    say: () => undefined,
  });
  const ready = readying.ready().finally(() => {
    readying.close();
  });
  await expect(ready).rejects.toThrow(/^was not ready within 0.1 s: .* no node has free/);
});
