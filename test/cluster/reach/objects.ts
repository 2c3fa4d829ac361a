/** A service as a run deploys it, and as fast as can be: without a run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { labels } from '../../../src/backends/kubernetes/objects/labels.ts';

const own = {
  'app.kubernetes.io/managed-by': 'automl-action',
  [labels.component]: 'service',
  [labels.workflow]: 'wine',
  [labels.step]: 'api',
};
const secure = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** Of the name `wine-api`; its port is 80, that of its pods 5000. */
export function serviceObjects(replicas: number): readonly object[] {
  const code = readFileSync(path.join(import.meta.dirname, 'server.py'), 'utf8');
  const container = {
    name: 'step',
    image: 'python:3.11-slim',
    command: ['python', '/code/server.py'],
    ports: [{ name: 'http', containerPort: 5000 }],
    readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 1 },
    volumeMounts: [{ name: 'code', mountPath: '/code' }],
    securityContext: secure,
  };
  const spec = {
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container],
    volumes: [{ name: 'code', configMap: { name: 'code' } }],
  };
  const metadata = { name: 'wine-api', labels: own };
  const template = { metadata: { labels: own }, spec };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'code' }, data: { 'server.py': code } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas, selector: { matchLabels: own }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: own, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
  ];
}
