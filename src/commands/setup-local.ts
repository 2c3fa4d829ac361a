/** Runs on this machine. */
import path from 'node:path';
import { LocalBackend } from '../backends/local/backend.ts';
import { findCache } from '../backends/local/cache.ts';
import { stepEnvironment } from '../backends/local/environment.ts';
import { findInterpreter } from '../backends/local/interpreter.ts';
import { preflight } from '../backends/local/preflight.ts';
import { readSecrets } from '../backends/local/secrets.ts';
import { secretNames, type Plan, type PlanStep } from '../plan/plan.ts';
import { isTracked } from '../source/git.ts';
import type { Source } from '../source/source.ts';
import type { Workflow } from '../workflow/model.ts';
import type { ExecuteRequest } from './execute.ts';
import { localBaseline } from './local-baseline.ts';
import { localNotices } from './local-notices.ts';
import type { Driving, OpenRun, PreparedRun, RunSetup } from './setup.ts';
import type { World } from './world.ts';

/** @param runs folder of all runs */
export function localSetup(request: ExecuteRequest, workflow: Workflow, runs: string, world: World): RunSetup {
  const finding = findInterpreter(world.env['AUTOML_PYTHON'] ?? workflow.python.executable, world.env);
  // Looked for while the plan is made; a failure counts when `prepare` asks.
  finding.catch(() => undefined);
  return {
    backend: 'local',
    place: 'local',
    parallel: world.cpus,
    runId: null,
    begun: null,
    prepare: async (plan, source) => prepare(plan, source, { request, interpreter: await finding, runs }, world),
    close: () => Promise.resolve(),
  };
}

interface Found {
  readonly request: ExecuteRequest;
  readonly interpreter: Awaited<ReturnType<typeof findInterpreter>>;
  readonly runs: string;
}

async function prepare(
  plan: Plan,
  source: Source,
  { request, interpreter, runs }: Found,
  world: World,
): Promise<PreparedRun> {
  const secrets = await readSecrets(secretNames(plan), {
    files: request.secretFiles,
    lines: request.secretLines,
    root: source.root,
    cwd: world.cwd,
    isTracked: (file) => isTracked(source.root, file),
  });
  const { refused, warnings } = preflight(plan, { secrets, interpreter, files: source.files });
  const cache = await findCache(path.resolve(world.cwd, world.cache), source.root);
  const open = ({ plan: running, writer, onNews, onOutput, hold }: OpenRun): Driving => ({
    type: 'drive',
    backend: new LocalBackend({
      plan: running,
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
      onEnded: onNews,
      onOutput,
      hold,
    }),
    journal: writer.journal,
    resume: null,
    notices: localNotices(secrets, path.dirname(writer.folder), world),
    requestCancel: () => Promise.resolve(),
    finish: () => Promise.resolve(),
    leave: () => Promise.resolve(),
  });
  return {
    refused,
    warnings: [...warnings, ...(cache.warning !== null && plan.steps.some(installs) ? [cache.warning] : [])],
    notices: localNotices(secrets, null, world),
    baseline: (running) => localBaseline(running, runs, world),
    open: (run) => Promise.resolve(open(run)),
  };
}

function installs({ code, requirements, skip }: PlanStep): boolean {
  return skip === undefined && (requirements !== undefined || code.kind === 'notebook');
}
