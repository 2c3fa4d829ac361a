/** A service that is rolled out in a cluster in memory. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Deployment, Pod, Service } from '../../../../src/backends/kubernetes/client/types.ts';
import { lastingLabels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { serviceName } from '../../../../src/backends/kubernetes/objects/names.ts';
import { OpenLogs } from '../../../../src/backends/kubernetes/open-logs.ts';
import { RollOut } from '../../../../src/backends/kubernetes/roll-out.ts';
import type { Service as ServiceSettings } from '../../../../src/workflow/model.ts';
import { plan, step } from '../../engine/plans.ts';
import { FakeApi } from './fake-api.ts';
import { facts, order } from './objects/facts.ts';

const settings: ServiceSettings = {
  port: 8000,
  replicas: 1,
  ingress: false,
  minReadySeconds: 0,
  revisionHistoryLimit: 3,
};
/** Of the Deployment and the Service. */
export const name = serviceName('wine', 'api', facts().owner);
export const ours = { ...lastingLabels(facts()) };

export class RollOutScene {
  readonly api = new FakeApi();
  readonly #folders: string[] = [];

  async begin(service: Partial<ServiceSettings> = {}, attempt = 1): Promise<RollOut> {
    const { api } = this;
    const folder = await mkdtemp(path.join(tmpdir(), 'automl-rollout-'));
    this.#folders.push(folder);
    const served = step('api', { kind: 'service', service: { ...settings, ...service } });
    return new RollOut({
      api,
      facts: facts(),
      plan: plan([served]),
      step: served,
      order: order(served, { attempt }),
      logs: new OpenLogs({ api, logPath: () => path.join(folder, 'log'), onOutput: () => undefined }),
      eventsOf: () => [],
      say: () => undefined,
    });
  }

  get deployment(): Deployment | undefined {
    return this.api.all('Deployment').find(({ metadata }) => metadata?.name === name);
  }

  /** As the Deployment controller says that all is up. */
  complete(): void {
    const { deployment } = this;
    if (deployment === undefined) throw new Error('no Deployment');
    const status = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
    this.api.put('Deployment', { ...deployment, status });
  }

  log(): Promise<string> {
    return readFile(path.join(this.#folders[0] ?? '', 'log'), 'utf8');
  }

  async end(): Promise<void> {
    for (const folder of this.#folders) await rm(folder, { recursive: true });
  }
}

export function podOf(state: object, more: { restartCount?: number; attempt?: string; leaving?: boolean } = {}): Pod {
  const { restartCount = 0, attempt = '1', leaving = false } = more;
  return {
    metadata: {
      name: `pod-${attempt}`,
      uid: `pod-${attempt}`,
      labels: { 'automl-action/step': 'api', 'automl-action/attempt': attempt },
      ...(leaving ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
      containerStatuses: [{ name: 'step', image: 'i', imageID: '', ready: false, restartCount, state }],
    },
  };
}
export const crashed = { terminated: { exitCode: 1, reason: 'Error' } };

/** Deployed by an earlier run, with another port and a variable that nobody wants any more. */
export function earlier(): { deployment: Deployment; service: Service } {
  const f = (fields: object) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [`f:${key}`, value]));
  const entry = (fieldsV1: object) => ({ manager: 'automl', operation: 'Apply', apiVersion: 'apps/v1', fieldsV1 });
  const metadata = { name, uid: 'uid-before', labels: ours, generation: 1 };
  const template = { spec: { containers: [{ name: 'step', image: 'old', env: [{ name: 'OLD', value: '1' }] }] } };
  const deployment: Deployment = {
    metadata: {
      ...metadata,
      annotations: { 'automl-action/deployed-by': 'r0', 'deployment.kubernetes.io/revision': '1' },
      managedFields: [
        entry({
          ...f({
            metadata: f({ annotations: f({ 'automl-action/deployed-by': {} }), labels: {} }),
            spec: f({
              template: f({
                spec: f({ containers: { 'k:{"name":"step"}': { '.': {}, ...f({ name: {}, image: {}, env: {} }) } } }),
              }),
            }),
          }),
        }),
      ],
    },
    spec: { replicas: 7, selector: {}, template },
  };
  const service: Service = {
    metadata: { ...metadata, uid: 'uid-service', managedFields: [entry(f({ spec: f({ ports: {} }) }))] },
    spec: { clusterIP: '10.0.0.1', ports: [{ port: 5000 }] },
  };
  return { deployment, service };
}
