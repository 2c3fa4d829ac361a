/** `automl run|create|update workflow NAME URL`: a run of a repository that is cloned for it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { environmentOf, type Trigger } from '../plan/environment.ts';
import { withClone, type Clone } from '../source/remote/clone.ts';
import { readGitUrl, type GitUrl } from '../source/remote/git-url.ts';
import { nameProblem } from '../workflow/dialects/native/text.ts';
import { FolderFiles } from '../workflow/files.ts';
import { executeTarget, type ExecuteRequest, type FinishedRun } from './execute.ts';
import { keepHeapSmall } from './heap.ts';
import { requireKnown } from './known-workflow.ts';
import { ownerOf, repositoryAt } from './owner.ts';
import { loadTarget, type LoadedTarget } from './prepare.ts';
import { readAccess, type AccessRequest } from './remote-access.ts';
import { reported, type RunRequest } from './run.ts';
import { validate } from './validate.ts';
import { worldIn, type World } from './world.ts';

export interface RemoteRequest extends Omit<RunRequest, 'target' | 'trigger'>, AccessRequest {
  readonly verb: 'run' | 'create' | 'update';
  /** Of the workflow, whatever the file says. */
  readonly name: string;
  readonly url: string;
  /** Branch, tag or commit; absent: the default branch. */
  readonly ref?: string;
  /** Absent: the workflow file at the top of the repository. */
  readonly file?: string;
  /** Only look at the file. */
  readonly check: boolean;
}

interface Interrupts {
  /** Aborted by an interrupt before the run begins; from then on the run itself hears of them. */
  readonly signal: AbortSignal;
  /** What a second one removes: the third kills this program. */
  place: string | null;
  hasBegun: boolean;
}

/** @throws AutomlError for what a person must mend first */
export async function remoteWorkflow(request: RemoteRequest, world: World): Promise<ExitCode> {
  const { name, ref = null, check, logLevel } = request;
  const problem = nameProblem(name);
  if (problem !== null) throw new AutomlError('USAGE', problem);
  const address = readGitUrl(request.url);
  const access = await readAccess(request, address, world);
  const { interrupts, stopListening } = listen(world);
  const context = {
    ...world,
    clones: path.resolve(world.cwd, world.cache, 'clones'),
    signal: interrupts.signal,
    say: (sentence: string) => {
      if (logLevel === 'info' || logLevel === 'debug') world.err.write(`${sentence}\n`);
    },
  };
  const cloned = <T>(use: (clone: Clone) => Promise<T>): Promise<T> =>
    withClone({ address, ref, access }, context, (clone) => {
      interrupts.place = clone.place;
      for (const note of clone.notes) world.err.write(`warning: ${note}\n`);
      return use(clone);
    });
  try {
    if (check) return await cloned((clone) => Promise.resolve(checkFile(clone, request, world)));
    return await reported(request, world, () => cloned((clone) => execute(clone, address, request, interrupts, world)));
  } catch (error) {
    if (!interrupts.signal.aborted) throw error;
    world.err.write('interrupted before the run began: nothing was run\n');
    return exitCode.cancelled;
  } finally {
    stopListening();
  }
}

/** Before the run listens itself: a clone must not be left behind, and nothing be begun. */
function listen(world: World): { readonly interrupts: Interrupts; readonly stopListening: () => void } {
  const stop = new AbortController();
  const interrupts: Interrupts = { signal: stop.signal, place: null, hasBegun: false };
  const stopListening = world.onInterrupt(() => {
    if (interrupts.hasBegun) return;
    if (stop.signal.aborted) {
      if (interrupts.place !== null) rmSync(interrupts.place, { recursive: true, force: true });
      stopListening();
    }
    stop.abort();
  });
  return { interrupts, stopListening };
}

function checkFile(clone: Clone, request: RemoteRequest, world: World): ExitCode {
  return validate({ targets: [fileIn(clone, request)], format: 'text' }, worldIn(clone, world));
}

async function execute(
  clone: Clone,
  address: GitUrl,
  request: RemoteRequest,
  interrupts: Interrupts,
  world: World,
): Promise<FinishedRun> {
  keepHeapSmall();
  const { name, verb, ref = null, file = '' } = request;
  const { url } = address;
  const loaded = loadTarget({ target: fileIn(clone, request), params: request.params }, worldIn(clone, world));
  // The clone goes, its record stays: where the command was called.
  const target: LoadedTarget = { ...loaded, workflow: { ...loaded.workflow, name }, recordsRoot: world.cwd };
  const trigger: Trigger = {
    event: 'command',
    branch: clone.branch,
    tag: clone.tag,
    defaultBranch: ref === null ? clone.branch : null,
  };
  const executing: ExecuteRequest = {
    ...request,
    // As CI knows the run again; the clone is elsewhere each time.
    target: JSON.stringify([name, url, ref, file]),
    trigger,
    commit: { head: clone.sha, merge: null, ref: clone.branch ?? clone.tag, url },
    repository: repositoryAt(url, world),
    ...(loaded.workflow.name === name ? {} : { alias: name }),
    signal: interrupts.signal,
  };
  if (verb !== 'run') {
    const environment = request.environment ?? environmentOf(target.workflow.environments, trigger);
    const owner = await ownerOf(executing, { ...target, file: pathIn(clone, target), environment }, world);
    await requireKnown({ verb, name, url, owner }, request, world);
  }
  return executeTarget(target, executing, world, () => {
    interrupts.hasBegun = true;
  });
}

/** The file that is meant, as it is named in the clone. @throws AutomlError USAGE for one that is not in it */
export function fileIn({ folder }: Clone, { file = '.' }: Pick<RemoteRequest, 'file'>): string {
  if (new FolderFiles(folder).kind(file) === 'outside') {
    throw new AutomlError('USAGE', `--file ${file} is not in the repository: name it as the repository does`);
  }
  return file;
}

/** The workflow file, relative to the repository. */
function pathIn({ folder }: Clone, { root, file }: LoadedTarget): string {
  return path
    .relative(folder, path.join(root, path.basename(file)))
    .split(path.sep)
    .join('/');
}
