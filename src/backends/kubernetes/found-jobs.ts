/** Jobs that another driver of the run has made: whose attempt is ordered again goes on there, and nothing is made twice. */
import { taskKey, type Task } from '../../plan/plan.ts';
import type { TaskOrder } from '../backend.ts';
import type { Job, Pod } from './client/types.ts';
import { attemptKey } from './objects/attempt-key.ts';
import { membersOf, type JobMember } from './objects/job.ts';
import { labels, labelValue } from './objects/labels.ts';

export interface FoundPlace extends Pick<JobMember, 'index' | 'rank'> {
  readonly job: string;
}

/** What was seen of a Job before its attempts were ordered. */
interface Seen {
  job: Job | null;
  readonly pods: Map<string, { readonly pod: Pod; readonly gone: boolean }>;
}

export class FoundJobs {
  /** By step, child and attempt. */
  readonly #places = new Map<string, FoundPlace>();
  readonly #seen = new Map<string, Seen>();
  /** Tasks that were ordered and do not go on yet; true: they are to be stopped as soon as they do. */
  readonly #coming = new Map<string, boolean>();

  constructor(jobs: readonly Job[]) {
    for (const job of jobs) {
      const { name = '', labels: own = {} } = job.metadata ?? {};
      const step = own[labels.step] ?? '';
      this.#seen.set(name, { job: null, pods: new Map() });
      for (const { iteration, attempt, index, rank } of membersOf(job))
        this.#places.set(attemptKey(step, iteration, attempt), { job: name, index, rank });
    }
  }

  /** Null: there is no Job for it. */
  placeOf({ task, attempt }: Pick<TaskOrder, 'task' | 'attempt'>): FoundPlace | null {
    return this.#places.get(attemptKey(labelValue(task.step), task.iteration ?? null, attempt)) ?? null;
  }

  /** It goes on as soon as its log is ready. */
  expect(order: TaskOrder): void {
    if (this.placeOf(order) !== null) this.#coming.set(taskKey(order.task), false);
  }

  get isDone(): boolean {
    return this.#coming.size === 0;
  }

  isComing({ task }: Pick<TaskOrder, 'task'>): boolean {
    return this.#coming.has(taskKey(task));
  }

  /** When it goes on. */
  stop(task: Task): void {
    this.#coming.set(taskKey(task), true);
  }

  stopAll(): void {
    for (const task of this.#coming.keys()) this.#coming.set(task, true);
  }

  /** It goes on now: whether it is to be stopped. */
  arrive({ task }: TaskOrder): boolean {
    const isUnwanted = this.#coming.get(taskKey(task)) === true;
    this.#coming.delete(taskKey(task));
    return isUnwanted;
  }

  /** Kept until somebody asks for it. */
  seeJob(job: Job): void {
    const seen = this.#seen.get(job.metadata?.name ?? '');
    if (seen !== undefined) seen.job = job;
  }

  seePod(pod: Pod, gone: boolean): void {
    const { uid = '', labels: own = {} } = pod.metadata ?? {};
    this.#seen.get(own['batch.kubernetes.io/job-name'] ?? '')?.pods.set(uid, { pod, gone });
  }

  /** What was seen of it so far. Kept: of its children some may be ordered later than others. */
  seen(job: string): Seen {
    return this.#seen.get(job) ?? { job: null, pods: new Map() };
  }
}
