/** Takes away from the cluster what is not wanted any more. */
import type { Attempt } from './attempt.ts';
import type { KubeApi } from './client/api.ts';
import { grouped } from './grouped.ts';
import type { JobMembers } from './job-members.ts';
import { inLanes } from './lanes.ts';
import type { Ordered } from './open-logs.ts';
import type { OpenWork } from './open-work.ts';

/** Calls at the same time. */
const lanes = 16;
/** Seconds; with 0 the pod's name would be free before its container is gone. */
const shortGrace = 1;

export interface RemovalOptions {
  readonly api: KubeApi;
  readonly members: JobMembers;
  readonly work: OpenWork;
  /** Settles when the journal in the cluster has the ends of these attempts, and all that was decided so far. */
  readonly stored: (ended: readonly Ordered[]) => Promise<void>;
}

export class Removal {
  readonly #api: KubeApi;
  readonly #members: JobMembers;
  readonly #work: OpenWork;
  readonly #stored: RemovalOptions['stored'];
  #doomed = new Set<Attempt>();
  #isHurried = false;

  constructor({ api, members, work, stored }: RemovalOptions) {
    this.#api = api;
    this.#members = members;
    this.#work = work;
    this.#stored = stored;
  }

  /** Nothing waits to be taken away. */
  get isDone(): boolean {
    return this.#doomed.size === 0;
  }

  /** What is taken away from now on gets no time to end. */
  hurry(): void {
    this.#isHurried = true;
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

  async #removeJob(job: string): Promise<void> {
    const isHeldBack = ({ place, podName }: Attempt): boolean => place.parallel !== null && podName === null;
    // Else pods that go would make room for others, until its controller knows that it is gone.
    if (this.#members.of(job).some(isHeldBack)) await this.#api.patch('Job', job, { spec: { parallelism: 0 } });
    const isFound = await this.#api.delete('Job', job);
    // Somebody may have deleted the Job and left its pods alone.
    if (!isFound || this.#isHurried) await Promise.all(this.#members.of(job).map((member) => this.#removePod(member)));
  }

  async #removePod({ podName }: Attempt): Promise<void> {
    if (podName !== null) await this.#api.delete('Pod', podName, this.#isHurried ? { graceSeconds: shortGrace } : {});
  }

  /** A Job of which nothing is wanted any more goes as a whole; of others only the pod, which fails its index. */
  #begin(): void {
    const doomed = this.#doomed;
    this.#doomed = new Set();
    const removals: (() => Promise<void>)[] = [];
    for (const [job, attempts] of grouped(doomed, (attempt) => attempt.place.job)) {
      if (this.#members.of(job).every((member) => member.over || doomed.has(member))) {
        removals.push(() => this.#removeJob(job));
        continue;
      }
      for (const attempt of attempts) removals.push(() => this.#removePod(attempt));
    }
    // Else the next driver would find neither an end nor a Job, and begin anew.
    const ended = [...doomed].flatMap(({ over, place }) => (over ? [place] : []));
    const done = this.#stored(ended).then(() => inLanes(lanes, removals));
    // What can't be removed now goes when the run ends.
    this.#work.add(done.catch(() => undefined));
  }
}
