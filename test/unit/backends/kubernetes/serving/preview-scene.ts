/** Previews as runs of pull requests leave them in a cluster in memory. */
import { labels, lastingLabels, ownerNotes } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { environmentLeaseName, serviceName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import type { Owner } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { FakeApi } from '../fake-api.ts';
import { putService } from '../inventory/scene.ts';
import { owner } from '../objects/facts.ts';

export function inPreview(pull: number, fields: Partial<Owner> = {}): Owner {
  return { ...owner, ...fields, environment: `pr-${pull}` };
}

/** With a service `api`, which nobody deploys at the moment. Gives the name of its objects. */
export function putPreview(api: FakeApi, pull: number, fields: Partial<Owner> = {}, holder = ''): string {
  const own = inPreview(pull, fields);
  api.put('Lease', {
    metadata: {
      name: environmentLeaseName(own),
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { ...lastingLabels({ owner: own, workflow: 'wine' }), [labels.component]: 'environment' },
      annotations: { ...ownerNotes(own), [labels.commit]: 'abcdef0123456789', [labels.deployedBy]: 'r1' },
    },
    spec: { holderIdentity: holder, leaseDurationSeconds: 3 },
  });
  const name = serviceName('wine', 'api', own);
  putService(api, name, { owner: own });
  const { metadata = {} } = api.objects.get('Deployment', name) ?? {};
  api.put('Ingress', { metadata });
  return name;
}
