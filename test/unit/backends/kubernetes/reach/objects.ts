/** A service that is deployed, as far as it matters to who reaches it. */
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import type { FakeApi } from '../fake-api.ts';

const own = (workflow: string, step: string): Record<string, string> => ({
  'app.kubernetes.io/managed-by': 'automl-action',
  [labels.component]: 'service',
  [labels.workflow]: workflow,
  [labels.step]: step,
});

/** With its port 80, which its pods call `http`. */
export function putService(api: FakeApi, name: string, workflow = 'wine', step = 'api'): void {
  const metadata = { name, labels: own(workflow, step) };
  const ports = [{ name: 'http', port: 80, targetPort: 'http' }];
  api.put('Deployment', { metadata, spec: { selector: { matchLabels: {} }, template: {} } });
  api.put('Service', { metadata, spec: { selector: { [labels.step]: step }, ports } });
}

export function putPod(api: FakeApi, name: string, isReady: boolean, port = 5000): void {
  api.put('Pod', {
    metadata: { name, labels: own('wine', 'api') },
    spec: { containers: [{ name: 'step', ports: [{ name: 'http', containerPort: port }] }] },
    status: { conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
  });
}
