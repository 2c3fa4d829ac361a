/** A run without a backend: the test says how each task ends, and sees what the engine makes of it. */
import type { Backend } from '../../../src/backends/backend.ts';
import type { StepResult } from '../../../src/backends/result.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { Action, RunEvent } from '../../../src/engine/events.ts';
import { apply, initialState } from '../../../src/engine/state.ts';
import type { Progress } from '../../../src/engine/progress.ts';
import type { RunStateView, StepView, TaskView } from '../../../src/engine/view.ts';
import { taskKey, type Plan } from '../../../src/plan/plan.ts';

export class Rehearsal {
  readonly plan: Plan;
  readonly events: RunEvent[] = [];
  readonly #state: Progress;
  readonly #queues: Backend['queues'] | undefined;
  now = 1000;
  /** The actions that change nothing by themselves: of the last decision. */
  asked: readonly Action[] = [];

  constructor(plan: Plan, queues?: Backend['queues']) {
    this.plan = plan;
    this.#queues = queues;
    this.#state = initialState(plan);
    this.apply({ type: 'run-started', at: this.now });
    this.#act();
  }

  get state(): RunStateView {
    return this.#state;
  }

  /** Keys of the tasks that run, in the order of their start. */
  get running(): readonly string[] {
    return [...this.#state.running].map(({ task }) => taskKey(task));
  }

  /** Keys and attempts in the order of their start: `split`, `forest/2`. */
  get started(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.type !== 'started') return [];
      return [event.attempt === 1 ? taskKey(event.task) : `${taskKey(event.task)}/${event.attempt}`];
    });
  }

  get cancelling(): readonly string[] {
    return this.asked.flatMap((action) => (action.type === 'cancel' ? [taskKey(action.task)] : []));
  }

  get wakeAt(): number | null {
    return this.asked.find((action) => action.type === 'wake')?.at ?? null;
  }

  step(name: string): StepView {
    const found = this.#state.step(name);
    if (found === undefined) throw new Error(`no step ${name}`);
    return found;
  }

  /** `succeeded`, or `skipped: forest failed`. */
  said(key: string): string {
    const { state, reason } = this.#task(key);
    return reason === null ? state : `${state}: ${reason}`;
  }

  /** The run's state, or null while it goes on. */
  get ended(): string | null {
    return this.#state.endedAt === null ? null : this.#state.state;
  }

  /** The turn has come of a task that was handed over. */
  begin(key: string): this {
    const { task, attempts } = this.#task(key);
    return this.happen({ type: 'began', at: this.now, task, attempt: attempts.length });
  }

  end(key: string, result: StepResult): this {
    const { task, attempts } = this.#task(key);
    return this.happen({ type: 'ended', at: this.now, task, attempt: attempts.length, result });
  }

  cancel(): this {
    return this.happen({ type: 'cancel-requested', at: this.now, reason: 'Ctrl-C' });
  }

  wait(milliseconds: number): this {
    this.now += milliseconds;
    this.#act();
    return this;
  }

  happen(event: RunEvent): this {
    this.apply(event);
    this.#act();
    return this;
  }

  /** Without deciding. */
  apply(event: RunEvent): void {
    this.events.push(event);
    apply(this.#state, event);
  }

  decide(): readonly Action[] {
    return decide(this.plan, this.#state, this.now, this.#queues);
  }

  #act(): void {
    for (;;) {
      const actions = this.decide();
      const events = actions.flatMap((action) => eventFor(action, this.now));
      for (const event of events) this.apply(event);
      if (events.length > 0) continue;
      this.asked = actions;
      return;
    }
  }

  #task(key: string): TaskView {
    const [name = '', iteration] = key.split('#');
    const parent = this.step(name);
    const found = iteration === undefined ? parent : parent.children?.[Number(iteration) - 1];
    if (found === undefined) throw new Error(`no task ${key}`);
    return found;
  }
}

export function eventFor(action: Action, at: number): RunEvent[] {
  switch (action.type) {
    case 'start':
      return [{ ...action, type: 'started', at }];
    case 'skip':
      return [{ type: 'skipped', at, step: action.step, reason: action.reason, cause: action.cause }];
    case 'expand':
      return [{ type: 'expanded', at, step: action.step, items: action.items }];
    case 'reject':
      return [{ type: 'rejected', at, step: action.step, reason: action.reason }];
    case 'finish':
      return [{ type: 'run-ended', at, state: action.state }];
    case 'cancel':
    case 'wake':
      return [];
  }
}
