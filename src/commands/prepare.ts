/** What `run` and `plan` share: from a target on the command line to the plan of one run. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { AutomlError, messageOf } from '../errors.ts';
import { buildPlan } from '../plan/build.ts';
import { environmentOf, type Trigger } from '../plan/environment.ts';
import { resolveParams } from '../plan/params.ts';
import type { Commit, Plan } from '../plan/plan.ts';
import { formatDiagnostics } from '../report/diagnostics.ts';
import { readSource, type Source } from '../source/source.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { draftText, inferParams, nameFromFile } from '../workflow/draft.ts';
import { loadWorkflow, projectFiles, readWorkflow, type LoadedWorkflow } from '../workflow/load.ts';
import type { Workflow } from '../workflow/model.ts';
import type { World } from './world.ts';

export interface PlanTarget {
  /** Folder, workflow file, or a .py or .ipynb file. */
  readonly target: string;
  /** `name=value` texts */
  readonly params: readonly string[];
  readonly paramsFile?: string;
  readonly steps: readonly string[];
  readonly parallel?: number;
  readonly failFast?: boolean;
  readonly environment?: string;
  readonly trigger: Trigger;
  /** What the forge knows better than the checkout: the head of a pull request and its merge commit. */
  readonly commit?: Pick<Commit, 'head' | 'merge' | 'ref'>;
}

export interface PreparedRun {
  readonly workflow: Workflow;
  readonly source: Source;
  readonly plan: Plan;
  /** Warnings of the file. */
  readonly warnings: string;
  /** The file that was made for a script, to show it. */
  readonly draft: string | null;
}

/** @throws AutomlError INVALID_FILE after printing the problems, or USAGE */
export async function prepare(request: PlanTarget, id: string, world: World): Promise<PreparedRun> {
  const { loaded, draft } = await loadTarget(request, world);
  const report = formatDiagnostics([loaded], 'text', { color: world.color });
  if (loaded.workflow === null || hasErrors(loaded.diagnostics)) {
    throw new AutomlError('INVALID_FILE', report.trimEnd());
  }
  const { workflow, root } = loaded;
  const params = resolveParams(workflow.params, {
    assignments: request.params,
    ...(request.paramsFile === undefined ? {} : { file: await readParamsFile(request.paramsFile, world.cwd) }),
  });
  const source = await readSource(root);
  const plan = buildPlan(workflow, {
    file: path
      .relative(source.repository, path.join(root, path.basename(loaded.file)))
      .split(path.sep)
      .join('/'),
    run: { id, event: request.trigger.event },
    commit: { ...source.commit, ...request.commit },
    environment: request.environment ?? environmentOf(workflow.environments, request.trigger),
    params,
    only: request.steps,
    parallel: request.parallel ?? world.cpus,
    ...(request.failFast === undefined ? {} : { failFast: request.failFast }),
  });
  return { workflow, source, plan, draft, warnings: loaded.diagnostics.length === 0 ? '' : report };
}

async function loadTarget(
  request: PlanTarget,
  world: World,
): Promise<{ loaded: LoadedWorkflow; draft: string | null }> {
  const target = path.resolve(world.cwd, request.target);
  if (!/\.(py|ipynb)$/.test(target)) return { loaded: await loadWorkflow(target, world.cwd), draft: null };
  const inside = !path.relative(world.cwd, target).startsWith('..');
  const root = inside ? world.cwd : path.dirname(target);
  const files = projectFiles(root);
  const relative = path.relative(root, target).split(path.sep).join('/');
  const name = nameFromFile(relative);
  const text = draftText({
    name,
    params: inferParams(request.params),
    requirements: files.kind('requirements.txt') === 'file' ? 'requirements.txt' : null,
    stages: [{ name: 'run', steps: [{ name, run: relative }] }],
  });
  return { loaded: { ...readWorkflow({ text, file: 'automl.yaml', files }), file: 'automl.yaml', root }, draft: text };
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
