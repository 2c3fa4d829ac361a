/** One attempt of a step as a Job; several children of a fanned-out step as one Indexed Job. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type ConfigMap, type Job } from '../client/types.ts';
import { childrenMap } from './children.ts';
import { labels, stepLabels } from './labels.ts';
import { ownedMeta } from './metadata.ts';
import { childrenJobName, jobName } from './names.ts';
import { podTemplate } from './pod.ts';
import type { RunFacts } from './run-facts.ts';

export { fitChildren } from './children.ts';

/** @throws AutomlError PREFLIGHT for a step that is told more than fits */
export function stepJob(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder): Job {
  return {
    apiVersion: kinds.Job.apiVersion,
    kind: 'Job',
    metadata: ownedMeta(facts, jobName(facts, order.task, order.attempt), 'step', stepLabels(step, order)),
    spec: {
      completions: 1,
      parallelism: 1,
      // Retries are the engine's: a new attempt is a new Job.
      backoffLimit: 0,
      podReplacementPolicy: 'Failed',
      template: podTemplate({ facts, plan, step, order, children: null, lasts: null }),
    },
  };
}

/**
 * @param orders of one step and attempt, in the order of the indexes; as many as `fitChildren` puts together
 * @throws Error for too many
 */
export function childrenJob(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  orders: readonly TaskOrder[],
): { readonly job: Job; readonly children: ConfigMap } {
  const [first] = orders;
  if (first === undefined) throw new Error(`no children of ${step.name} to start`);
  const name = childrenJobName(facts, step.name, first.attempt, first.task.iteration ?? 0);
  const told = stepLabels(step, { attempt: first.attempt, task: { step: step.name } });
  const iterations = JSON.stringify(orders.map(({ task }) => task.iteration ?? null));
  const meta = { ...ownedMeta(facts, name, 'step', told), annotations: { [labels.iterations]: iterations } };
  return {
    children: childrenMap(meta, facts, plan, step, orders),
    job: {
      apiVersion: kinds.Job.apiVersion,
      kind: 'Job',
      metadata: meta,
      spec: {
        completionMode: 'Indexed',
        completions: orders.length,
        parallelism: orders.length,
        // One child's failure is no other's.
        backoffLimitPerIndex: 0,
        podReplacementPolicy: 'Failed',
        template: podTemplate({ facts, plan, step, order: first, children: name, lasts: null }),
      },
    },
  };
}

/** The iteration of the child at an index of such a Job; null: it is none, or has no such index. */
export function iterationAt({ metadata }: Job, index: number): number | null {
  const list: unknown = JSON.parse(metadata?.annotations?.[labels.iterations] ?? '[]');
  const iteration: unknown = Array.isArray(list) ? list[index] : null;
  return typeof iteration === 'number' ? iteration : null;
}
