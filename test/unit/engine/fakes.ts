/** A backend that does as it is told, a clock that jumps, a journal in memory. */
import type { Backend, TaskOrder } from '../../../src/backends/backend.ts';
import type { StepResult } from '../../../src/backends/result.ts';
import type { Clock } from '../../../src/engine/clock.ts';
import type { Journal } from '../../../src/engine/drive.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import { Inbox } from '../../../src/engine/inbox.ts';
import { taskKey, type Task } from '../../../src/plan/plan.ts';
import { cancelled } from './plans.ts';

/** How an order comes out: at once with a result; `stays` until it is cancelled, or for a while after; `deaf` to that. */
export type Script = (order: TaskOrder) => StepResult | 'stays' | 'lingers' | 'deaf';

export class FakeBackend implements Backend {
  readonly name = 'local';
  readonly inbox = new Inbox();
  /** `start a/1`, `cancel a`, `close`. */
  readonly calls: string[] = [];
  readonly #script: Script;
  readonly #running = new Map<string, TaskOrder>();

  constructor(script: Script) {
    this.#script = script;
  }

  queues(): boolean {
    return false;
  }

  start(order: TaskOrder): void {
    this.calls.push(`start ${taskKey(order.task)}/${order.attempt}`);
    const outcome = this.#script(order);
    if (typeof outcome === 'string') this.#running.set(taskKey(order.task), order);
    else
      setImmediate(() => {
        this.end(order, outcome);
      });
  }

  find(order: TaskOrder): void {
    this.calls.push(`find ${taskKey(order.task)}/${order.attempt}`);
    this.end(order, cancelled);
  }

  async leave(): Promise<void> {
    this.calls.push('leave');
    await Promise.resolve();
  }

  cancel(task: Task): void {
    this.calls.push(`cancel ${taskKey(task)}`);
    const order = this.#running.get(taskKey(task));
    if (order === undefined) return;
    const outcome = this.#script(order);
    if (outcome === 'stays') this.end(order, cancelled);
    if (outcome === 'lingers')
      setTimeout(() => {
        this.end(order, cancelled);
      }, 5);
  }

  async close(): Promise<void> {
    this.calls.push('close');
    await Promise.resolve();
  }

  end({ task, attempt }: TaskOrder, result: StepResult): void {
    this.inbox.push({ type: 'ended', task, attempt, result });
  }
}

/** The same, but for some of what it does. */
export function changed(backend: Backend, fields: Partial<Backend>): Backend {
  return {
    name: backend.name,
    queues: (step, children) => backend.queues(step, children),
    start: (order) => {
      backend.start(order);
    },
    find: (order) => {
      backend.find(order);
    },
    cancel: (task) => {
      backend.cancel(task);
    },
    close: () => backend.close(),
    leave: () => backend.leave(),
    ...fields,
  };
}

/** Jumps to the time that is waited for as soon as nothing else is to do. */
export class FakeClock implements Clock {
  time = 1_000;
  /** Timers that nobody has cleared or seen through. */
  readonly timers = new Set<object>();

  now(): number {
    return this.time;
  }

  at(time: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.time = Math.max(this.time, time);
      callback();
    }, 1);
    this.timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
  }
}

export class FakeJournal implements Journal {
  readonly events: RunEvent[] = [];

  async append(event: RunEvent): Promise<void> {
    await Promise.resolve();
    this.events.push(event);
  }
}
