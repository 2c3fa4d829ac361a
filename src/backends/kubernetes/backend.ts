/** Steps as Jobs of a cluster, services as Deployments. Order the same attempt twice and there is still one. */
import { messageOf } from '../../errors.ts';
import { taskKey, type PlanStep, type Task } from '../../plan/plan.ts';
import type { Backend, BackendEvent, BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent, type StepResult } from '../result.ts';
import type { AttemptWorld } from './attempt-world.ts';
import { Attempt } from './attempt.ts';
import type { KubeApi } from './client/api.ts';
import type { Pod } from './client/types.ts';
import { DueOrders, type Batch } from './due-orders.ts';
import { JobCreation } from './job-creation.ts';
import { JobMembers } from './job-members.ts';
import { inLanes } from './lanes.ts';
import { ofRun } from './objects/labels.ts';
import type { RunFacts } from './objects/run-facts.ts';
import { Observer } from './observer.ts';
import { OpenLogs, type Ordered } from './open-logs.ts';
import { OpenWork } from './open-work.ts';
import { Removal } from './removal.ts';
import { RollOuts } from './roll-outs.ts';
import type { StepLogOptions } from './step-log.ts';

export interface KubernetesBackendOptions {
  readonly api: KubeApi;
  readonly plan: BackendPlan;
  readonly facts: RunFacts;
  /** Where the log of an attempt belongs; its folder exists. */
  readonly logPath: (task: Task, attempt: number) => string;
  readonly onEnded: (event: Extract<BackendEvent, { type: 'ended' }>) => void;
  /** A promise means: whoever reads is behind, and the log stands still until it is there. */
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
}

/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Calls that create at the same time. */
const lanes = 16;
/** Seconds that logs may take to come to their end when the run is over. */
const logsPatience = 30;
/** Seconds that what still runs has to say how it ended when nobody waits any more: a CI kills us soon after. */
const lastWords = 2;

export class KubernetesBackend implements Backend {
  readonly name = 'kubernetes';
  readonly #options: KubernetesBackendOptions;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  readonly #due = new DueOrders((batches) => {
    this.#begin(batches);
  });
  readonly #members = new JobMembers();
  readonly #current = new Map<string, Attempt>();
  readonly #work = new OpenWork();
  readonly #logs: OpenLogs;
  readonly #rollOuts: RollOuts;
  readonly #observer: Observer;
  readonly #removal: Removal;
  readonly #creation: JobCreation;
  #failure: Error | null = null;
  #closing = false;
  #ticking: NodeJS.Timeout | null = null;

  constructor(options: KubernetesBackendOptions) {
    const { api, plan, facts } = options;
    this.#options = options;
    this.#steps = new Map(plan.steps.map((step) => [step.name, step]));
    const logs = new OpenLogs(options);
    const removal = new Removal(api, this.#members, this.#work);
    this.#logs = logs;
    this.#removal = removal;
    this.#creation = new JobCreation({
      api,
      plan,
      facts,
      logs,
      expect: (order, step, job, index) => this.#expect(order, step, job, index),
      remove: (attempt) => {
        removal.add(attempt);
      },
    });
    this.#rollOuts = new RollOuts({
      api,
      plan,
      facts,
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
      selector: ofRun(facts.id),
      onPod: (pod, gone) => {
        this.#seePod(pod, gone);
      },
      onJob: (job, gone) => {
        this.#members.seeJob(job, gone);
      },
      onEvent: ({ involvedObject }) => {
        this.#hear(involvedObject.uid);
      },
      onFailure: (error) => {
        this.#fail(error);
      },
    });
  }

  start(order: TaskOrder): void {
    if (!this.#due.isNew(order)) return;
    if (this.#closing) this.#end(order, resultWithoutAgent('cancelled', 'cancelled before it started'));
    else this.#due.add(order);
  }

  cancel(task: Task): void {
    const key = taskKey(task);
    this.#drop((order) => taskKey(order.task) === key);
    this.#rollOuts.cancel(task);
    const attempt = this.#current.get(key);
    if (attempt === undefined || attempt.over) return;
    this.#removal.add(attempt);
    attempt.stop(this.#options.facts.grace + 10);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#drop(() => true);
    const open = [...this.#current.values()].filter((attempt) => !attempt.over);
    if (open.length > 0) this.#removal.hurry();
    for (const attempt of open) {
      this.cancel(attempt.place.task);
      attempt.stop(lastWords);
    }
    this.#rollOuts.cancelAll();
    await this.#settled();
    await this.#logs.close(open.length > 0 ? lastWords : logsPatience);
    if (this.#ticking !== null) clearInterval(this.#ticking);
    await this.#observer.close();
    await this.#work.settled();
    if (this.#failure !== null) throw this.#failure;
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
    if (this.#failure !== null || step === undefined) {
      const reason = this.#failure?.message ?? `the plan has no step ${task.step}`;
      for (const order of orders) this.#end(order, resultWithoutAgent('failed', reason));
      return [];
    }
    if (step.service === undefined) return this.#creation.of(step, orders);
    for (const order of orders) this.#rollOuts.begin(step, order);
    return [];
  }

  #expect({ task, attempt: number }: TaskOrder, step: PlanStep, job: string, index: number | null): Attempt {
    const attempt = new Attempt({ task, attempt: number, step, job, index }, this.#world());
    this.#members.add(attempt);
    this.#current.set(taskKey(task), attempt);
    return attempt;
  }

  #world(): AttemptWorld {
    return {
      eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
      readEvents: (uid) => this.#observer.readEvents(uid),
      openLog: (attempt, pod) => {
        // Nothing of ours is in such a container: what looks like a message is the code's own.
        const isAlone = attempt.place.step.code.kind === 'image';
        const hear: StepLogOptions['onMessage'] = (message, json) => {
          attempt.hear(message, json);
        };
        return this.#logs.follow(attempt.place, pod, isAlone ? null : hear);
      },
      say: ({ place }, message) => {
        this.#say(place, message);
      },
      ended: ({ place }, result) => {
        this.#end(place, result);
      },
      remove: (attempt) => {
        this.#removal.add(attempt);
      },
    };
  }

  #say({ task, attempt }: Ordered, message: string): void {
    void this.#options.onOutput({ type: 'phase', task, attempt, message });
  }

  #end({ task, attempt }: Ordered, result: StepResult): void {
    this.#options.onEnded({ type: 'ended', task, attempt, result });
  }

  #seePod(pod: Pod, gone: boolean): void {
    if (this.#members.seePod(pod, gone) === null) this.#rollOuts.seePod(pod, gone);
  }

  #hear(uid: string | undefined): void {
    if (uid === undefined) return;
    for (const attempt of this.#current.values()) if (attempt.isAbout(uid)) attempt.lookForTrouble();
    this.#rollOuts.look();
  }

  /** Events are read while something is waited for, and was not there the last time we looked. */
  #tick(): void {
    const waiting = [...this.#current.values()].filter((attempt) => attempt.waiting);
    this.#observer.wantEvents(waiting.length > 0 || !this.#rollOuts.isDone);
    for (const attempt of waiting) attempt.lookForTrouble();
    this.#rollOuts.look();
  }

  /** The cluster can't be watched any more: nothing that happens there would be seen. */
  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(messageOf(error));
    for (const attempt of this.#current.values()) {
      attempt.end(resultWithoutAgent('failed', `the cluster can't be watched any more: ${messageOf(error)}`));
    }
  }

  /** Until every attempt has ended, and all that was asked of the cluster was answered. */
  async #settled(): Promise<void> {
    for (;;) {
      await this.#work.settled();
      const open = [...this.#current.values()].some((attempt) => !attempt.over);
      if (!open && this.#work.isDone && this.#removal.isDone) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
