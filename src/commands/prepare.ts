/** What `run` and `plan` share: from a target on the command line to the plan of one run. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { AutomlError, messageOf } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import { jobUrl } from '../forges/job-url.ts';
import { buildPlan } from '../plan/build.ts';
import type { Trigger } from '../plan/environment.ts';
import { resolveParams } from '../plan/params.ts';
import type { Commit, Plan, ScheduledFire } from '../plan/plan.ts';
import { formatDiagnostics, type CheckedFile } from '../report/diagnostics.ts';
import { lastFire } from '../schedule/fires.ts';
import { readSource, type Source } from '../source/source.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { plainDriver } from '../workflow/driver.ts';
import { draftText, inferParams, nameFromFile } from '../workflow/draft.ts';
import { FolderFiles } from '../workflow/files.ts';
import { loadWorkflow, type LoadedWorkflow } from '../workflow/load.ts';
import { readWorkflow } from '../workflow/read.ts';
import type { DriverPod, Schedule, Workflow } from '../workflow/model.ts';
import type { Rules } from '../workflow/rules.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';
import { holdBack } from './held-back.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import { linted } from './linted.ts';
import { policyRules } from './policy.ts';
import { worldIn, type World } from './world.ts';

export interface PlanTarget {
  /** Folder, workflow file, or a .py or .ipynb file. */
  readonly target: string;
  /** Checkout that it is in, where that is not the current folder; its runs are recorded in the current one all the same. */
  readonly checkout?: string;
  /** `name=value` texts */
  readonly params: readonly string[];
  readonly paramsFile?: string;
  /** What was filled in where the job was started by hand, by name; only params of the workflow are taken. */
  readonly offered?: Readonly<Record<string, string>>;
  readonly steps: readonly string[];
  readonly parallel?: number;
  readonly failFast?: boolean;
  readonly environment?: string;
  /** Overrides the file when set. */
  readonly driver?: 'cluster' | 'here';
  readonly trigger: Trigger;
  /** Branch whose last success the run is compared with; absent: nothing says it. */
  readonly base?: string;
  /**
   * Which schedule of the file it is a run of. `at`: ISO time that it stands for; absent: when that one fired last, by now
   * or `asOf` (milliseconds since the epoch). `delay`: milliseconds after that time at which it was to begin; absent: nobody
   * waits for it. `concurrency`: in place of what the file says of it.
   */
  readonly schedule?: {
    readonly name: string;
    readonly at?: string;
    readonly asOf?: number;
    readonly delay?: number;
    readonly concurrency?: Schedule['concurrency'];
  };
  /** Files and commit of the project, where its folder can't tell them. */
  readonly source?: Source;
  /** What the forge knows better than the checkout: the head of a pull request and its merge commit. */
  readonly commit?: Pick<Commit, 'head' | 'merge' | 'ref' | 'url'>;
  /** Of the job that this is, for what else is to be asked there; absent: nothing is. */
  readonly forge?: Forge;
}

export interface LoadedTarget {
  readonly workflow: Workflow;
  /** As the user would type it. */
  readonly file: string;
  readonly root: string;
  /** Below it its runs are recorded. */
  readonly recordsRoot: string;
  /** Warnings of the file, as text. */
  readonly warnings: string;
  /** The file that was made for a script. */
  readonly draft: string | null;
}

/** The file of a run has errors. The message lists them for people. */
export class InvalidFile extends AutomlError {
  readonly checked: CheckedFile;

  constructor(checked: CheckedFile, message: string) {
    super('INVALID_FILE', message);
    this.checked = checked;
  }
}

/** @throws InvalidFile */
export function loadTarget(request: Pick<PlanTarget, 'target' | 'checkout' | 'params'>, outer: World): LoadedTarget {
  const { checkout } = request;
  const world = checkout === undefined ? outer : worldIn({ folder: checkout }, outer);
  const { rules, broken } = policyRules(request.target, world);
  if (broken !== null) throw new InvalidFile(broken, formatDiagnostics([broken], 'text', world).trimEnd());
  const { loaded, draft } = isScript(request.target)
    ? draftTarget(request, world, rules)
    : { loaded: linted(loadWorkflow(request.target, { cwd: world.cwd, rules }), world.now()), draft: null };
  const { workflow, diagnostics, file, root } = loaded;
  const report = diagnostics.length === 0 ? '' : formatDiagnostics([loaded], 'text', world);
  if (workflow === null || hasErrors(diagnostics)) throw new InvalidFile(loaded, report.trimEnd());
  return { workflow, file, root, recordsRoot: checkout === undefined ? root : outer.cwd, warnings: report, draft };
}

/** A file that is run alone, without a workflow file. */
export function isScript(target: string): boolean {
  return /\.(py|ipynb)$/.test(target);
}

/** The plan, still without the id of a run. @throws AutomlError USAGE for params and steps that don't fit */
export async function preparePlan(
  { workflow, file, root }: LoadedTarget,
  request: PlanTarget,
  world: World,
): Promise<{ readonly plan: Plan; readonly source: Source; readonly warnings: readonly string[] }> {
  const fire = request.schedule === undefined ? null : fireOf(workflow, request.schedule, world);
  const params = resolveParams(workflow.params, {
    ...(fire === null ? {} : { scheduled: fire.schedule.params }),
    ...(request.offered === undefined ? {} : { offered: request.offered }),
    assignments: request.params,
    ...(request.paramsFile === undefined ? {} : { file: await readParamsFile(request.paramsFile, world.cwd) }),
  });
  const source = request.source ?? (await readSource(root));
  const url = jobUrl(world.env);
  const { base, trigger } = request;
  const { event, pull } = trigger;
  const about = { ...(pull === undefined ? {} : { pull }), ...(base === undefined ? {} : { base }) };
  const plan = buildPlan(workflow, {
    file: path
      .relative(source.repository, path.join(root, path.basename(file)))
      .split(path.sep)
      .join('/'),
    run: { id: '', event, ...(url === null ? {} : { url }), ...about },
    schedule: fire?.fire ?? null,
    commit: { ...source.commit, ...request.commit },
    environment: chosenEnvironment(workflow, request),
    params,
    only: request.steps,
    processors: world.cpus,
    ...(request.parallel === undefined ? {} : { parallel: request.parallel }),
    ...(request.failFast === undefined ? {} : { failFast: request.failFast }),
    ...(request.driver === undefined ? {} : { driver: driverOf(workflow, request.driver) }),
  });
  const held = await holdBack(plan, request.forge);
  return { plan: held.plan, source, warnings: [...source.warnings, ...held.warnings] };
}

function driverOf({ driver }: Workflow, where: 'cluster' | 'here'): DriverPod | null {
  return where === 'here' ? null : (driver ?? plainDriver);
}

/** @throws AutomlError USAGE for a schedule that the file does not have, and a time that is none */
function fireOf(
  { schedules }: Workflow,
  { name, at, asOf, delay, concurrency }: NonNullable<PlanTarget['schedule']>,
  { now }: World,
): { readonly schedule: Schedule; readonly fire: ScheduledFire } {
  const schedule = schedules.find((each) => each.name === name);
  if (schedule === undefined) {
    const names = schedules.map((each) => each.name);
    throw new AutomlError('USAGE', `the workflow has no schedule "${name}"${orWhatItHas(name, names, names)}`);
  }
  const moment = at === undefined ? latestFire(schedule, asOf ?? now()) : Date.parse(at);
  if (Number.isNaN(moment))
    throw new AutomlError('USAGE', `--scheduled-at "${at ?? ''}" is not a time like 2026-03-01T03:00:00Z`);
  const fire = {
    name,
    at: new Date(moment).toISOString(),
    concurrency: concurrency ?? schedule.concurrency,
    ...(delay === undefined ? {} : { due: new Date(moment + delay).toISOString() }),
  };
  return { schedule, fire };
}

function latestFire(schedule: Schedule, until: number): number {
  return lastFire(schedule, until) ?? until;
}

/**
 * A workflow of one step for a script or notebook. In a repository its root is the current folder, if the file is below
 * it: imports work as they do by hand. Elsewhere it is the file's own folder: nobody wants a copy of the home folder.
 * @throws AutomlError USAGE
 */
function draftTarget(
  request: Pick<PlanTarget, 'target' | 'params'>,
  { cwd }: World,
  rules: Rules | null,
): { loaded: LoadedWorkflow; draft: string } {
  const target = path.resolve(cwd, request.target);
  if (!(statSync(target, { throwIfNoEntry: false })?.isFile() ?? false)) {
    throw new AutomlError('USAGE', `there is no file ${request.target}`);
  }
  const below = !path.relative(cwd, target).startsWith('..');
  const root = below && isInRepository(cwd) ? cwd : path.dirname(target);
  const files = new FolderFiles(root);
  const run = path.relative(root, target).split(path.sep).join('/');
  const name = nameFromFile(run);
  const text = draftText({
    name,
    params: inferParams(request.params),
    requirements: files.kind('requirements.txt') === 'file' ? 'requirements.txt' : null,
    stages: [{ name: 'run', steps: [{ name, run }] }],
  });
  const read = readWorkflow({ text, file: request.target, files, rules });
  if (read.workflow === null) {
    // Lines of a file that nobody has written help nobody.
    throw new AutomlError('USAGE', read.diagnostics.map(({ message }) => message).join('\n'));
  }
  return { loaded: { ...read, file: request.target, root }, draft: text };
}

function isInRepository(folder: string): boolean {
  if (existsSync(path.join(folder, '.git'))) return true;
  const parent = path.dirname(folder);
  return parent !== folder && isInRepository(parent);
}

async function readParamsFile(
  file: string,
  cwd: string,
): Promise<{ name: string; values: Readonly<Record<string, unknown>> }> {
  const text = await readFile(path.resolve(cwd, file), 'utf8').catch((error: unknown) => {
    throw new AutomlError('USAGE', `--params-file ${file} can't be read: ${messageOf(error)}`, { cause: error });
  });
  const values = parseParams(file, text);
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new AutomlError('USAGE', `--params-file ${file}: expected a map of param names to values`);
  }
  return { name: file, values: values as Readonly<Record<string, unknown>> };
}

function parseParams(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new AutomlError('USAGE', `--params-file ${file}: ${messageOf(error)}`, { cause: error });
  }
}
