/** The Jobs of a run and the attempts in them: one alone, or at each index one, or several whose turns come in one pod. */
import type { AttemptPlace } from './attempt-world.ts';
import type { Attempt } from './attempt.ts';
import type { Job, Pod } from './client/types.ts';

export class JobMembers {
  /** By Job, then by index (0 for a Job of one). */
  readonly #jobs = new Map<string, Map<number, Attempt[]>>();

  add(attempt: Attempt): void {
    const { job, index } = attempt.place;
    const members = this.#jobs.get(job) ?? new Map<number, Attempt[]>();
    members.set(index ?? 0, [...this.sharing(attempt.place), attempt]);
    this.#jobs.set(job, members);
  }

  of(job: string): readonly Attempt[] {
    return [...(this.#jobs.get(job)?.values() ?? [])].flat();
  }

  /** All whose pod is the one of that place. */
  sharing({ job, index }: Pick<AttemptPlace, 'job' | 'index'>): readonly Attempt[] {
    return this.#jobs.get(job)?.get(index ?? 0) ?? [];
  }

  /** False: it is no pod of a step's Job. */
  seePod(pod: Pod, gone: boolean): boolean {
    const { labels = {}, annotations = {} } = pod.metadata ?? {};
    const index = Number(annotations['batch.kubernetes.io/job-completion-index'] ?? 0);
    const attempts = this.sharing({ job: labels['batch.kubernetes.io/job-name'] ?? '', index });
    for (const attempt of attempts) attempt.seePod(pod, gone);
    return attempts.length > 0;
  }

  seeJob(job: Job, gone: boolean): void {
    for (const attempt of this.of(job.metadata?.name ?? '')) attempt.seeJob(job, gone);
  }
}
