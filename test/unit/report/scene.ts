/** A run that is told to a reporter, event by event, with the engine's own state. */
import { Writable } from 'node:stream';
import type { StepResult } from '../../../src/backends/result.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import { apply, initialState } from '../../../src/engine/state.ts';
import type { Plan, Task } from '../../../src/plan/plan.ts';
import { toRecord } from '../../../src/records/record.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import type { Reporter } from '../../../src/report/reporter.ts';
import { resultOf, start } from './fixtures.ts';

/** Keeps what is written. */
export class Paper extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}

export class Scene {
  /** Seconds since the start of the run. */
  seconds = 0;
  readonly #plan: Plan;
  readonly #reporter: Reporter;
  readonly #state;

  constructor(plan: Plan, reporter: (now: () => number) => Reporter) {
    this.#plan = plan;
    this.#state = initialState(plan);
    this.#reporter = reporter(() => start + this.seconds * 1000);
    this.emit({ type: 'run-started', at: start });
  }

  at(seconds: number): this {
    this.seconds = seconds;
    return this;
  }

  emit(event: RunEvent): this {
    apply(this.#state, event);
    this.#reporter.runEvent(event, this.#state);
    return this;
  }

  start(task: Task, attempt = 1): this {
    return this.emit({ type: 'started', at: this.#now, task, attempt });
  }

  /** It waits for its turn. */
  handOver(task: Task, parallel: number): this {
    return this.emit({ type: 'started', at: this.#now, task, attempt: 1, parallel });
  }

  begin(task: Task): this {
    return this.emit({ type: 'began', at: this.#now, task, attempt: 1 });
  }

  end(task: Task, state: StepResult['state'], fields: Partial<StepResult> = {}, attempt = 1): this {
    return this.emit({ type: 'ended', at: this.#now, task, attempt, result: resultOf(state, fields) });
  }

  log(task: Task, line: string): this {
    void this.#reporter.output({ type: 'log', task, attempt: 1, line });
    return this;
  }

  phase(task: Task, message: string): this {
    void this.#reporter.output({ type: 'phase', task, attempt: 1, message });
    return this;
  }

  async finish(state: RunRecord['state']): Promise<RunRecord> {
    this.emit({ type: 'run-ended', at: this.#now, state });
    const record = toRecord(this.#plan, this.#state, { backend: 'local', version: '0.1.0', host: 'laptop' });
    await this.#reporter.end(record);
    return record;
  }

  get #now(): number {
    return start + this.seconds * 1000;
  }
}
