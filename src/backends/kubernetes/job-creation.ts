/** Jobs for what is to start: one for a task, one for all children of a step that start together. */
import type { PlanStep } from '../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent } from '../result.ts';
import type { Attempt } from './attempt.ts';
import { ApiError, type KubeApi } from './client/api.ts';
import type { ConfigMap, Job } from './client/types.ts';
import { creationSentence } from './diagnosis/creation.ts';
import type { Batch } from './due-orders.ts';
import type { FoundPlace } from './found-jobs.ts';
import { insist } from './insist.ts';
import { childrenJob, stepJob } from './objects/job.ts';
import { labels } from './objects/labels.ts';
import { childrenJobName, jobName } from './objects/names.ts';
import { podPlaces, podsFor } from './objects/pod-places.ts';
import type { RunFacts } from './objects/run-facts.ts';
import type { OpenLogs } from './open-logs.ts';
import { createFresh, createOwned } from './ownership.ts';

export interface JobCreationOptions {
  readonly api: KubeApi;
  readonly plan: BackendPlan;
  readonly facts: RunFacts;
  readonly logs: OpenLogs;
  /** An attempt begins: its Job is made next. */
  readonly expect: (order: TaskOrder, step: PlanStep, place: FoundPlace) => Attempt;
  readonly remove: (attempt: Attempt) => void;
}

/** The Job, and what must be there before it. */
interface Made {
  readonly job: Job;
  readonly children: readonly ConfigMap[];
}

export class JobCreation {
  readonly #options: JobCreationOptions;

  constructor(options: JobCreationOptions) {
    this.#options = options;
  }

  /** All are expected when this returns; what is left to do comes back. None of it rejects. */
  of(step: PlanStep, orders: Batch): readonly (() => Promise<void>)[] {
    const [{ task, attempt }, ...others] = orders;
    const { facts, plan, expect } = this.#options;
    // A step that runs the code of its image is told everything by its pod, so each of its children is alone.
    if (others.length === 0 || step.code.kind === 'image') return orders.map((order) => this.#single(step, order));
    const job = childrenJobName(facts, step.name, attempt, task.iteration ?? 0);
    const places = podPlaces(orders.length, podsFor(step, orders));
    const attempts = orders.flatMap((order, at) => {
      const place = places[at];
      return place === undefined ? [] : [expect(order, step, { job, ...place })];
    });
    return [() => this.#create(attempts, () => childrenJob(facts, plan, step, orders))];
  }

  #single(step: PlanStep, order: TaskOrder): () => Promise<void> {
    const { facts, plan, expect } = this.#options;
    const job = jobName(facts, order.task, order.attempt);
    const attempt = expect(order, step, { job, index: null, rank: null });
    return () => this.#create([attempt], () => ({ job: stepJob(facts, plan, step, order), children: [] }));
  }

  async #create(attempts: readonly Attempt[], make: () => Made): Promise<void> {
    const { api, facts, logs, remove } = this.#options;
    const isOff = (): boolean => attempts.every(({ over }) => over);
    try {
      await logs.begin(attempts.map(({ place }) => place));
      if (isOff()) return;
      const { job, children } = make();
      for (const map of children) await insist(api, attempts, () => createFresh(api, 'ConfigMap', map, facts));
      if (isOff()) return;
      await insist(api, attempts, () => this.#createJob(job));
      // Stopped meanwhile, when there was nothing to take away yet.
      for (const attempt of attempts) if (attempt.over) remove(attempt);
    } catch (error) {
      const reason = creationSentence(error, api.namespace);
      const failure = resultWithoutAgent('failed', `the step could not be started: ${reason}`);
      const result = error instanceof OtherChildren ? { ...failure, lost: true as const } : failure;
      // Without a clear answer there may be a Job all the same.
      const isUnclear = error instanceof ApiError && (error.status === null || error.status >= 500);
      for (const attempt of attempts) {
        attempt.refuse(result);
        if (isUnclear) remove(attempt);
      }
    }
  }
  /** @throws OtherChildren */
  async #createJob(job: Job): Promise<void> {
    const { api, facts } = this.#options;
    const { object, created } = await createOwned(api, 'Job', job, facts);
    if (created || iterationsOf(object) === iterationsOf(job)) return;
    const { name = '', uid = '' } = object.metadata ?? {};
    await api.delete('Job', name, { uid });
    throw new OtherChildren();
  }
}

/** A former driver's creation came late, and put other children under the same name: all begin anew under another. */
class OtherChildren extends Error {
  constructor() {
    super('another driver has made its Job for other children');
  }
}

function iterationsOf({ metadata }: Job): string | undefined {
  return metadata?.annotations?.[labels.iterations];
}
