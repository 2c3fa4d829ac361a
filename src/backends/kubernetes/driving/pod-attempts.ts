/** Which attempts run in a pod that another driver has made. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { Job, Pod } from '../client/types.ts';
import { membersOf, type JobMember } from '../objects/job.ts';
import { labels, labelValue } from '../objects/labels.ts';
import type { Ordered } from '../open-logs.ts';

export interface PodAttempt extends Ordered {
  readonly step: PlanStep;
  /** Its turn among the children that share the pod; null: it is alone. */
  readonly rank: JobMember['rank'];
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
  async of(pod: Pod): Promise<PodAttempt | null> {
    const [only, ...others] = await this.allOf(pod);
    return only === undefined || others.length > 0 ? null : only;
  }

  /** None: it is none of ours. @throws ApiError */
  async allOf({ metadata }: Pod): Promise<readonly PodAttempt[]> {
    const { labels: own = {}, annotations = {} } = metadata ?? {};
    const name = own['batch.kubernetes.io/job-name'];
    const step = this.#steps.get(own[labels.step] ?? '');
    if (step === undefined || name === undefined) return [];
    const reading = this.#jobs.get(name) ?? this.#api.get('Job', name);
    this.#jobs.set(name, reading);
    const job = await reading.catch((error: unknown) => {
      this.#jobs.delete(name);
      throw error;
    });
    const index = annotations['batch.kubernetes.io/job-completion-index'] ?? '';
    const members = job === null ? [] : membersOf(job).filter((member) => String(member.index ?? '') === index);
    return members.map(({ iteration, attempt, rank }) => {
      return { step, attempt, rank, task: { step: step.name, ...(iteration === null ? {} : { iteration }) } };
    });
  }
}
