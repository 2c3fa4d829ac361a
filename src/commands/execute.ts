/** One run on this machine, from the request to the finished record: what the command line and the action share. */
import path from 'node:path';
import { LocalBackend } from '../backends/local/backend.ts';
import { findCache } from '../backends/local/cache.ts';
import { stepEnvironment } from '../backends/local/environment.ts';
import { findInterpreter, type Interpreter } from '../backends/local/interpreter.ts';
import { preflight } from '../backends/local/preflight.ts';
import { readSecrets, type SecretValues } from '../backends/local/secrets.ts';
import { systemClock } from '../engine/clock.ts';
import { drive } from '../engine/drive.ts';
import type { RunEvent } from '../engine/events.ts';
import { Inbox } from '../engine/inbox.ts';
import { refusal } from '../engine/refusal.ts';
import { initialState, apply } from '../engine/state.ts';
import type { RunStateView } from '../engine/view.ts';
import { AutomlError, messageOf } from '../errors.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { isCode } from '../records/files.ts';
import { runsFolder, startRun, type RunWriter } from '../records/file-store.ts';
import { RecordSaver } from '../records/record-saver.ts';
import { toRecord } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import { isTracked } from '../source/git.ts';
import type { Source } from '../source/source.ts';
import { loadTarget, preparePlan, type LoadedTarget, type PlanTarget } from './prepare.ts';
import { makeReporter, type RunOutput } from './reporting.ts';
import { RunEnd } from './run-end.ts';
import type { World } from './world.ts';

export interface ExecuteRequest extends PlanTarget {
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
  const needs = await gather(request, world);
  const started = new Date(world.now()).toISOString();
  const { pid, host } = world;
  const runs = runsFolder(needs.source.root);
  const writer = await startRun(runs, world.random, { pid, host, started }).catch(cannotRecord(runs));
  try {
    onStart(writer.folder);
    const plan: Plan = { ...needs.plan, run: { ...needs.plan.run, id: writer.id } };
    await writer.savePlan(plan).catch(cannotRecord(runs));
    return { record: await execute({ ...needs, plan }, writer, request, world), folder: writer.folder };
  } finally {
    // What could not be written was told when it was: to `drive` by the journal, to `execute` by the record.
    await writer.close().catch(() => undefined);
  }
}

function cannotRecord(runs: string): (error: unknown) => never {
  return (error) => {
    const why = `a run is recorded in ${runs}, which can't be written (${messageOf(error)})`;
    const hint = isCode(error, 'ENOSPC') ? 'free some space' : 'make it writable, or run a copy of the project';
    throw new AutomlError('PREFLIGHT', `${why}: ${hint}`, { cause: error });
  };
}

/** All that a run needs of this machine. */
interface Needs {
  readonly plan: Plan;
  readonly source: Source;
  readonly interpreter: Interpreter;
  readonly secrets: ReadonlyMap<string, SecretValues>;
}

async function gather(request: ExecuteRequest, world: World): Promise<Needs> {
  const target = loadTarget(request, world);
  announce(target, request, world);
  const [{ plan, source }, interpreter] = await Promise.all([
    preparePlan(target, request, world),
    findInterpreter(world.env['AUTOML_PYTHON'] ?? target.workflow.python.executable, world.env),
  ]);
  const names = [...new Set(plan.steps.flatMap((step) => step.secrets))];
  const secrets = await readSecrets(names, {
    files: request.secretFiles,
    lines: request.secretLines,
    root: source.root,
    cwd: world.cwd,
    isTracked: (file) => isTracked(source.root, file),
  });
  return { plan, source, interpreter, secrets };
}

/** What is known before the run: a file made for a script, and the warnings of the file. */
function announce(target: LoadedTarget, request: ExecuteRequest, world: World): void {
  if (request.output === 'json') return;
  if (target.draft !== null)
    world.out.write(`# made for this run; save it as automl.yaml to keep it\n${target.draft}\n`);
  if (target.warnings !== '') world.err.write(target.warnings);
}

async function execute(needs: Needs, writer: RunWriter, request: ExecuteRequest, world: World): Promise<RunRecord> {
  const { plan, source, interpreter, secrets } = needs;
  const { files } = source;
  const { refused, warnings } = preflight(plan, { secrets: new Set(secrets.keys()), interpreter, files });
  const cache = await findCache(path.resolve(world.cwd, world.cache), source.root);
  const cacheWarnings = cache.warning !== null && plan.steps.some(installs) ? [cache.warning] : [];
  for (const warning of [...source.warnings, ...warnings, ...cacheWarnings]) world.err.write(`warning: ${warning}\n`);
  const about = { backend: 'local', version: world.version, host: world.host } as const;
  const reporter = makeReporter(request, plan, world);
  const saver = new RecordSaver(writer, (state) => toRecord(plan, state, about));
  const end = new RunEnd(reporter, saver);
  const onEvent = (event: RunEvent, state: RunStateView): void => {
    end.see(event, state);
  };
  if (refused.size > 0) {
    await refuse(plan, refused, writer, world, onEvent);
    return end.finished();
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
    cache: cache.folder,
    // The agent prints what installers say also when they succeed.
    env: { ...stepEnvironment(world.env), ...(request.logLevel === 'debug' ? { AUTOML_VERBOSE: '1' } : {}) },
    secrets,
    grace: request.grace ?? 10,
    onEnded: (event) => {
      inbox.push(event);
    },
    onOutput: (event) => reporter.output(event),
    hold: async () => {
      // Closed before its end, the run was stopped by force.
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
  const clock = systemClock(world.now);
  const { error } = await drive({ plan, backend, inbox, journal: writer.journal, clock, onEvent });
  stopListening();
  if (error !== undefined) world.err.write(`warning: ${messageOf(error)}\n`);
  const record = await end.finished();
  await saver.retry().catch((failure: unknown) => {
    world.err.write(`warning: the record of run ${plan.run.id} could not be written: ${messageOf(failure)}\n`);
  });
  return record;
}

function installs({ code, requirements, skip }: PlanStep): boolean {
  return skip === undefined && (requirements !== undefined || code.kind === 'notebook');
}

/** Nothing is run when one step can't be: hours of training would be lost to a secret that is missing at the end. */
async function refuse(
  plan: Plan,
  reasons: ReadonlyMap<string, string>,
  writer: RunWriter,
  world: World,
  onEvent: (event: RunEvent, state: RunStateView) => void,
): Promise<void> {
  const state = initialState(plan);
  for (const event of refusal(plan, reasons, world.now())) {
    await writer.journal.append(event);
    apply(state, event);
    onEvent(event, state);
  }
}
