/** `automl create|update cronworkflow NAME URL`: a CronJob for the workflow of a repository, which each of its runs clones. */
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { withClone, type Clone } from '../source/remote/clone.ts';
import { readGitUrl } from '../source/remote/git-url.ts';
import { readSource } from '../source/source.ts';
import { checkCron } from '../workflow/cron.ts';
import { nameProblem } from '../workflow/dialects/native/text.ts';
import { isTimezone, plainSchedule } from '../workflow/dialects/native/schedule.ts';
import type { Schedule } from '../workflow/model.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { ownerOf, repositoryAt } from './owner.ts';
import { loadTarget } from './prepare.ts';
import { readAccess, type AccessRequest } from './remote-access.ts';
import { fileIn } from './remote-workflow.ts';
import { validate } from './validate.ts';
import { worldIn, type World } from './world.ts';

export interface CronWorkflowRequest extends ConnectionRequest, AccessRequest {
  readonly verb: 'create' | 'update';
  /** Of the workflow and of its schedule, whatever the file says. */
  readonly name: string;
  readonly url: string;
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
  readonly retries: number;
  /** A branch; absent: the default branch. */
  readonly ref?: string;
  /** Absent: the workflow file at the top of the repository. */
  readonly file?: string;
  /** Only look at the file. */
  readonly check: boolean;
}

export async function cronWorkflow(request: CronWorkflowRequest, world: World): Promise<ExitCode> {
  const { name, url, cron } = request;
  const problem = nameProblem(name) ?? cronProblem(cron) ?? zoneProblem(request.timezone);
  if (problem !== null) throw new AutomlError('USAGE', problem);
  const address = readGitUrl(url);
  if (address.scheme === 'file' && !request.check)
    throw new AutomlError('USAGE', `pods of the cluster can't read ${url}: give the URL of a server that they reach`);
  const access = await readAccess(request, address, world);
  const interrupt = interruptSignal(world);
  const say = (sentence: string): void => {
    world.err.write(`${sentence}\n`);
  };
  const context = { ...world, clones: path.resolve(world.cwd, world.cache, 'clones'), signal: interrupt.signal, say };
  try {
    return await withClone({ address, ref: request.ref ?? null, access }, context, (clone) =>
      request.check
        ? Promise.resolve(validate({ targets: [fileIn(clone, request)], format: 'text' }, worldIn(clone, world)))
        : apply(clone, address.url, request, world),
    );
  } finally {
    interrupt.close();
  }
}

function cronProblem(cron: string): string | null {
  const problem = checkCron(cron);
  return problem === null ? null : `--schedule "${cron}": ${problem}`;
}

function zoneProblem(timezone: string): string | null {
  return isTimezone(timezone) ? null : `--timezone "${timezone}" is not known: give a name like Europe/Berlin`;
}

async function apply(clone: Clone, url: string, request: CronWorkflowRequest, world: World): Promise<ExitCode> {
  const { verb, name } = request;
  const loaded = loadTarget({ target: fileIn(clone, request), params: [] }, worldIn(clone, world));
  const workflow = { ...loaded.workflow, name };
  const schedule = scheduleOf(clone, request);
  return withCluster(request, world, async ({ api }) => {
    const { syncOf } = await import('./cluster-schedules.ts');
    const { scheduledEnvironment } = await import('./scheduled-environment.ts');
    const { readNamespace } = await import('../backends/kubernetes/preflight/namespace.ts');
    const { clusterSchedules } = await import('../backends/kubernetes/scheduling/store.ts');
    const whose = { repository: repositoryAt(url, world), ...(loaded.workflow.name === name ? {} : { alias: name }) };
    const file = path.relative(clone.folder, path.join(loaded.root, path.basename(loaded.file)));
    const environment = scheduledEnvironment(workflow);
    const owner = await ownerOf(whose, { root: loaded.root, file: file.split(path.sep).join('/'), environment }, world);
    const store = clusterSchedules({
      api,
      project: { owner, workflow: name },
      now: world.now,
      syncing: async () => {
        const source = await readSource(loaded.root);
        const { assignsUsers } = await readNamespace(api);
        const commit = { ...source.commit, url };
        return syncOf({ workflow, source, commit, assignsUsers, allowsOlder: true }, world);
      },
      close: () => Promise.resolve(),
    });
    const isThere = (await store.known()).length > 0;
    if (isThere !== (verb === 'update')) throw notAs(request, api.namespace);
    for (const { action, object } of await store.sync([schedule], { dryRun: false }))
      world.out.write(`${action === 'unchanged' ? action : `${action}d`}  ${object}\n`);
    return exitCode.ok;
  });
}

function scheduleOf({ branch }: Clone, { name, cron, timezone, retries }: CronWorkflowRequest): Schedule {
  if (branch === null) {
    const why = 'a schedule takes the head of a branch each time, and this is a tag or a commit';
    throw new AutomlError('USAGE', `${why}: give --branch`);
  }
  const plain = plainSchedule(name, { line: 1, column: 1 }, { cron });
  return { ...plain, timezone, retries, backend: 'cluster', ref: branch };
}

function notAs({ verb, name, url }: CronWorkflowRequest, namespace: string): AutomlError {
  return verb === 'create'
    ? new AutomlError('USAGE', `namespace ${namespace} has it already: automl update cronworkflow ${name} ${url}`)
    : new AutomlError(
        'NOT_FOUND',
        `namespace ${namespace} does not have it: automl create cronworkflow ${name} ${url}`,
      );
}
