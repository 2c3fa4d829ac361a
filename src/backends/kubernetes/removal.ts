/** Takes away from the cluster what is not wanted any more. */
import type { Attempt } from './attempt.ts';
import type { KubeApi } from './client/api.ts';
import { grouped } from './grouped.ts';
import type { JobMembers } from './job-members.ts';
import { inLanes } from './lanes.ts';
import type { OpenWork } from './open-work.ts';

/** Calls at the same time. */
const lanes = 16;

export class Removal {
  readonly #api: KubeApi;
  readonly #members: JobMembers;
  readonly #work: OpenWork;
  #doomed = new Set<Attempt>();

  constructor(api: KubeApi, members: JobMembers, work: OpenWork) {
    this.#api = api;
    this.#members = members;
    this.#work = work;
  }

  /** Nothing waits to be taken away. */
  get isDone(): boolean {
    return this.#doomed.size === 0;
  }

  /** Collected, since many that stop together may be a whole Job. */
  add(attempt: Attempt): void {
    if (this.#doomed.size === 0) {
      setImmediate(() => {
        this.#begin();
      });
    }
    this.#doomed.add(attempt);
  }

  /** A Job of which nothing is wanted any more goes as a whole; of others only the pod, which fails its index. */
  #begin(): void {
    const doomed = this.#doomed;
    this.#doomed = new Set();
    const removals: (() => Promise<void>)[] = [];
    for (const [job, attempts] of grouped(doomed, (attempt) => attempt.place.job)) {
      if (this.#members.of(job).every((member) => member.over || doomed.has(member))) {
        removals.push(() => this.#api.delete('Job', job).then(() => undefined));
        continue;
      }
      for (const { podName } of attempts) {
        if (podName !== null) removals.push(() => this.#api.delete('Pod', podName).then(() => undefined));
      }
    }
    // What can't be removed now goes with the run's anchor.
    this.#work.add(inLanes(lanes, removals).catch(() => undefined));
  }
}
