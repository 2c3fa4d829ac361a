/** One run, from the request to the finished record: what the command line and the action share. */
import { systemClock } from '../engine/clock.ts';
import { drive } from '../engine/drive.ts';
import type { RunEvent } from '../engine/events.ts';
import { Inbox } from '../engine/inbox.ts';
import { refusal } from '../engine/refusal.ts';
import { apply, initialState } from '../engine/state.ts';
import type { RunStateView } from '../engine/view.ts';
import { AutomlError, messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { isCode } from '../records/files.ts';
import { openRun, runsFolder, startRun, type RunWriter } from '../records/file-store.ts';
import { RecordSaver } from '../records/record-saver.ts';
import { toRecord } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import type { Source } from '../source/source.ts';
import { chooseSetup, type ClusterRequest } from './choose-setup.ts';
import { loadTarget, preparePlan, type LoadedTarget, type PlanTarget } from './prepare.ts';
import { makeReporter, type RunOutput } from './reporting.ts';
import { RunEnd } from './run-end.ts';
import type { OpenRun, OpenedRun, PreparedRun, RunSetup } from './setup.ts';
import type { World } from './world.ts';

export interface ExecuteRequest extends PlanTarget, ClusterRequest {
  /** `NAME=FILE` texts */
  readonly secretFiles: readonly string[];
  /** Lines `name/KEY=value` */
  readonly secretLines: readonly string[];
  readonly output: RunOutput;
  readonly logLevel: LogLevel;
  /** Leave services up until an interrupt. */
  readonly keepServices: boolean;
  /** Seconds between TERM and KILL; default 10. */
  readonly grace?: number;
}

export interface FinishedRun {
  readonly record: RunRecord;
  /** The run's own folder. */
  readonly folder: string;
}

/** `onStart` learns the run's folder before anything runs. @throws AutomlError for what a person must mend first */
export async function executeRun(
  request: ExecuteRequest,
  world: World,
  onStart: (folder: string) => void = () => undefined,
): Promise<FinishedRun> {
  const target = loadTarget(request, world);
  announce(target, request, world);
  const setup = await chooseSetup(request, target, world);
  try {
    return await executeIn(setup, target, request, world, onStart);
  } finally {
    await setup.close();
  }
}

async function executeIn(
  setup: RunSetup,
  target: LoadedTarget,
  request: ExecuteRequest,
  world: World,
  onStart: (folder: string) => void,
): Promise<FinishedRun> {
  const { plan: draft, source } = await preparePlan(target, request, { ...world, cpus: setup.parallel });
  const prepared = await setup.prepare(draft, source);
  const runs = runsFolder(source.root);
  const writer = await start(setup, runs, world).catch(cannotRecord(runs));
  try {
    onStart(writer.folder);
    const plan: Plan = { ...draft, run: { ...draft.run, id: writer.id } };
    await writer.savePlan(plan).catch(cannotRecord(runs));
    const record = await new Run({ plan, source, setup, prepared, writer, request, world }).execute();
    return { record, folder: writer.folder };
  } finally {
    // What could not be written was told when it was: to `drive` by the journal, to `execute` by the record.
    await writer.close().catch(() => undefined);
  }
}

function start({ runId }: RunSetup, runs: string, world: World): Promise<RunWriter> {
  const { pid, host } = world;
  const driver = { pid, host, started: new Date(world.now()).toISOString() };
  return runId === null ? startRun(runs, world.random, driver) : openRun(runs, runId, driver);
}

function cannotRecord(runs: string): (error: unknown) => never {
  return (error) => {
    const why = `a run is recorded in ${runs}, which can't be written (${messageOf(error)})`;
    const hint = isCode(error, 'ENOSPC') ? 'free some space' : 'make it writable, or run a copy of the project';
    throw new AutomlError('PREFLIGHT', `${why}: ${hint}`, { cause: error });
  };
}

/** What is known before the run: a file made for a script, and the warnings of the file. */
function announce(target: LoadedTarget, request: ExecuteRequest, world: World): void {
  if (request.output === 'json') return;
  if (target.draft !== null)
    world.out.write(`# made for this run; save it as automl.yaml to keep it\n${target.draft}\n`);
  if (target.warnings !== '') world.err.write(target.warnings);
}

interface RunParts {
  readonly plan: Plan;
  readonly source: Source;
  readonly setup: RunSetup;
  readonly prepared: PreparedRun;
  readonly writer: RunWriter;
  readonly request: ExecuteRequest;
  readonly world: World;
}

class Run {
  readonly #parts: RunParts;
  readonly #end: RunEnd;
  readonly #saver: RecordSaver;
  readonly #reporter: ReturnType<typeof makeReporter>;
  readonly #inbox = new Inbox();
  #release = (): void => undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { plan, setup, writer, request, world } = parts;
    const about = { backend: setup.backend, version: world.version, host: world.host };
    this.#reporter = makeReporter(request, plan, setup.place, world);
    this.#saver = new RecordSaver(writer, (state) => toRecord(plan, state, about));
    this.#end = new RunEnd(this.#reporter, this.#saver);
  }

  async execute(): Promise<RunRecord> {
    const { plan, source, prepared, world } = this.#parts;
    for (const warning of [...source.warnings, ...prepared.warnings]) this.#warn(warning);
    if (prepared.refused.size > 0) return this.#tell(refusal(plan, prepared.refused, world.now()));
    const stopListening = world.onInterrupt((signal) => {
      this.#inbox.cancel(`interrupted by ${signal}`);
      this.#release();
    });
    try {
      const opened = await prepared.open(this.#openRun()).catch((error: unknown) => messageOf(error));
      return typeof opened === 'string' ? await this.#giveUp(opened) : await this.#drive(opened);
    } finally {
      stopListening();
    }
  }

  async #drive(opened: OpenedRun): Promise<RunRecord> {
    const { plan, world } = this.#parts;
    const { backend, journal } = opened;
    const clock = systemClock(world.now);
    const { error } = await drive({ plan, backend, inbox: this.#inbox, journal, clock, onEvent: this.#onEvent });
    if (error !== undefined) this.#warn(messageOf(error));
    const record = await this.#end.finished();
    await opened.finish(record).catch((failure: unknown) => {
      this.#warn(messageOf(failure));
    });
    await this.#saver.retry().catch((failure: unknown) => {
      this.#warn(`the record of run ${plan.run.id} could not be written: ${messageOf(failure)}`);
    });
    return record;
  }

  /** The run ends before its first step could be ordered. */
  #giveUp(reason: string): Promise<RunRecord> {
    const at = this.#parts.world.now();
    return this.#tell([
      { type: 'run-started', at },
      { type: 'run-ended', at, state: 'failed', reason },
    ]);
  }

  /** Nothing is run when one step can't be: hours of training would be lost to a secret that is missing at the end. */
  async #tell(events: readonly RunEvent[]): Promise<RunRecord> {
    const { plan, writer } = this.#parts;
    const state = initialState(plan);
    for (const event of events) {
      await writer.journal.append(event);
      apply(state, event);
      this.#onEvent(event, state);
    }
    return this.#end.finished();
  }

  readonly #onEvent = (event: RunEvent, state: RunStateView): void => {
    this.#end.see(event, state);
  };

  #openRun(): OpenRun {
    const { plan, writer, world, request } = this.#parts;
    return {
      plan,
      writer,
      onEnded: (event) => {
        this.#inbox.push(event);
      },
      onOutput: (event) => this.#reporter.output(event),
      hold: async () => {
        // Closed before its end, the run was stopped by force.
        if (!request.keepServices || !this.#end.hasCome) return;
        await this.#end.finished();
        world.err.write('services are running: Ctrl-C stops them\n');
        await new Promise<void>((resolve) => (this.#release = resolve));
      },
      warn: (sentence) => {
        this.#warn(sentence);
      },
    };
  }

  #warn(sentence: string): void {
    this.#parts.world.err.write(`warning: ${sentence}\n`);
  }
}
