/** Another commit of a checkout, in a folder of its own beside it, for as long as it is used. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import { runGit } from './git.ts';
import { configured, tokenSettings } from './remote/access.ts';

export interface WorktreeRequest {
  /** A folder of the checkout. */
  readonly checkout: string;
  /** All of its digits. */
  readonly commit: string;
  /** What the commit has at its origin, where that gives away no others; null: it does. */
  readonly ref: string | null;
  /** For the origin, where the checkout has kept none; null: none is known. */
  readonly token: string | null;
  /** `refused`: of links that somebody unknown has made, even reading what they lead to is too much. */
  readonly links: 'kept' | 'refused';
}

export interface WorktreePlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A folder for what goes away. */
  readonly temporary: string;
}

type Git = (...args: readonly string[]) => Promise<string>;

/** Milliseconds after which a call of git has hung: a fetch of large files included. */
const gitPatience = 600_000;

/** Top of the repository that a folder is in. @throws AutomlError PREFLIGHT: it is in none */
export async function repositoryOf(folder: string): Promise<string> {
  const top = await runGit(['-C', folder, 'rev-parse', '--show-toplevel']).catch((error: unknown) => {
    const message = `${folder} is no checkout of a repository (${messageOf(error).trim()}): check it out before this step`;
    throw new AutomlError('PREFLIGHT', message, { cause: error });
  });
  return realpath(top.replace(/\n$/, ''));
}

/** @throws AutomlError, and what `use` throws; the folder is gone in any case */
export async function withWorktree<T>(
  request: WorktreeRequest,
  { env, temporary }: WorktreePlace,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const { checkout, commit } = request;
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw new Error(`no commit is named "${commit}"`);
  const own = await gitEnvironment(request, env);
  const git: Git = (...args) =>
    runGit(['-C', checkout, ...args], { env: own, signal: AbortSignal.timeout(gitPatience) });
  if (!(await has(git, commit))) await fetchCommit(git, request);
  if (request.links === 'refused') await refuseLinks(git, commit);
  const place = await realpath(await mkdtemp(path.join(temporary, 'automl-')));
  const folder = path.join(place, 'repository');
  try {
    await git('worktree', 'add', '--quiet', '--detach', folder, commit);
    return await use(folder);
  } finally {
    // What has been done stays done, though code of steps may have left what can't be removed. What git keeps about it is small.
    // It may have changed its settings, too: from here on they get no token.
    await rm(place, { recursive: true, force: true }).catch(() => undefined);
    await runGit(['-C', checkout, 'worktree', 'prune'], { env }).catch(() => undefined);
  }
}

async function fetchCommit(git: Git, { commit, ref }: WorktreeRequest): Promise<void> {
  const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', ...(isShallow ? ['--depth=1'] : [])];
  try {
    await git('fetch', ...options, 'origin', ref ?? commit);
  } catch (error) {
    const why = messageOf(error).trim().split('\n').at(-1) ?? '';
    const help =
      'the checkout must keep its credentials, or the token be one that may read the contents of the repository';
    throw new AutomlError('FORGE', `git can't fetch the commit ${commit} (${why}): ${help}`, { cause: error });
  }
  if (await has(git, commit)) return;
  throw new AutomlError('NOT_FOUND', `${ref ?? 'origin'} is not ${commit} any more: somebody has pushed meanwhile`);
}

function has(git: Git, commit: string): Promise<boolean> {
  return git('cat-file', '-e', `${commit}^{commit}`).then(
    () => true,
    () => false,
  );
}

/** @throws AutomlError PREFLIGHT */
async function refuseLinks(git: Git, commit: string): Promise<void> {
  const entries = (await git('ls-tree', '-r', '-z', '--full-tree', commit)).split('\0');
  const link = entries.find((entry) => entry.startsWith('120000 '))?.split('\t')[1];
  if (link === undefined) return;
  throw new AutomlError(
    'PREFLIGHT',
    `it has symbolic links (${link}), which are not followed where they come from a fork`,
  );
}

/** Git asks for the token only where the origin wants one, and its own settings have none: two would be refused. */
async function gitEnvironment(
  { checkout, token }: WorktreeRequest,
  env: WorktreePlace['env'],
): Promise<WorktreePlace['env']> {
  const url = (await runGit(['-C', checkout, 'remote', 'get-url', 'origin']).catch(() => '')).trim();
  const origin = /^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url).origin : null;
  const asks = token !== null && origin !== null;
  return {
    ...env,
    ...configured(env, [...(asks ? tokenSettings({ origin }) : []), ['core.hooksPath', '/dev/null']]),
    ...(asks ? { AUTOML_GIT_USER: 'x-access-token', AUTOML_GIT_TOKEN: token } : {}),
    // Whoever wants the files themselves says so for the whole job.
    GIT_LFS_SKIP_SMUDGE: env['GIT_LFS_SKIP_SMUDGE'] ?? '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    // Bytes a second, and seconds: a server that sends nothing is not waited for.
    GIT_HTTP_LOW_SPEED_LIMIT: '1',
    GIT_HTTP_LOW_SPEED_TIME: '60',
    LC_ALL: 'C',
  };
}
