/** Which attempt runs in a pod that another driver has made. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { Job, Pod } from '../client/types.ts';
import { membersOf } from '../objects/job.ts';
import { labels, labelValue } from '../objects/labels.ts';
import type { Ordered } from '../open-logs.ts';

export interface PodAttempt extends Ordered {
  readonly step: PlanStep;
}

export class PodAttempts {
  readonly #api: KubeApi;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  readonly #jobs = new Map<string, Promise<Job | null>>();

  constructor(api: KubeApi, { steps }: Pick<Plan, 'steps'>) {
    this.#api = api;
    this.#steps = new Map(steps.map((step) => [labelValue(step.name), step]));
  }

  /** Null: it is none of ours, or several children run in it, one after the other. @throws ApiError */
  async of({ metadata }: Pod): Promise<PodAttempt | null> {
    const { labels: own = {}, annotations = {} } = metadata ?? {};
    const name = own['batch.kubernetes.io/job-name'];
    const step = this.#steps.get(own[labels.step] ?? '');
    if (step === undefined || name === undefined) return null;
    const reading = this.#jobs.get(name) ?? this.#api.get('Job', name);
    this.#jobs.set(name, reading);
    const job = await reading.catch((error: unknown) => {
      this.#jobs.delete(name);
      throw error;
    });
    const index = annotations['batch.kubernetes.io/job-completion-index'] ?? '';
    const members = job === null ? [] : membersOf(job).filter((member) => String(member.index ?? '') === index);
    const [member] = members;
    if (member === undefined || members.length > 1) return null;
    const { iteration, attempt } = member;
    return { step, attempt, task: { step: step.name, ...(iteration === null ? {} : { iteration }) } };
  }
}
