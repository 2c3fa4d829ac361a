/** The Jobs of a run and the attempts in them: one alone, or one at each index. */
import type { Attempt } from './attempt.ts';
import type { Job, Pod } from './client/types.ts';

export class JobMembers {
  /** By Job, then by index (0 for a Job of one). */
  readonly #jobs = new Map<string, Map<number, Attempt>>();

  add(attempt: Attempt): void {
    const { job, index } = attempt.place;
    const members = this.#jobs.get(job) ?? new Map<number, Attempt>();
    members.set(index ?? 0, attempt);
    this.#jobs.set(job, members);
  }

  of(job: string): readonly Attempt[] {
    return [...(this.#jobs.get(job)?.values() ?? [])];
  }

  /** Null: it is no pod of a step's Job. */
  seePod(pod: Pod, gone: boolean): Attempt | null {
    const { labels = {}, annotations = {} } = pod.metadata ?? {};
    const index = Number(annotations['batch.kubernetes.io/job-completion-index'] ?? 0);
    const attempt = this.#jobs.get(labels['batch.kubernetes.io/job-name'] ?? '')?.get(index) ?? null;
    attempt?.seePod(pod, gone);
    return attempt;
  }

  seeJob(job: Job, gone: boolean): void {
    for (const attempt of this.of(job.metadata?.name ?? '')) attempt.seeJob(job, gone);
  }
}
