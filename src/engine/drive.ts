/** Drives one run to its end: decide, store, act, wait. The only part of the engine that touches the world. */
import type { Backend } from '../backends/backend.ts';
import { resultWithoutAgent } from '../backends/result.ts';
import { messageOf } from '../errors.ts';
import { taskKey, type Plan } from '../plan/plan.ts';
import type { Clock } from './clock.ts';
import { decide } from './decide.ts';
import type { Action, RunEvent } from './events.ts';
import type { Inbox, Message } from './inbox.ts';
import { orderOf } from './order.ts';
import type { Progress } from './progress.ts';
import { apply, fold } from './state.ts';
import type { RunStateView } from './view.ts';

export interface Journal {
  /** Settles when the event would survive a crash of this process. Called in order, and not always awaited in between. */
  append(event: RunEvent): Promise<void>;
}

export interface DriveOptions {
  readonly plan: Plan;
  readonly backend: Backend;
  /** Give its `push` to the backend as listener, and its `cancel` to whoever may stop the run. */
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called with each new event, after it was applied. */
  readonly onEvent: (event: RunEvent, state: RunStateView) => void;
  readonly resume?: Resume;
}

/** Goes on with a run whose driver died. */
export interface Resume {
  readonly events: readonly RunEvent[];
  /** What to do about tasks that run by the journal: order them again (the backend knows them), or report them as lost. */
  readonly running: 'restart' | 'lost';
}

export interface DriveEnd {
  readonly state: RunStateView;
  /** What made the driver give up, or close the backend badly; the run's `reason` has its sentence. */
  readonly error?: unknown;
  /** The inbox said so: the run has not ended, and goes on without this driver. */
  readonly left?: true;
}

/** Never rejects: an exception of backend, journal or listener ends the run as failed. Closes the backend. */
export async function drive(options: DriveOptions): Promise<DriveEnd> {
  const driver = new Driver(options);
  try {
    await driver.run();
    if (options.inbox.isLeaving) return await driver.leave();
    await driver.close();
    return { state: driver.state };
  } catch (error) {
    if (options.inbox.isLeaving) return driver.leave();
    await driver.abandon(error);
    return { state: driver.state, error };
  }
}

class Driver {
  readonly state: Progress;
  readonly #options: DriveOptions;
  #writes: Promise<void>[] = [];
  /** Tasks that were asked to stop. */
  readonly #asked = new Set<string>();
  #closing: Promise<void> | null = null;
  #closed = false;

  constructor(options: DriveOptions) {
    this.#options = options;
    this.state = fold(options.plan, options.resume?.events ?? []);
  }

  async run(): Promise<void> {
    const { plan, backend, inbox, clock, resume } = this.#options;
    const queues: Backend['queues'] = (step, children) => backend.queues(step, children);
    if (this.state.endedAt !== null) return;
    if (this.state.startedAt === null) this.#emit({ type: 'run-started', at: clock.now() });
    // Somebody may want it to be cancelled before anything is decided; a driver that died may have heard that already.
    const isKnown = this.state.brake.cancels > 0;
    for (const message of inbox.take()) if (message.type !== 'cancel' || !isKnown) this.#receive(message);
    if (resume !== undefined) this.#takeOver(resume.running);
    for (;;) {
      const actions = decide(plan, this.state, clock.now(), queues);
      await this.#act(actions);
      if (actions.some(({ type }) => type === 'finish')) return;
      // Whatever changed the state asks for another decision before anything is waited for.
      if (actions.every(({ type }) => type === 'wake' || type === 'cancel')) {
        const wake = actions.find((action) => action.type === 'wake')?.at ?? null;
        if (wake === null && this.state.running.size === 0) throw new Error('no step can start and none is running');
        await inbox.wait(clock, wake);
      }
      if (inbox.isLeaving) return;
      for (const message of inbox.take()) this.#receive(message);
      if (this.#closed) this.#endRunning('cancelled', 'the run was cancelled');
    }
  }

  /** Stops what is left in the backend, once. */
  close(): Promise<void> {
    this.#closing ??= Promise.resolve().then(() => this.#options.backend.close());
    return this.#closing;
  }

  async leave(): Promise<DriveEnd> {
    await this.#options.backend.leave();
    return { state: this.state, left: true };
  }

  /** The end of a run that can't go on. Best effort past here: the first error is the one that is reported. */
  async abandon(error: unknown): Promise<void> {
    const { inbox, clock, journal, onEvent } = this.#options;
    await this.close().catch(() => undefined);
    if (this.state.endedAt !== null) return;
    const events: RunEvent[] = inbox.take().map((message) => this.#eventOf(message));
    events.push({ type: 'run-ended', at: clock.now(), state: 'failed', reason: messageOf(error) });
    for (const event of events) {
      apply(this.state, event);
      const report = (): void => {
        onEvent(event, this.state);
      };
      await Promise.allSettled([Promise.resolve().then(() => journal.append(event)), Promise.resolve().then(report)]);
    }
  }

  #takeOver(running: Resume['running']): void {
    const { plan, backend } = this.#options;
    switch (running) {
      case 'lost': {
        const lost = 'result lost: the driver ended while it ran';
        this.#endRunning('failed', lost);
        // Services that were ready went down with the driver.
        for (const { step, state, task, attempts } of this.state.steps) {
          if (step.kind !== 'service' || state !== 'succeeded') continue;
          const result = resultWithoutAgent('failed', lost);
          this.#emit({ type: 'ended', at: this.#options.clock.now(), task, attempt: attempts.length, result });
        }
        return;
      }
      case 'restart':
        for (const { task, attempts, owner } of this.state.running) {
          const order = orderOf(plan, this.state, task, attempts.length);
          // What is to be stopped must not be begun.
          if (this.state.brake.on(owner.step.role) === null) backend.start(order);
          else backend.find(order);
        }
    }
  }

  async #act(actions: readonly Action[]): Promise<void> {
    const { plan, backend, clock } = this.#options;
    for (const action of actions) {
      const event = eventFor(action, clock.now());
      if (event !== null) this.#emit(event);
    }
    await this.#stored();
    for (const action of actions) {
      if (action.type === 'start') backend.start(orderOf(plan, this.state, action.task, action.attempt));
      if (action.type === 'cancel') this.#ask(action);
    }
  }

  #ask({ task, attempt }: Extract<Action, { type: 'cancel' }>): void {
    const key = `${taskKey(task)}/${attempt}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#options.backend.cancel(task);
  }

  #receive(message: Message): void {
    // Two cancels say all that can be said.
    if (message.type === 'cancel' && this.state.brake.cancels >= 2) return;
    this.#emit(this.#eventOf(message));
    if (message.type === 'cancel' && this.state.brake.cancels === 2) this.#force();
  }

  #eventOf(message: Message): RunEvent {
    const at = this.#options.clock.now();
    switch (message.type) {
      case 'cancel':
        return { type: 'cancel-requested', at, reason: message.reason };
      case 'began':
      case 'ended':
        return { ...message, at };
    }
  }

  /** The backend's `close` ends what does not listen to `cancel`; whatever it says nothing about is over too. */
  #force(): void {
    const { inbox } = this.#options;
    const done = (): void => {
      this.#closed = true;
      inbox.nudge();
    };
    this.close().then(done, done);
  }

  #endRunning(state: 'cancelled' | 'failed', reason: string): void {
    for (const { task, attempts } of [...this.state.running]) {
      const result = resultWithoutAgent(state, reason);
      this.#emit({ type: 'ended', at: this.#options.clock.now(), task, attempt: attempts.length, result });
    }
  }

  #emit(event: RunEvent): void {
    const write = this.#options.journal.append(event);
    // Its error is thrown by `#stored`; here it only must not count as unhandled until then.
    write.catch(() => undefined);
    this.#writes.push(write);
    apply(this.state, event);
    this.#options.onEvent(event, this.state);
  }

  /** Nothing is started, and no list used, before the journal has it. */
  async #stored(): Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    await Promise.all(writes);
  }
}

function eventFor(action: Action, at: number): RunEvent | null {
  switch (action.type) {
    case 'start':
      return { ...action, type: 'started', at };
    case 'skip':
      return { type: 'skipped', at, step: action.step, reason: action.reason, cause: action.cause };
    case 'expand':
      return { type: 'expanded', at, step: action.step, items: action.items };
    case 'reject':
      return { type: 'rejected', at, step: action.step, reason: action.reason };
    case 'finish':
      return { type: 'run-ended', at, state: action.state };
    case 'cancel':
    case 'wake':
      return null;
  }
}
