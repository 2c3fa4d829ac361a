/** `automl run`: from the request to the finished record. The action calls the same. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { preflight } from '../backends/local/preflight.ts';
import { findInterpreter } from '../backends/local/interpreter.ts';
import { LocalBackend } from '../backends/local/backend.ts';
import { stepEnvironment } from '../backends/local/environment.ts';
import { readSecrets } from '../backends/local/secrets.ts';
import { systemClock } from '../engine/clock.ts';
import { drive } from '../engine/drive.ts';
import type { RunEvent } from '../engine/events.ts';
import { Inbox } from '../engine/inbox.ts';
import { refusal } from '../engine/refusal.ts';
import { fold } from '../engine/state.ts';
import type { RunStateView } from '../engine/view.ts';
import { exitCode, messageOf, type ExitCode } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { logTails } from '../records/log-tail.ts';
import { runsFolder, startRun, type RunWriter } from '../records/file-store.ts';
import { RecordSaver } from '../records/record-saver.ts';
import { toRecord } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import { markdownSummary } from '../report/markdown.ts';
import type { Reporter } from '../report/reporter.ts';
import { loadTarget, preparePlan, type LoadedTarget, type PlanTarget } from './prepare.ts';
import { makeReporter, type RunOutput } from './reporting.ts';
import { isTracked } from '../source/git.ts';
import type { World } from './world.ts';

export interface RunRequest extends PlanTarget {
  /** `NAME=FILE` texts */
  readonly secretFiles: readonly string[];
  /** Lines `name/KEY=value` */
  readonly secretLines: readonly string[];
  /** Also write the record here. */
  readonly record?: string;
  /** Also write the Markdown report here. */
  readonly summary?: string;
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

export async function run(request: RunRequest, world: World): Promise<ExitCode> {
  const { record, folder } = await executeRun(request, world);
  if (request.record !== undefined) {
    await writeFile(path.resolve(world.cwd, request.record), `${JSON.stringify(record, null, 2)}\n`);
  }
  if (request.summary !== undefined) {
    const text = markdownSummary(record, { logTail: await logTails(record, folder) });
    await writeFile(path.resolve(world.cwd, request.summary), text);
  }
  switch (record.state) {
    case 'succeeded':
      return exitCode.ok;
    case 'cancelled':
      return exitCode.cancelled;
    case 'failed':
    case 'pending':
    case 'running':
      return exitCode.failed;
  }
}

/** `onStart` learns the run's folder before anything runs. @throws AutomlError for what a person must mend first */
export async function executeRun(
  request: RunRequest,
  world: World,
  onStart: (folder: string) => void = () => undefined,
): Promise<FinishedRun> {
  const target = loadTarget(request, world);
  announce(target, request, world);
  const [{ plan: unnamed, source }, interpreter] = await Promise.all([
    preparePlan(target, request, world),
    findInterpreter(world.env['AUTOML_PYTHON'] ?? target.workflow.python.executable, world.env),
  ]);
  const secrets = await readSecrets([...new Set(unnamed.steps.flatMap((step) => step.secrets))], {
    files: request.secretFiles,
    lines: request.secretLines,
    root: source.root,
    cwd: world.cwd,
    isTracked: (file) => isTracked(source.root, file),
  });
  const started = new Date(world.now()).toISOString();
  const writer = await startRun(runsFolder(source.root), world.random, { pid: world.pid, host: world.host, started });
  onStart(writer.folder);
  const plan: Plan = { ...unnamed, run: { ...unnamed.run, id: writer.id } };
  await writer.savePlan(plan);
  const { refused, warnings } = preflight(plan, { secrets: new Set(secrets.keys()), interpreter });
  for (const warning of [...source.warnings, ...warnings]) world.err.write(`warning: ${warning}\n`);

  const about = { backend: 'local', version: world.version, host: world.host } as const;
  const reporter = makeReporter(request, plan, world);
  const saver = new RecordSaver(writer, (state) => toRecord(plan, state, about));
  const end = new RunEnd(reporter, saver);
  const onEvent = (event: RunEvent, state: RunStateView): void => {
    reporter.runEvent(event, state);
    end.see(event, state);
  };
  if (refused.size > 0) {
    await refuse(plan, refused, writer, world, onEvent);
    return { record: await end.finished(), folder: writer.folder };
  }
  const inbox = new Inbox();
  let release = (): void => undefined;
  const backend = new LocalBackend({
    plan,
    folder: writer.folder,
    logPath: (task, attempt) => writer.logPath(task, attempt),
    source,
    python: interpreter.executable,
    runner: path.join(world.home, 'runner'),
    cache: world.cache,
    // The agent prints what installers say also when they succeed.
    env: { ...stepEnvironment(world.env), ...(request.logLevel === 'debug' ? { AUTOML_VERBOSE: '1' } : {}) },
    secrets,
    grace: request.grace ?? 10,
    onEnded: (event) => {
      inbox.push(event);
    },
    onOutput: (event) => reporter.output(event),
    hold: async () => {
      // Closed early, the run was stopped by force.
      if (!request.keepServices || !end.hasCome) return;
      await end.finished();
      world.err.write('services are running: Ctrl-C stops them\n');
      await new Promise<void>((resolve) => (release = resolve));
    },
  });
  const stopListening = world.onInterrupt((signal) => {
    inbox.cancel(`interrupted by ${signal}`);
    release();
  });
  const { error } = await drive({
    plan,
    backend,
    inbox,
    journal: writer.journal,
    clock: systemClock(world.now),
    onEvent,
  });
  stopListening();
  if (error !== undefined) world.err.write(`warning: ${messageOf(error)}\n`);
  const record = await end.finished();
  await writer.close();
  return { record, folder: writer.folder };
}

/** What is known before the run: a file made for a script, and the warnings of the file. */
function announce(target: LoadedTarget, request: RunRequest, world: World): void {
  if (request.output === 'json') return;
  if (target.draft !== null)
    world.out.write(`# made for this run; save it as automl.yaml to keep it\n${target.draft}\n`);
  if (target.warnings !== '') world.err.write(target.warnings);
}

/** Nothing is run when one step can't be: hours of training would be lost to a secret that is missing at the end. */
async function refuse(
  plan: Plan,
  reasons: ReadonlyMap<string, string>,
  writer: RunWriter,
  world: World,
  onEvent: (event: RunEvent, state: RunStateView) => void,
): Promise<void> {
  const events = refusal(plan, reasons, world.now());
  for (const [index, event] of events.entries()) {
    await writer.journal.append(event);
    onEvent(event, fold(plan, events.slice(0, index + 1)));
  }
}

/** Reports and saves once, when the run ends: before services that are kept are waited for. */
class RunEnd {
  readonly #reporter: Reporter;
  readonly #saver: RecordSaver;
  #finished: Promise<RunRecord> | null = null;

  constructor(reporter: Reporter, saver: RecordSaver) {
    this.#reporter = reporter;
    this.#saver = saver;
  }

  see(event: RunEvent, state: RunStateView): void {
    this.#saver.see(state);
    if (event.type === 'run-ended') this.#finished = this.#finish();
  }

  get hasCome(): boolean {
    return this.#finished !== null;
  }

  finished(): Promise<RunRecord> {
    if (this.#finished === null) throw new Error('the run has not ended');
    return this.#finished;
  }

  async #finish(): Promise<RunRecord> {
    const record = await this.#saver.end();
    await this.#reporter.end(record);
    return record;
  }
}
