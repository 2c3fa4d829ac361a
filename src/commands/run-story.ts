/** What this program tells of one run: to people, to its record and to the journal here; each event once, whoever brings it. */
import type { RunEvent } from '../engine/events.ts';
import { apply, fold, initialState } from '../engine/state.ts';
import type { RunStateView } from '../engine/view.ts';
import { messageOf } from '../errors.ts';
import { Notices, type NoticePlace } from '../notify/notices.ts';
import { taskKey, type Plan } from '../plan/plan.ts';
import type { RunWriter } from '../records/file-store.ts';
import type { Publisher } from '../publishing/publisher.ts';
import { RecordSaver } from '../records/record-saver.ts';
import { toRecord, type RecordAbout } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import type { OutputEvent, Reporter } from '../report/reporter.ts';
import { alsoTold, makeReporter, type RunOutput } from './reporting.ts';
import { RunEnd } from './run-end.ts';
import type { Driving, RunSetup, Submitted } from './setup.ts';
import { ShownLines } from './shown-lines.ts';
import type { World } from './world.ts';

export interface StoryOptions extends Pick<RunSetup, 'backend' | 'place'> {
  readonly output: RunOutput;
  readonly logLevel: LogLevel;
  /** Who tells the forge; null: nobody does. */
  readonly publisher: Publisher | null;
}

export class RunStory {
  readonly #plan: Plan;
  readonly #writer: RunWriter;
  readonly #world: World;
  readonly #known: RecordAbout;
  readonly #isForPeople: boolean;
  readonly #end: RunEnd;
  readonly #saver: RecordSaver;
  readonly #notices: Notices;
  readonly #reporter: Reporter;
  readonly #publisher: Publisher | null;
  readonly #told = new Set<string>();
  readonly #shown = new ShownLines();
  #toldEnd: Promise<RunRecord> | null = null;

  constructor(plan: Plan, writer: RunWriter, options: StoryOptions, world: World) {
    const { backend, place, output, publisher } = options;
    const known = { backend, version: world.version, host: world.host };
    this.#known = known;
    this.#plan = plan;
    this.#writer = writer;
    this.#world = world;
    this.#isForPeople = output !== 'json';
    const warn = (sentence: string): void => {
      this.warn(sentence);
    };
    const reporter = makeReporter(options, plan, place, world);
    this.#publisher = publisher;
    this.#reporter = publisher === null ? reporter : alsoTold(reporter, publisher, warn);
    this.#saver = new RecordSaver(writer, (state) => toRecord(plan, state, known));
    this.#end = new RunEnd(this.#reporter, this.#saver);
    this.#notices = new Notices({ ...world, plan, warn });
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

  /** Who drives it may be another one now: what is printed is read anew. */
  nextTurn(): void {
    this.#shown.rewind();
  }

  output(event: OutputEvent): Promise<void> | undefined {
    if (event.type === 'log' && !this.#shown.take(event)) return undefined;
    return this.#reporter.output(event);
  }

  /** The record, reported and saved. @param stored where another driver has seen the end @throws Error before the run has ended */
  finished(stored: RunRecord | null = null): Promise<RunRecord> {
    return stored === null || this.#end.hasCome ? this.#end.finished() : this.#end.conclude(stored);
  }

  /** This program drives it from here on. @param signal nobody waits any more for what is sent */
  begin({ resume, notices }: Pick<Driving, 'resume' | 'notices'>, signal: AbortSignal): void {
    if (this.#plan.schedule === null || this.#plan.notify.length === 0) return;
    this.#notices.begin(this.#begun(resume?.events[0]?.at ?? this.#world.now()), notices, signal);
  }

  /** As `finished`, where it is for this program to tell whom the file names. @throws Error before the run has ended */
  toldEnd(place: NoticePlace, signal: AbortSignal): Promise<RunRecord> {
    return (this.#toldEnd ??= this.#tell(place, signal));
  }

  async #tell(place: NoticePlace, signal: AbortSignal): Promise<RunRecord> {
    const ended = await this.#end.finished();
    const notifications = await this.#notices.end(ended, place, signal);
    if (notifications.length === 0) return ended;
    const record = { ...ended, notifications: [...notifications] };
    await this.#saver.amend(record);
    return record;
  }

  #begun(at: number): RunRecord {
    return toRecord(this.#plan, fold(this.#plan, [{ type: 'run-started', at }]), this.#known);
  }

  /** It goes on, and nothing more of it is told here. Gives what is known of it. */
  async submitted({ driver, namespace }: Submitted): Promise<RunRecord> {
    const { run } = this.#plan;
    const record = this.#begun(this.#world.now());
    // Whoever looks for the run here is led to the cluster.
    await this.#writer.saveRecord(record).catch(() => undefined);
    const it = `${run.id} -n ${namespace}`;
    this.#publisher?.left({ note: null, follow: `automl attach ${it}` }, record);
    if (this.#isForPeople) this.#world.out.write(`${run.id}\n`);
    else await this.#reporter.end(record);
    this.say(`run ${run.id} goes on in the cluster (${driver})`);
    this.say(`see how it is by: automl status ${it}; follow it by: automl attach ${it}`);
    return record;
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
