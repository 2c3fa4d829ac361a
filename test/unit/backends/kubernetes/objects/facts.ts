/** A run in a cluster, for tests of its objects. */
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { TaskOrder } from '../../../../../src/backends/backend.ts';
import type { Owner, RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';

export const owner: Owner = { forge: 'github.com', repository: '4711', file: 'automl.yaml', environment: 'production' };

export function facts(fields: Partial<RunFacts> = {}): RunFacts {
  return {
    id: 'r1',
    owner,
    workflow: 'wine',
    anchor: { name: 'automl-r1', uid: 'u1' },
    assignsUsers: false,
    injected: ['automl-r1-source-0'],
    source: null,
    store: null,
    ownSecrets: new Map(),
    grace: 10,
    verbose: false,
    ...fields,
  };
}

export const store = { claim: 'automl-r1-store', sharesNode: true } as const;

export function order(step: PlanStep, fields: Partial<TaskOrder> = {}): TaskOrder {
  return { task: { step: step.name }, attempt: 1, params: {}, code: step.code, env: step.env, inputs: {}, ...fields };
}

/** As the children of a fan-out, numbered from 1. */
export function children(step: PlanStep, count: number): TaskOrder[] {
  return Array.from({ length: count }, (_, index) =>
    order(step, { task: { step: step.name, iteration: index + 1 }, params: { alpha: index } }),
  );
}
