/** What this program tells of one run: to people, to its record and to the journal here; each event once, whoever brings it. */
import type { RunEvent } from '../engine/events.ts';
import { apply, initialState } from '../engine/state.ts';
import type { RunStateView } from '../engine/view.ts';
import { messageOf } from '../errors.ts';
import { taskKey, type Plan } from '../plan/plan.ts';
import type { RunWriter } from '../records/file-store.ts';
import { RecordSaver } from '../records/record-saver.ts';
import { toRecord } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import type { OutputEvent } from '../report/reporter.ts';
import { makeReporter, type RunOutput } from './reporting.ts';
import { RunEnd } from './run-end.ts';
import type { RunSetup } from './setup.ts';
import type { World } from './world.ts';

export interface StoryOptions extends Pick<RunSetup, 'backend' | 'place'> {
  readonly output: RunOutput;
  readonly logLevel: LogLevel;
}

export class RunStory {
  readonly #plan: Plan;
  readonly #writer: RunWriter;
  readonly #world: World;
  readonly #isForPeople: boolean;
  readonly #end: RunEnd;
  readonly #saver: RecordSaver;
  readonly #reporter: ReturnType<typeof makeReporter>;
  readonly #told = new Set<string>();

  constructor(plan: Plan, writer: RunWriter, options: StoryOptions, world: World) {
    const { backend, place, output } = options;
    const known = { backend, version: world.version, host: world.host };
    this.#plan = plan;
    this.#writer = writer;
    this.#world = world;
    this.#isForPeople = output !== 'json';
    this.#reporter = makeReporter(options, plan, place, world);
    this.#saver = new RecordSaver(writer, (state) => toRecord(plan, state, known));
    this.#end = new RunEnd(this.#reporter, this.#saver);
  }

  get hasBegun(): boolean {
    return this.#told.size > 0;
  }

  get hasEnded(): boolean {
    return this.#end.hasCome;
  }

  readonly see = (event: RunEvent, state: RunStateView): void => {
    const key = keyOf(event);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#end.see(event, state);
  };

  /** What happened elsewhere, or before this program came. Gives how to tell it, event by event. */
  listener(): (event: RunEvent) => void {
    const state = initialState(this.#plan);
    return (event) => {
      apply(state, event);
      // What the disk refuses here, the cluster has.
      if (!this.#told.has(keyOf(event))) this.#writer.journal.append(event).catch(() => undefined);
      this.see(event, state);
    };
  }

  output(event: OutputEvent): Promise<void> | undefined {
    return this.#reporter.output(event);
  }

  /** The record, reported and saved. @param stored where another driver has seen the end @throws Error before the run has ended */
  finished(stored: RunRecord | null = null): Promise<RunRecord> {
    return stored === null || this.#end.hasCome ? this.#end.finished() : this.#end.conclude(stored);
  }

  /** The folders of steps are gone: a disk that they filled may have space for the record now. */
  async saveAgain(): Promise<void> {
    await this.#saver.retry().catch((failure: unknown) => {
      this.warn(`the record of run ${this.#plan.run.id} could not be written: ${messageOf(failure)}`);
    });
  }

  say(sentence: string): void {
    if (this.#isForPeople) this.#world.err.write(`${sentence}\n`);
  }

  warn(sentence: string): void {
    this.#world.err.write(`warning: ${sentence}\n`);
  }
}

/** What tells an event from all others of the run, whoever tells it. */
function keyOf(event: RunEvent): string {
  const about = 'task' in event ? `${taskKey(event.task)}/${event.attempt}` : 'step' in event ? event.step : '';
  return `${event.type} ${about}`;
}
