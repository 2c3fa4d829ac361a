/** One run, from the request to the finished record: what the command line and the action share. */
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import { hasDriver } from '../records/driver.ts';
import { isCode } from '../records/files.ts';
import type { Publish } from '../publishing/publisher.ts';
import { openRun, runsFolder, startRun, type RunWriter } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import type { LogLevel } from '../report/console.ts';
import { chooseSetup, type ClusterRequest } from './choose-setup.ts';
import { keepHeapSmall } from './heap.ts';
import { loadTarget, preparePlan, type LoadedTarget, type PlanTarget } from './prepare.ts';
import type { RunOutput } from './reporting.ts';
import { baselineInTime, soughtBaseline } from './run-baseline.ts';
import { Run, type RunAbout } from './run-turns.ts';
import type { BegunRun, PreparedRun, RunSetup } from './setup.ts';
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
  /** Only submit it: a driver in the cluster sees to its end, and nobody here. */
  readonly detach?: boolean;
  /** An interrupt ends this program only, whatever the file says: another one goes on. */
  readonly leaves?: boolean;
  /** Aborted before the run has begun: it does not begin, and nothing is made. */
  readonly signal?: AbortSignal;
  /** Seconds between TERM and KILL; default 10. */
  readonly grace?: number;
  /** An older commit may replace the services of a newer one. */
  readonly allowOlder?: boolean;
  /** How the run is told to the forge; absent: it is not. */
  readonly publish?: Publish;
}

export interface FinishedRun {
  readonly record: RunRecord;
  /** The run's own folder. */
  readonly folder: string;
  /** What it is compared with; null: nothing is known. */
  readonly baseline: Baseline | null;
}

export interface GoOnRequest extends Pick<RunAbout, 'backend' | 'place' | 'output' | 'logLevel' | 'cancel' | 'detach'> {
  readonly begun: BegunRun;
  readonly id: string;
  /** Folder of all runs. */
  readonly runs: string;
  readonly publish?: Publish;
}

/** `onStart` learns the run's folder before anything runs. @throws AutomlError for what a person must mend first */
export async function executeRun(
  request: ExecuteRequest,
  world: World,
  onStart: (folder: string) => void = () => undefined,
): Promise<FinishedRun> {
  // Before the file is read, which takes more than the run will.
  keepHeapSmall();
  return executeTarget(loadTarget(request, world), request, world, onStart);
}

/** As `executeRun`, of a file that was read. */
export async function executeTarget(
  target: LoadedTarget,
  request: ExecuteRequest,
  world: World,
  onStart: (folder: string) => void = () => undefined,
): Promise<FinishedRun> {
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
  const { begun, runId } = setup;
  const leaves = request.leaves === true;
  request.signal?.throwIfAborted();
  if (begun !== null && runId !== null) {
    const runs = runsFolder(target.recordsRoot);
    return goOn({ ...request, ...setup, begun, runs, id: runId, cancel: null, detach: leaves }, world, onStart);
  }
  const { plan, source, warnings: known } = await preparePlan(target, request, { ...world, cpus: setup.parallel });
  const prepared = await setup.prepare(plan, source, target.workflow);
  request.signal?.throwIfAborted();
  const runs = runsFolder(target.recordsRoot);
  const warnings = [...known, ...prepared.warnings];
  return recorded(runs, runId, world, async (writer) => {
    onStart(writer.folder);
    const { output, logLevel, keepServices } = request;
    const about = { ...setup, output, logLevel, keepServices, cancel: null, detach: leaves, isNew: true, warnings };
    return drivePlan({ draft: plan, prepared, about, writer, publish: request.publish }, world);
  });
}

/** Goes on with a run that was begun before, by whomever. `onStart` learns the run's folder. */
export async function goOn(
  request: GoOnRequest,
  world: World,
  onStart: (folder: string) => void = () => undefined,
): Promise<FinishedRun> {
  const { begun, runs, id } = request;
  const { plan, prepared } = begun;
  return recorded(runs, id, world, async (writer) => {
    onStart(writer.folder);
    const about = { ...request, keepServices: false, isNew: false, warnings: prepared.warnings };
    return drivePlan({ draft: plan, prepared, about, writer, publish: request.publish }, world);
  });
}

interface DrivenPlan {
  /** Without the id of the run. */
  readonly draft: Plan;
  readonly prepared: PreparedRun;
  readonly about: Omit<RunAbout, 'publisher'>;
  readonly writer: RunWriter;
  readonly publish: Publish | undefined;
}

async function drivePlan({ draft, prepared, about, writer, publish }: DrivenPlan, world: World): Promise<FinishedRun> {
  const plan: Plan = { ...draft, run: { ...draft.run, id: writer.id } };
  await writer.savePlan(plan).catch(cannotRecord(path.dirname(writer.folder)));
  const baseline = soughtBaseline(prepared, plan, (sentence) => {
    if (about.logLevel === 'debug') world.err.write(`${sentence}\n`);
  });
  const { folder } = writer;
  const { backend } = about;
  const { version, host } = world;
  const publisher = publish?.({ plan, about: { backend, version, host }, folder, baseline }) ?? null;
  try {
    const record = await new Run({ plan, prepared, writer, about: { ...about, publisher }, world }).execute();
    return { record, folder, baseline: await baselineInTime(baseline) };
  } catch (error) {
    const isDetached = error instanceof AutomlError && error.code === 'DETACHED';
    publisher?.left({ note: isDetached ? null : messageOf(error), follow: `automl attach ${plan.run.id}` });
    throw error;
  } finally {
    await publisher?.settled();
  }
}

/** @param id null: one that is new in the folder @throws AutomlError PREFLIGHT when the folder can't be written */
async function recorded<T>(
  runs: string,
  id: string | null,
  world: World,
  use: (writer: RunWriter) => Promise<T>,
): Promise<T> {
  const isWritten = id !== null && (await hasDriver(path.join(runs, id), world));
  // Another process of this machine writes the run down here: who only follows it must not write between its lines.
  const folder = isWritten ? path.join(runs, id, 'followed') : runs;
  const writer = await start(id, folder, world).catch(cannotRecord(folder));
  try {
    return await use(writer);
  } finally {
    // What could not be written was told when it was: to `drive` by the journal, to `execute` by the record.
    await writer.close().catch(() => undefined);
  }
}

function start(runId: string | null, runs: string, world: World): Promise<RunWriter> {
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
