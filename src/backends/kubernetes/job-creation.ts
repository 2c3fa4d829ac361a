/** Jobs for what is to start: one for a task, one for all children of a step that start together. */
import type { PlanStep } from '../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent } from '../result.ts';
import type { Attempt } from './attempt.ts';
import { ApiError, type KubeApi } from './client/api.ts';
import type { ConfigMap, Job } from './client/types.ts';
import { creationSentence } from './diagnosis/creation.ts';
import type { Batch } from './due-orders.ts';
import { inLanes } from './lanes.ts';
import { childrenJob, fitChildren, stepJob } from './objects/job.ts';
import { childrenJobName, jobName } from './objects/names.ts';
import type { RunFacts } from './objects/run-facts.ts';
import type { OpenLogs } from './open-logs.ts';
import { createOwned } from './ownership.ts';

export interface JobCreationOptions {
  readonly api: KubeApi;
  readonly plan: BackendPlan;
  readonly facts: RunFacts;
  readonly logs: OpenLogs;
  /** An attempt begins: its Job is made next. @param index in an Indexed Job */
  readonly expect: (order: TaskOrder, step: PlanStep, job: string, index: number | null) => Attempt;
  readonly remove: (attempt: Attempt) => void;
}

/** The Job, and what must be there before it. */
interface Made {
  readonly job: Job;
  readonly children: ConfigMap | null;
}

/** Log files that are made at the same time. */
const fileLanes = 16;

export class JobCreation {
  readonly #options: JobCreationOptions;

  constructor(options: JobCreationOptions) {
    this.#options = options;
  }

  /** All are expected when this returns; what is left to do comes back. None of it rejects. */
  of(step: PlanStep, orders: Batch): readonly (() => Promise<void>)[] {
    const [first] = orders;
    const { facts, plan, expect } = this.#options;
    if (orders.length === 1) {
      const attempt = expect(first, step, jobName(facts, first.task, first.attempt), null);
      return [() => this.#create([attempt], () => ({ job: stepJob(facts, plan, step, first), children: null }))];
    }
    return fitChildren(orders).map((part) => {
      const name = childrenJobName(facts, step.name, first.attempt, part[0]?.task.iteration ?? 0);
      const attempts = part.map((order, index) => expect(order, step, name, index));
      return () => this.#create(attempts, () => childrenJob(facts, plan, step, part));
    });
  }

  async #create(attempts: readonly Attempt[], make: () => Made): Promise<void> {
    const { api, facts, logs, remove } = this.#options;
    const isOff = (): boolean => attempts.every(({ over }) => over);
    try {
      await inLanes(
        fileLanes,
        attempts.map(
          ({ place }) =>
            () =>
              logs.begin(place),
        ),
      );
      if (isOff()) return;
      const { job, children } = make();
      if (children !== null) await createOwned(api, 'ConfigMap', children, facts);
      if (isOff()) return;
      await createOwned(api, 'Job', job, facts);
      // Stopped meanwhile, when there was nothing to take away yet.
      for (const attempt of attempts) if (attempt.over) remove(attempt);
    } catch (error) {
      const reason = creationSentence(error, api.namespace);
      const result = resultWithoutAgent('failed', `the step could not be started: ${reason}`);
      // Without a clear answer there may be a Job all the same.
      const isUnclear = error instanceof ApiError && (error.status === null || error.status >= 500);
      for (const attempt of attempts) {
        attempt.refuse(result);
        if (isUnclear) remove(attempt);
      }
    }
  }
}
