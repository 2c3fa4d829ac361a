/** A repository by its address: one commit of it, in a private folder for as long as it is used. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../../errors.ts';
import { runGit } from '../git.ts';
import { gitEnvironment, type Access } from './access.ts';
import { gitFailure } from './git-failure.ts';
import type { GitUrl } from './git-url.ts';
import { remoteCommit, type RemoteCommit } from './remote-commit.ts';

export interface CloneRequest {
  readonly address: GitUrl;
  /** Branch, tag or commit; null: the default branch. */
  readonly ref: string | null;
  readonly access: Access;
}

export interface CloneContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of all clones. */
  readonly clones: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Ends git. */
  readonly signal: AbortSignal;
  /** For people. */
  readonly say: (sentence: string) => void;
}

export interface Clone extends RemoteCommit {
  /** The work tree. */
  readonly folder: string;
  /** What holds it: gone when nobody uses it any more. */
  readonly place: string;
  /** What it lacks, as sentences. */
  readonly notes: readonly string[];
}

/** First version that takes settings from its environment. */
const oldestGit = [2, 31] as const;
/** Milliseconds after which what a program left that died is nobody's any more. */
const forgotten = 24 * 3600 * 1000;

/** @throws AutomlError, and what `use` throws; the clone is gone in any case */
export async function withClone<T>(
  request: CloneRequest,
  context: CloneContext,
  use: (clone: Clone) => Promise<T>,
): Promise<T> {
  const { clones, pid } = context;
  const place = await mkdir(clones, { recursive: true, mode: 0o700 })
    .then(() => mkdtemp(path.join(clones, `${pid}-`)))
    // git tells real paths.
    .then((made) => realpath(made))
    .catch((error: unknown) => {
      const why = `a clone needs room in ${clones}, which can't be written (${messageOf(error)})`;
      throw new AutomlError('PREFLIGHT', `${why}: set AUTOML_CACHE to another folder`, { cause: error });
    });
  try {
    await sweep(context);
    return await use(await clone(request, place, context));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function clone(request: CloneRequest, place: string, { env, signal, say }: CloneContext): Promise<Clone> {
  const { address, access, ref } = request;
  const { url } = address;
  const folder = path.join(place, address.folder);
  const keys = path.join(place, '.access');
  await mkdir(keys, { mode: 0o700 });
  const own = await gitEnvironment(address, access, { env, folder: keys });
  const ask = (...args: readonly string[]): Promise<string> =>
    runGit(args, { env: own, signal }).catch((error: unknown) => {
      throw gitFailure(error, address, access);
    });
  await requireGit(ask);
  const commit = await remoteCommit(ask, url, ref);
  const name = commit.branch ?? commit.tag;
  say(`cloning ${url} at ${name === null ? '' : `${name}@`}${commit.sha.slice(0, 7)}`);
  const format = commit.sha.length === 64 ? ['--object-format=sha256'] : [];
  await ask('init', '--quiet', '--template=', ...format, '--', folder);
  const inside = (...args: readonly string[]): Promise<string> => ask('-C', folder, ...args);
  await inside('remote', 'add', 'origin', url);
  await fetchCommit(inside, commit.sha, url);
  await inside('checkout', '--quiet', '--detach', commit.sha);
  // Before any code of the repository runs: that is no business of its.
  await rm(keys, { recursive: true, force: true });
  return { ...commit, folder, place, notes: await submodules(folder) };
}

async function fetchCommit(git: (...args: string[]) => Promise<string>, sha: string, url: string): Promise<void> {
  const options = ['--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules'];
  await git('fetch', ...options, 'origin', sha).catch((error: unknown) => {
    if (!/not our ref|unadvertised object|no such remote ref|couldn't find remote ref/i.test(messageOf(error)))
      throw error;
    throw new AutomlError('NOT_FOUND', `${url} has no commit ${sha}, or does not give it away`, { cause: error });
  });
}

async function requireGit(ask: (...args: string[]) => Promise<string>): Promise<void> {
  const said = await ask('version');
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(said) ?? [];
  const [first, second] = oldestGit;
  if (Number(major) > first || (Number(major) === first && Number(minor) >= second)) return;
  const why = `a repository is cloned by git ${first}.${second} or newer, and this is ${said.trim()}`;
  throw new AutomlError('PREFLIGHT', `${why}: use a newer one, or clone it yourself and run the folder`);
}

/** They may lie anywhere, behind other logins: none is cloned. */
async function submodules(folder: string): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, '.gitmodules'), 'utf8').catch(() => '');
  const names = [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, name = '']) => name);
  if (names.length === 0) return [];
  const fix = 'where steps need them, clone with --recurse-submodules and run the folder';
  return [`submodules are not cloned: ${names.join(', ')}; ${fix}`];
}

/** What programs left that were killed. Best effort: none of it is in the way. */
async function sweep({ clones, isAlive, now }: CloneContext): Promise<void> {
  for (const name of await readdir(clones).catch(() => [])) {
    const pid = /^(\d+)-/.exec(name)?.[1];
    const left = path.join(clones, name);
    const made = await stat(left).catch(() => null);
    if (pid === undefined || made === null || isAlive(Number(pid)) || now() - made.mtimeMs < forgotten) continue;
    await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
}
