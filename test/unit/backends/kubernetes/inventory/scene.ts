/** Runs and services that a cluster in memory has, as drivers leave them. */
import {
  anchorObject,
  pageObject,
  planObjects,
  recordObject,
} from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import {
  labels,
  lastingLabels,
  ownerNotes,
  stepLabels,
} from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { leaseName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { ownedMeta } from '../../../../../src/backends/kubernetes/objects/metadata.ts';
import type { Owner, RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { Deployment, Meta } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { RunEvent } from '../../../../../src/engine/events.ts';
import { fold } from '../../../../../src/engine/state.ts';
import type { Plan, PlanStep } from '../../../../../src/plan/plan.ts';
import { toRecord } from '../../../../../src/records/record.ts';
import { plan, step, succeeded } from '../../../engine/plans.ts';
import type { FakeApi } from '../fake-api.ts';
import { facts, owner as usual } from '../objects/facts.ts';

/** Milliseconds since the epoch at which the runs of these tests begin. */
export const start = Date.parse('2026-01-01T00:00:00Z');
export const train = step('train');

export interface PutRun {
  readonly id?: string;
  readonly steps?: readonly PlanStep[];
  readonly owner?: Owner;
  readonly fields?: Partial<Plan>;
  /** What its driver has stored. */
  readonly events?: readonly RunEvent[];
  /** It has ended: there is a record of these events, and no Lease. */
  readonly isOver?: boolean;
  /** Who drives it; '': nobody. */
  readonly holder?: string;
  readonly store?: RunFacts['store'];
}

/** Gives its plan. */
export function putRun(api: FakeApi, run: PutRun = {}): Plan {
  const { id = 'r1', steps = [train], owner = usual, fields = {}, events = ended(), isOver = true, holder = '' } = run;
  const whole = plan(steps, { run: { id, event: 'push' }, environment: owner.environment, ...fields });
  const own = facts({ id, owner, workflow: whole.workflow, store: run.store ?? null });
  const [first] = events;
  const created = new Date(first?.at ?? start).toISOString();
  const anchor = anchorObject(whole, owner);
  api.put('ConfigMap', { ...anchor, metadata: { ...anchor.metadata, uid: 'u1', creationTimestamp: created } });
  for (const part of planObjects(own, whole)) api.put('ConfigMap', part);
  if (events.length > 0) api.put('ConfigMap', pageObject(own, 1, 0, events));
  if (isOver) {
    const about = { backend: 'kubernetes', version: '0.0.0', host: 'laptop' } as const;
    api.put('ConfigMap', recordObject(own, toRecord(whole, fold(whole, events), about)));
  } else if (holder !== '') {
    const metadata = ownedMeta(own, leaseName(id), 'lease');
    api.put('Lease', { metadata, spec: { holderIdentity: holder, leaseDurationSeconds: 15 } });
  }
  return whole;
}

export function begun(at = start): readonly RunEvent[] {
  return [
    { type: 'run-started', at },
    { type: 'started', at: at + 10, task: { step: 'train' }, attempt: 1 },
  ];
}

export function ended(at = start): readonly RunEvent[] {
  return [
    ...begun(at),
    { type: 'ended', at: at + 2000, task: { step: 'train' }, attempt: 1, result: succeeded() },
    { type: 'run-ended', at: at + 2100, state: 'succeeded' },
  ];
}

export interface PutService {
  readonly step?: string;
  readonly workflow?: string;
  readonly owner?: Owner;
  readonly replicas?: number;
  readonly status?: Deployment['status'] & object;
}

export const selector = { app: 'api' };

/** Of the name; with a Service. */
export function putService(api: FakeApi, name: string, service: PutService = {}): void {
  const { step: of = 'api', workflow = 'wine', owner = usual, replicas = 2, status = up(2) } = service;
  const metadata: Meta = {
    name,
    namespace: 'ml',
    generation: 1,
    labels: {
      ...lastingLabels({ owner, workflow }),
      ...stepLabels(step(of, { stage: 'serve' })),
      [labels.component]: 'service',
    },
    annotations: { ...ownerNotes(owner), [labels.commit]: 'abcdef0123456789', [labels.deployedBy]: 'r1' },
  };
  const template = {
    metadata: { labels: { ...selector, [labels.revision]: 'k1' } },
    spec: { containers: [{ name: 'step', image: 'python:3.12-slim' }] },
  };
  api.put('Deployment', { metadata, spec: { replicas, selector: { matchLabels: selector }, template }, status });
  api.put('Service', { metadata, spec: { ports: [{ name: 'http', port: 5000 }] } });
}

/** That many of them are up. */
export function up(replicas: number): Deployment['status'] & object {
  return {
    observedGeneration: 1,
    replicas,
    updatedReplicas: replicas,
    availableReplicas: replicas,
    readyReplicas: replicas,
  };
}
