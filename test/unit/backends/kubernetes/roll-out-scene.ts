/** A service that is rolled out in a cluster in memory. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BackendPlan, TaskOrder } from '../../../../src/backends/backend.ts';
import type { Deployment, Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { labels, lastingLabels, serviceSelector } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { serviceName } from '../../../../src/backends/kubernetes/objects/names.ts';
import type { RunFacts } from '../../../../src/backends/kubernetes/objects/run-facts.ts';
import { OpenLogs } from '../../../../src/backends/kubernetes/open-logs.ts';
import type { CommitOrder } from '../../../../src/backends/kubernetes/serving/commit-order.ts';
import { RollOut } from '../../../../src/backends/kubernetes/serving/roll-out.ts';
import type { PlanStep } from '../../../../src/plan/plan.ts';
import type { Service as ServiceSettings } from '../../../../src/workflow/model.ts';
import { plainService } from '../../../../src/workflow/service.ts';
import { plan, step } from '../../engine/plans.ts';
import { until } from './backend-scene.ts';
import { environmentOf } from './environments.ts';
import { FakeApi } from './fake-api.ts';
import { facts, order } from './objects/facts.ts';

/** Of all objects of the service. */
export const name = serviceName('wine', 'api', facts().owner);
export const ours = { ...lastingLabels(facts()) };

export interface Begun {
  readonly service?: Partial<ServiceSettings>;
  readonly step?: Partial<PlanStep>;
  readonly order?: Partial<TaskOrder>;
  readonly run?: Partial<RunFacts>;
  /** Name of the Secret for the package index. */
  readonly credentials?: string;
  readonly commit?: string;
  readonly committed?: string;
  /** Whether it comes before the one that is deployed. */
  readonly isOlder?: boolean | null;
  readonly allowsOlder?: boolean;
}

export class RollOutScene {
  readonly api: FakeApi;
  readonly said: string[] = [];
  readonly #folders: string[] = [];

  constructor(api = new FakeApi()) {
    this.api = api;
    this.api.put('ConfigMap', { metadata: { name: 'automl-r1-source-0' }, binaryData: { 'source.tgz.000': 'AAAA' } });
  }

  async begin(begun: Begun = {}): Promise<RollOut> {
    const { api } = this;
    const folder = await mkdtemp(path.join(tmpdir(), 'automl-rollout-'));
    this.#folders.push(folder);
    const settings = { ...plainService, port: 8000, ...begun.service };
    const served = { ...step('api', { kind: 'service', service: settings, ...begun.step }), service: settings };
    const run = facts({ source: 'code-1', ...begun.run });
    return new RollOut({
      api,
      facts: run,
      plan: planOf(served, begun),
      step: served,
      order: order(served, begun.order),
      environment: environmentOf(api, run, orderOf(begun)),
      logs: new OpenLogs({ api, logPath: () => path.join(folder, 'log'), onOutput: () => undefined }),
      eventsOf: () => [],
      say: (sentence) => this.said.push(sentence),
    });
  }

  /** Until the driver waits for pods. */
  async applied(): Promise<void> {
    await until(() => this.#isWaiting);
  }

  get #isWaiting(): boolean {
    return this.api.watched.includes('Deployment') && this.api.watched.includes('Pod');
  }

  /** A whole one that goes well. */
  async deployed(begun: Begun = {}): Promise<void> {
    const roll = await this.begin(begun);
    const end = { hasCome: false };
    void roll.result.then(() => (end.hasCome = true));
    await until(() => end.hasCome || this.#isWaiting);
    // What has not changed is up.
    if (!end.hasCome) this.complete();
    const { state, reason } = await roll.result;
    if (state !== 'succeeded') throw new Error(reason ?? state);
    await this.quiet();
  }

  /** Nothing of a roll-out goes on. */
  async quiet(): Promise<void> {
    await until(() => this.api.watched.length === 0);
  }

  get deployment(): Deployment | undefined {
    return this.api.all('Deployment').find(({ metadata }) => metadata?.name === name);
  }

  get image(): string | undefined {
    return this.deployment?.spec?.template.spec?.containers[0]?.image;
  }

  /** As the Deployment controller says that all is up. */
  complete(): void {
    const { deployment } = this;
    if (deployment === undefined) throw new Error('no Deployment');
    const replicas = deployment.spec?.replicas ?? 1;
    const { generation = 1 } = deployment.metadata ?? {};
    const status = { observedGeneration: generation, replicas, updatedReplicas: replicas, availableReplicas: replicas };
    this.api.put('Deployment', { ...deployment, status });
  }

  /** As by an autoscaler, or by hand: the number is not what we have applied any more. */
  scale(replicas: number): void {
    const { deployment } = this;
    if (deployment === undefined) throw new Error('no Deployment');
    const managedFields = (deployment.metadata?.managedFields ?? []).map((entry) => {
      const fields = entry.fieldsV1 as { readonly 'f:spec'?: object } | undefined;
      const spec = Object.entries(fields?.['f:spec'] ?? {}).filter(([field]) => field !== 'f:replicas');
      return { ...entry, fieldsV1: { ...fields, 'f:spec': Object.fromEntries(spec) } };
    });
    const spec = { selector: {}, template: {}, ...deployment.spec, replicas };
    this.api.put('Deployment', { ...deployment, metadata: { ...deployment.metadata, managedFields }, spec });
  }

  pod(state: object, more: { restartCount?: number; leaving?: boolean; revision?: string } = {}): void {
    this.api.put('Pod', podOf(state, { revision: this.revision, ...more }));
  }

  get revision(): string {
    return this.deployment?.spec?.template.metadata?.labels?.[labels.revision] ?? '';
  }

  log(): Promise<string> {
    return readFile(path.join(this.#folders.at(-1) ?? '', 'log'), 'utf8');
  }

  async end(): Promise<void> {
    for (const folder of this.#folders) await rm(folder, { recursive: true });
  }
}

function planOf(served: PlanStep, { credentials, ...begun }: Begun): BackendPlan {
  const whole = { ...plan([served]), commit: commitOf(begun) };
  return credentials === undefined ? whole : { ...whole, python: { ...whole.python, credentials } };
}

function commitOf({ commit = 'abc', committed = '2026-01-01T00:00:00Z' }: Begun) {
  return { ...plan([]).commit, head: commit, committed };
}

function orderOf({ isOlder = false, allowsOlder = false, ...begun }: Begun): CommitOrder {
  return { commit: commitOf(begun), isBefore: () => Promise.resolve(isOlder), allowsOlder };
}

function podOf(
  state: object,
  { restartCount = 0, leaving = false, revision }: { restartCount?: number; leaving?: boolean; revision: string },
): Pod {
  const uid = leaving ? 'pod-leaving' : 'pod-1';
  return {
    metadata: {
      name: uid,
      uid,
      labels: { ...serviceSelector(facts(), 'api'), [labels.revision]: revision },
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
