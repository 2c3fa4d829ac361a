/** Steps as Jobs of a cluster, services as Deployments. Order the same attempt twice and there is still one. */
import { taskKey, type PlanStep, type Task } from '../../plan/plan.ts';
import type { Backend, BackendEvent, BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent, type StepResult } from '../result.ts';
import type { AttemptWorld } from './attempt-world.ts';
import type { KubeApi } from './client/api.ts';
import { systemSleep } from '../../http/backoff.ts';
import { DueOrders, type Batch } from './due-orders.ts';
import { JobAttempts, type JobAttemptsOptions } from './job-attempts.ts';
import { inLanes } from './lanes.ts';
import { ofWork } from './objects/labels.ts';
import type { RunFacts } from './objects/run-facts.ts';
import { Observer } from './observer.ts';
import { OpenLogs, type Ordered } from './open-logs.ts';
import { OpenWork } from './open-work.ts';
import { isService } from './objects/service.ts';
import type { Environment } from './serving/environment.ts';
import { RollOuts } from './serving/roll-outs.ts';

export interface KubernetesBackendOptions extends Pick<JobAttemptsOptions, 'found' | 'stored'> {
  readonly api: KubeApi;
  readonly plan: BackendPlan;
  readonly facts: RunFacts;
  readonly environment: Environment;
  /** The cluster can't be watched any more: nothing that happens there would be seen. */
  readonly onBlind: (error: unknown) => void;
  /** Where the log of an attempt belongs; its folder exists. */
  readonly logPath: (task: Task, attempt: number) => string;
  readonly onBegan: (event: Extract<BackendEvent, { type: 'began' }>) => void;
  readonly onEnded: (event: Extract<BackendEvent, { type: 'ended' }>) => void;
  /** A promise means: whoever reads is behind, and the log stands still until it is there. */
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
}

/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Calls that create at the same time. */
const lanes = 16;
/** Children of a step from which on its Job says how many run at the same time. */
const fewestQueued = 8;
/** Seconds that logs may take to come to their end when the run is over. */
const logsPatience = 30;
/** The same when something was stopped: a CI kills us soon after. */
const lastWords = 2;
/** Milliseconds that calls may take when the driver leaves. */
const lastCalls = 5000;

export class KubernetesBackend implements Backend {
  readonly name = 'kubernetes';
  readonly #options: KubernetesBackendOptions;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  readonly #due = new DueOrders((batches) => {
    this.#begin(batches);
  });
  readonly #work = new OpenWork();
  readonly #logs: OpenLogs;
  readonly #rollOuts: RollOuts;
  readonly #observer: Observer;
  readonly #jobs: JobAttempts;
  #closing = false;
  /** Another driver goes on with all. */
  #isLeft = false;
  #ticking: NodeJS.Timeout | null = null;

  constructor(options: KubernetesBackendOptions) {
    const { api, plan, facts, environment } = options;
    this.#options = options;
    this.#steps = new Map(plan.steps.map((step) => [step.name, step]));
    const logs = new OpenLogs(options);
    this.#logs = logs;
    this.#jobs = new JobAttempts({ ...options, logs, work: this.#work, world: this.#world() });
    this.#rollOuts = new RollOuts({
      api,
      plan,
      facts,
      environment,
      logs,
      work: this.#work,
      eventsOf: (pod) => this.#observer.eventsOf('Pod', pod),
      say: (order, message) => {
        this.#say(order, message);
      },
      ended: (order, result) => {
        this.#end(order, result);
      },
    });
    this.#observer = new Observer({
      api,
      selector: ofWork(facts.id),
      onPod: (pod, gone) => {
        this.#jobs.seePod(pod, gone);
      },
      onJob: (job, gone) => {
        this.#jobs.seeJob(job, gone);
      },
      onEvent: ({ involvedObject }) => {
        this.#hear(involvedObject.uid);
      },
      onFailure: options.onBlind,
    });
  }

  /** An image's own code is told what to do by a Job of its own. */
  queues({ service, code }: PlanStep, children: number): boolean {
    return children >= fewestQueued && service === undefined && code.kind !== 'image';
  }

  start(order: TaskOrder): void {
    if (!this.#due.isNew(order)) return;
    if (this.#closing) {
      this.#end(order, resultWithoutAgent('cancelled', 'cancelled before it started'));
      return;
    }
    this.#jobs.announce(order);
    this.#due.add(order);
  }

  find(order: TaskOrder): void {
    const step = this.#steps.get(order.task.step);
    const isServing = step !== undefined && isService(step);
    if (!isServing && this.#jobs.has(order)) this.start(order);
    else if (!this.#due.isNew(order)) return;
    // Now, or it would be cancelled before it has found what is to be undone.
    else if (isServing) this.#rollOuts.begin(step, order);
    else this.#end(order, resultWithoutAgent('cancelled', 'was cancelled'));
  }

  cancel(task: Task): void {
    const key = taskKey(task);
    if (!this.#jobs.isComing({ task })) this.#drop((order) => taskKey(order.task) === key);
    this.#rollOuts.cancel(task);
    this.#jobs.cancel(task);
  }

  async close(): Promise<void> {
    if (this.#isLeft) return;
    this.#closing = true;
    this.#drop((order) => !this.#jobs.isComing(order));
    const isStopped = this.#jobs.stopAll();
    this.#rollOuts.cancelAll();
    await this.#settled();
    await this.#logs.close(isStopped ? lastWords : logsPatience);
    if (this.#ticking !== null) clearInterval(this.#ticking);
    await this.#observer.close();
    await this.#work.settled();
  }

  async leave(): Promise<void> {
    this.#closing = true;
    this.#isLeft = true;
    this.#due.drop(() => true);
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#jobs.leave();
    this.#rollOuts.leave();
    this.#logs.leave();
    // What is on its way to the API server should be there before the next driver looks.
    const enough = new AbortController();
    await Promise.race([this.#work.settled(), systemSleep(lastCalls, enough.signal)]);
    enough.abort();
    await this.#observer.close();
  }

  /** What was ordered and has not been begun is not begun. */
  #drop(isMeant: (order: TaskOrder) => boolean): void {
    for (const order of this.#due.drop(isMeant))
      this.#end(order, resultWithoutAgent('cancelled', 'cancelled before it started'));
  }

  #begin(batches: readonly Batch[]): void {
    const creations = batches.flatMap((batch) => this.#beginBatch(batch));
    this.#work.add(inLanes(lanes, creations));
    this.#ticking ??= setInterval(() => {
      this.#tick();
    }, curiousAfter);
  }

  /** Gives what is left to do. */
  #beginBatch(orders: Batch): readonly (() => Promise<void>)[] {
    const [{ task }] = orders;
    const step = this.#steps.get(task.step);
    if (step === undefined) {
      const result = resultWithoutAgent('failed', `the plan has no step ${task.step}`);
      for (const order of orders) this.#end(order, result);
      return [];
    }
    if (isService(step)) {
      for (const order of orders) this.#rollOuts.begin(step, order);
      return [];
    }
    return this.#jobs.begin(step, orders);
  }

  #world(): Omit<AttemptWorld, 'remove'> {
    return {
      eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
      readEvents: (uid) => this.#observer.readEvents(uid),
      openLog: ({ place }, pod, hear) => {
        // Nothing of ours is in such a container: what looks like a message is the code's own.
        const isAlone = place.step.code.kind === 'image';
        return this.#logs.follow(place, pod, isAlone ? null : hear);
      },
      say: ({ place }, message) => {
        this.#say(place, message);
      },
      began: ({ place: { task, attempt, parallel } }) => {
        if (parallel !== null) this.#options.onBegan({ type: 'began', task, attempt });
      },
      ended: ({ place }, result) => {
        this.#end(place, result);
      },
    };
  }

  #say({ task, attempt }: Ordered, message: string): void {
    void this.#options.onOutput({ type: 'phase', task, attempt, message });
  }

  #end({ task, attempt }: Ordered, result: StepResult): void {
    this.#options.onEnded({ type: 'ended', task, attempt, result });
  }

  #hear(uid: string | undefined): void {
    if (uid === undefined) return;
    this.#jobs.hear(uid);
    this.#rollOuts.look();
  }

  /** Events are read while something is waited for, and was not there the last time we looked. */
  #tick(): void {
    const { waiting } = this.#jobs;
    this.#observer.wantEvents(waiting.length > 0 || !this.#rollOuts.isDone);
    for (const attempt of waiting) attempt.lookForTrouble();
    this.#rollOuts.look();
  }

  /** Until every attempt has ended, and all that was asked of the cluster was answered. */
  async #settled(): Promise<void> {
    for (;;) {
      await this.#work.settled();
      if (this.#work.isDone && this.#jobs.isDone) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
