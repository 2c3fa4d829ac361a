/** One attempt of a step as a Job; several children of a fanned-out step as one Indexed Job. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type ConfigMap, type Job } from '../client/types.ts';
import { grouped } from '../grouped.ts';
import { childrenMaps } from './children.ts';
import { labels, stepLabels } from './labels.ts';
import { ownedMeta } from './metadata.ts';
import { childrenJobName, jobName } from './names.ts';
import { podPlaces, podsFor, type PodPlace } from './pod-places.ts';
import { podTemplate } from './pod.ts';
import { numbersIn, rangesText } from './ranges.ts';
import type { RunFacts } from './run-facts.ts';

type JobSpec = NonNullable<Job['spec']>;

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
      ...replacing(step, 'alone'),
      template: podTemplate({ facts, plan, step, order, children: null, most: 1, lasts: null }),
    },
  };
}

/**
 * @param orders of one step and attempt, in the order of the indexes; the first says how many pods run at the same time
 * @throws Error for a child that is told more than fits
 */
export function childrenJob(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  orders: readonly TaskOrder[],
): { readonly job: Job; readonly children: readonly ConfigMap[] } {
  const [first] = orders;
  if (first === undefined) throw new Error(`no children of ${step.name} to start`);
  const name = childrenJobName(facts, step.name, first.attempt, first.task.iteration ?? 0);
  const told = stepLabels(step, { attempt: first.attempt, task: { step: step.name } });
  const iterations = rangesText(orders.map(({ task }) => task.iteration ?? 0));
  const meta = { ...ownedMeta(facts, name, 'step', told), annotations: { [labels.iterations]: iterations } };
  const pods = inPods(step, orders);
  const maps = childrenMaps(meta, facts, plan, step, pods);
  const most = Math.max(...pods.map(({ length }) => length));
  const children = maps.map(({ metadata }) => metadata?.name ?? '');
  return {
    children: maps,
    job: {
      apiVersion: kinds.Job.apiVersion,
      kind: 'Job',
      metadata: meta,
      spec: {
        completionMode: 'Indexed',
        completions: pods.length,
        parallelism: first.parallel ?? pods.length,
        // One child's failure is no other's.
        backoffLimitPerIndex: 0,
        ...replacing(step, most === 1 ? 'alone' : 'shared'),
        template: podTemplate({ facts, plan, step, order: first, children, most, lasts: null }),
      },
    },
  };
}

/** By index. */
function inPods(step: PlanStep, orders: readonly TaskOrder[]): readonly (readonly TaskOrder[])[] {
  const places = podPlaces(orders.length, podsFor(step, orders));
  const placed = orders.map((order, at) => ({ order, index: places[at]?.index }));
  return [...grouped(placed, ({ index }) => index).values()].map((pod) => pod.map(({ order }) => order));
}

/**
 * A pod that is evicted, preempted or drained is made anew by the Job itself, also while nobody drives the run, once its
 * container has ended: two pods would write the same files. One that is shared is not, or children that have ended would run
 * again.
 */
function replacing(
  { onLost }: PlanStep,
  pod: 'alone' | 'shared',
): Pick<JobSpec, 'podReplacementPolicy' | 'podFailurePolicy'> {
  const onPodConditions = [{ type: 'DisruptionTarget', status: 'True' }];
  return {
    podReplacementPolicy: 'Failed',
    ...(onLost === 'fail' || pod === 'shared'
      ? {}
      : { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions }] } }),
  };
}

export interface JobMember {
  /** Null: the step is not fanned out. */
  readonly iteration: number | null;
  readonly attempt: number;
  /** Null: it is no Indexed Job. */
  readonly index: number | null;
  readonly rank: PodPlace['rank'];
}

/** The attempts that a step's Job is of, by what it says itself: any driver can go on with it. */
export function membersOf({ metadata, spec }: Job): readonly JobMember[] {
  const { labels: told = {}, annotations = {} } = metadata ?? {};
  const attempt = Number(told[labels.attempt]);
  if (!Number.isInteger(attempt)) return [];
  if (spec?.completionMode !== 'Indexed') {
    const iteration = told[labels.iteration];
    return [{ iteration: iteration === undefined ? null : Number(iteration), attempt, index: null, rank: null }];
  }
  const iterations = numbersIn(annotations[labels.iterations] ?? '');
  const places = podPlaces(iterations.length, spec.completions ?? iterations.length);
  return places.map((place, at) => ({ iteration: iterations[at] ?? null, attempt, ...place }));
}
