/** All attempts that are Jobs: those that we have begun, and those that another driver had. */
import { messageOf } from '../../errors.ts';
import { taskKey, type PlanStep, type Task } from '../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent } from '../result.ts';
import type { AttemptWorld } from './attempt-world.ts';
import { Attempt } from './attempt.ts';
import type { KubeApi } from './client/api.ts';
import type { Job, Pod } from './client/types.ts';
import type { Batch } from './due-orders.ts';
import { FoundJobs, type FoundPlace } from './found-jobs.ts';
import { grouped } from './grouped.ts';
import { JobCreation } from './job-creation.ts';
import { JobMembers } from './job-members.ts';
import type { RunFacts } from './objects/run-facts.ts';
import type { OpenLogs, Ordered } from './open-logs.ts';
import type { OpenWork } from './open-work.ts';
import { Removal } from './removal.ts';
import { SpentJobs } from './spent-jobs.ts';

export interface JobAttemptsOptions {
  readonly api: KubeApi;
  readonly plan: BackendPlan;
  readonly facts: RunFacts;
  readonly logs: OpenLogs;
  readonly work: OpenWork;
  /** Jobs that another driver has made for attempts which have not ended. */
  readonly found: readonly Job[];
  /** Settles when the journal in the cluster has the ends of these attempts, and all that was decided so far. */
  readonly stored: (ended: readonly Ordered[]) => Promise<void>;
  /** What attempts need besides. */
  readonly world: Omit<AttemptWorld, 'remove'>;
}

/** Seconds that what still runs has to say how it ended when nobody waits any more: a CI kills us soon after. */
const lastWords = 2;

export class JobAttempts {
  readonly #facts: RunFacts;
  readonly #logs: OpenLogs;
  readonly #world: AttemptWorld;
  readonly #members = new JobMembers();
  /** The newest of each task. */
  readonly #current = new Map<string, Attempt>();
  readonly #found: FoundJobs;
  readonly #removal: Removal;
  readonly #creation: JobCreation;
  readonly #spent: SpentJobs;
  /** Another driver goes on with all. */
  #isLeft = false;

  constructor({ api, plan, facts, logs, work, found, stored, world }: JobAttemptsOptions) {
    const removal = new Removal({ api, members: this.#members, work, stored });
    const remove = (attempt: Attempt): void => {
      removal.add(attempt);
    };
    this.#facts = facts;
    this.#logs = logs;
    this.#world = {
      ...world,
      remove,
      ended: (attempt, result) => {
        world.ended(attempt, result);
        if (result.state === 'succeeded') this.#spent.add(attempt.place);
      },
    };
    this.#spent = new SpentJobs({ api, facts, logs, work, stored });
    this.#found = new FoundJobs(found);
    this.#removal = removal;
    this.#creation = new JobCreation({
      api,
      plan,
      facts,
      logs,
      expect: (order, step, place) => this.#expect(order, step, place),
      remove,
    });
  }

  /** Nothing goes on, and nothing waits to be taken away. */
  get isDone(): boolean {
    return this.#open.length === 0 && this.#found.isDone && this.#removal.isDone;
  }

  /** Those that have no container yet. */
  get waiting(): readonly Attempt[] {
    return [...this.#current.values()].filter((attempt) => attempt.waiting);
  }

  /** There is a Job of another driver for it. */
  has(order: TaskOrder): boolean {
    return this.#found.placeOf(order) !== null;
  }

  /** It was ordered, and `begin` follows. */
  announce(order: TaskOrder): void {
    this.#found.expect(order);
  }

  /** It has a Job of another driver, which is about to be gone on with. */
  isComing(order: Pick<TaskOrder, 'task'>): boolean {
    return this.#found.isComing(order);
  }

  /** Gives what is left to do. */
  begin(step: PlanStep, orders: Batch): readonly (() => Promise<void>)[] {
    const places = grouped(orders, (order) => this.#found.placeOf(order)?.job ?? null);
    return [...places].flatMap(([job, [first, ...others]]) => {
      if (first === undefined) return [];
      return job === null ? this.#creation.of(step, [first, ...others]) : [this.#goOn(step, job, [first, ...others])];
    });
  }

  cancel(task: Task): void {
    if (this.#found.isComing({ task })) {
      this.#found.stop(task);
      return;
    }
    const attempt = this.#current.get(taskKey(task));
    if (attempt === undefined || attempt.over) return;
    this.#removal.add(attempt);
    attempt.stop(this.#facts.grace + 10);
  }

  /** Ends all that goes on, soon. Gives whether anything did. */
  stopAll(): boolean {
    this.#found.stopAll();
    const open = this.#open;
    if (open.length > 0) this.#removal.hurry();
    for (const attempt of open) {
      this.cancel(attempt.place.task);
      attempt.stop(lastWords);
    }
    return open.length > 0;
  }

  leave(): void {
    this.#isLeft = true;
    for (const attempt of this.#current.values()) attempt.leave();
  }

  seeJob(job: Job, gone: boolean): void {
    this.#members.seeJob(job, gone);
    this.#found.seeJob(job);
    if (!gone) this.#spent.seeJob(job);
  }

  /** False: it is no pod of an attempt that we know. */
  seePod(pod: Pod, gone: boolean): boolean {
    if (this.#members.seePod(pod, gone)) return true;
    this.#found.seePod(pod, gone);
    return false;
  }

  /** Something was told about the object with that uid. */
  hear(uid: string): void {
    for (const attempt of this.#current.values()) if (attempt.isAbout(uid)) attempt.lookForTrouble();
  }

  get #open(): readonly Attempt[] {
    return [...this.#current.values()].filter((attempt) => !attempt.over);
  }

  /** With what another driver has begun. */
  #goOn(step: PlanStep, name: string, orders: Batch): () => Promise<void> {
    return async () => {
      const trouble = await this.#logs.begin(orders).then(() => null, messageOf);
      if (this.#isLeft) return;
      for (const order of orders) {
        const place = this.#found.placeOf(order);
        if (place !== null) this.#expect(order, step, place);
      }
      if (trouble !== null) {
        this.#refuse(orders, `the step could not be gone on with: ${trouble}`);
        return;
      }
      const { job, pods } = this.#found.seen(name);
      if (job !== null) this.#members.seeJob(job, false);
      for (const { pod, gone } of pods.values()) this.#members.seePod(pod, gone);
      for (const order of orders) if (this.#found.arrive(order)) this.cancel(order.task);
    };
  }

  #refuse(orders: Batch, reason: string): void {
    for (const order of orders) {
      this.#found.arrive(order);
      this.#current.get(taskKey(order.task))?.end(resultWithoutAgent('failed', reason));
    }
  }

  #expect({ task, attempt: number, parallel }: TaskOrder, step: PlanStep, place: FoundPlace): Attempt {
    const attempt = new Attempt({ task, attempt: number, step, parallel: parallel ?? null, ...place }, this.#world);
    this.#members.add(attempt);
    this.#current.set(taskKey(task), attempt);
    return attempt;
  }
}
