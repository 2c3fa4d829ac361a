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
    if (!isFound || this.#isHurried)
      await Promise.all(podsOf(this.#members.of(job)).map((name) => this.#removePod(name)));
  }

  async #removePod(name: string): Promise<void> {
    await this.#api.delete('Pod', name, this.#isHurried ? { graceSeconds: shortGrace } : {});
  }

  /** A Job, or else a pod, goes of which nothing is wanted any more; a pod that goes alone fails its index. */
  #begin(): void {
    const doomed = this.#doomed;
    this.#doomed = new Set();
    const removals: (() => Promise<void>)[] = [];
    for (const [job, attempts] of grouped(doomed, (attempt) => attempt.place.job)) {
      const isUnwanted = (member: Attempt): boolean => member.over || doomed.has(member);
      if (this.#members.of(job).every(isUnwanted)) {
        removals.push(() => this.#removeJob(job));
        continue;
      }
      const alone = attempts.filter(({ place }) => this.#members.sharing(place).every(isUnwanted));
      for (const name of podsOf(alone)) removals.push(() => this.#removePod(name));
    }
    // Else the next driver would find neither an end nor a Job, and begin anew.
    const ended = [...doomed].flatMap(({ over, place }) => (over ? [place] : []));
    const done = this.#stored(ended).then(() => inLanes(lanes, removals));
    // What can't be removed now goes when the run ends.
    this.#work.add(done.catch(() => undefined));
  }
}

/** Names, each once. */
function podsOf(attempts: readonly Attempt[]): readonly string[] {
  return [...new Set(attempts.flatMap(({ podName }) => podName ?? []))];
}
