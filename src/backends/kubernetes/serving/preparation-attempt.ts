/** The Job of one preparation, from its creation to what it handed over. */
import { messageOf } from '../../../errors.ts';
import type { PlanStep } from '../../../plan/plan.ts';
import { resultWithoutAgent, type StepResult } from '../../result.ts';
import type { Preparation } from '../../spec.ts';
import type { AttemptWorld } from '../attempt-world.ts';
import { Attempt } from '../attempt.ts';
import { systemSleep } from '../../../http/backoff.ts';
import { insist } from '../insist.ts';
import { preparationName } from '../objects/names.ts';
import { ofPreparation, preparationJob } from '../objects/preparation.ts';
import { Observer } from '../observer.ts';
import { createOwned } from '../ownership.ts';
import type { StepLog } from '../step-log.ts';
import { Handover, type Prepared } from './handover.ts';
import type { RollOutOptions } from './roll-out.ts';

export interface PreparationParts extends Pick<RollOutOptions, 'api' | 'facts' | 'plan' | 'order' | 'say' | 'logs'> {
  readonly step: PlanStep;
  readonly signal: AbortSignal;
  /** Another driver goes on with it: what is in the cluster stays. */
  readonly isLeft: () => boolean;
}

/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Milliseconds that the log of one that failed may take to come, before its pod is taken away. */
const logPatience = 2000;

export class PreparationAttempt {
  readonly #parts: PreparationParts;
  readonly #wanted: Preparation;
  readonly #observer: Observer;
  readonly #attempt: Attempt;
  readonly #ended: Promise<StepResult>;
  /** Why there is no Job, or nothing is seen of it. */
  #trouble: Error | null = null;
  #log: StepLog | null = null;
  /** Of the newest pod. */
  #handover = new Handover();

  constructor(parts: PreparationParts, wanted: Preparation) {
    const { api, facts, step, order } = parts;
    const { task, attempt } = order;
    this.#parts = parts;
    this.#wanted = wanted;
    let end: (result: StepResult) => void = () => undefined;
    this.#ended = new Promise((resolve) => (end = resolve));
    const place = {
      task,
      attempt,
      step,
      job: preparationName(facts, step.name, attempt),
      index: null,
      rank: null,
      parallel: null,
    };
    this.#attempt = new Attempt(place, this.#world(end));
    this.#observer = new Observer({
      api,
      selector: ofPreparation(facts, order),
      onPod: (pod, gone) => {
        this.#attempt.seePod(pod, gone);
      },
      onJob: (job, gone) => {
        this.#attempt.seeJob(job, gone);
      },
      onEvent: ({ involvedObject: { uid } }) => {
        if (uid !== undefined && this.#attempt.isAbout(uid)) this.#attempt.lookForTrouble();
      },
      onFailure: (error) => {
        this.#fail(error);
      },
    });
  }

  /** Called once. @throws Error whose message becomes the step's reason */
  async run(): Promise<Prepared> {
    const { signal, isLeft } = this.#parts;
    const looking = setInterval(() => {
      this.#look();
    }, curiousAfter);
    signal.addEventListener('abort', this.#stop, { once: true });
    if (signal.aborted) this.#stop();
    const creation = this.#create();
    try {
      const result = await this.#ended;
      return await this.#handedOver(result);
    } finally {
      clearInterval(looking);
      signal.removeEventListener('abort', this.#stop);
      this.#log?.stop();
      await this.#observer.close();
      if (!isLeft()) await creation.then(() => this.#remove());
    }
  }

  async #handedOver({ state, reason }: StepResult): Promise<Prepared> {
    const { signal } = this.#parts;
    if (state === 'succeeded') await this.#log?.ended;
    else if (!signal.aborted) await this.#readLog();
    if (signal.aborted) throw new Error('was cancelled');
    if (this.#trouble !== null) throw this.#trouble;
    if (state !== 'succeeded') throw new Error(reason ?? state);
    return this.#handover.whole;
  }

  /** What it printed goes with its pod. */
  async #readLog(): Promise<void> {
    const enough = new AbortController();
    await Promise.race([this.#log?.ended, systemSleep(logPatience, enough.signal)]);
    enough.abort();
  }

  #world(ended: (result: StepResult) => void): AttemptWorld {
    const { logs, order, step, say } = this.#parts;
    return {
      eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
      readEvents: (uid) => this.#observer.readEvents(uid),
      openLog: (_attempt, pod, hear) => {
        const handover = new Handover();
        this.#handover = handover;
        this.#log = logs.follow({ ...order, step }, pod, (message, json) => {
          handover.take(message);
          hear(message, json);
        });
        return this.#log;
      },
      say: (_attempt, message) => {
        say(message);
      },
      began: () => undefined,
      ended: (_attempt, result) => {
        ended(result);
      },
      // It goes in any case, when it has ended.
      remove: () => undefined,
    };
  }

  readonly #stop = (): void => {
    this.#attempt.end(resultWithoutAgent('cancelled', 'was cancelled'));
    this.#log?.stop();
  };

  #look(): void {
    const { waiting } = this.#attempt;
    this.#observer.wantEvents(waiting);
    if (waiting) this.#attempt.lookForTrouble();
  }

  async #create(): Promise<void> {
    const { api, facts, plan, step, order } = this.#parts;
    try {
      const job = preparationJob(facts, plan, step, order, this.#wanted);
      await insist(api, [this.#attempt], () => createOwned(api, 'Job', job, facts));
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#trouble = error instanceof Error ? error : new Error(messageOf(error));
    this.#attempt.end(resultWithoutAgent('failed', messageOf(error)));
  }

  /** Best effort: what stays goes with the run. */
  async #remove(): Promise<void> {
    await this.#parts.api.delete('Job', this.#attempt.place.job).catch(() => false);
  }
}
