/** A commit of a few files on top of a branch of the origin, made beside the user's own index and files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AutomlError, messageOf } from '../../../errors.ts';
import { runGit } from '../../../source/git.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CommittedFile {
  /** Relative to the repository. */
  readonly path: string;
  /** Null: it is to be gone. */
  readonly wanted: string | null;
}

export interface CommitOptions {
  readonly repository: string;
  readonly parent: string;
  readonly files: readonly CommittedFile[];
  readonly message: string;
  readonly env: Environment;
}

/** The head of a branch of the origin, with what it holds. @throws AutomlError FORGE */
export async function fetchBranch(repository: string, branch: string, env: Environment): Promise<string> {
  const fetched = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', 'origin', `refs/heads/${branch}`];
  const listed = ['ls-remote', '--exit-code', 'origin', `refs/heads/${branch}`];
  try {
    const [head = ''] = (await runGit(['-C', repository, ...listed], { env })).split('\t');
    // What comes to be there meanwhile holds it too.
    await runGit(['-C', repository, ...fetched], { env });
    return head;
  } catch (error) {
    throw new AutomlError('FORGE', `the branch ${branch} of the origin can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Files of a folder as a commit has them. */
export async function filesAt(
  repository: string,
  commit: string,
  folder: string,
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const git = (...args: string[]): Promise<string> => runGit(['-C', repository, ...args]);
  const listed = await git('ls-tree', '-z', '--name-only', '--full-tree', commit, '--', `${folder}/`);
  const paths = listed.split('\0').filter((file) => file !== '');
  return Promise.all(paths.map(async (file) => ({ path: file, text: await git('show', `${commit}:${file}`) })));
}

/** Null: the parent has all of it. */
export async function commitFiles({ repository, parent, files, message, env }: CommitOptions): Promise<string | null> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'automl-commit-'));
  const own = { ...env, GIT_INDEX_FILE: path.join(folder, 'index') };
  const git = async (...args: string[]): Promise<string> =>
    (await runGit(['-C', repository, ...args], { env: own })).trim();
  try {
    await git('read-tree', parent);
    for (const { path: file, wanted } of files) {
      if (wanted === null) {
        await git('update-index', '--force-remove', '--', file);
        continue;
      }
      const written = path.join(folder, 'file');
      await writeFile(written, wanted);
      const blob = await git('hash-object', '-w', '--no-filters', '--', written);
      await git('update-index', '--add', '--cacheinfo', `100644,${blob},${file}`);
    }
    const tree = await git('write-tree');
    if (tree === (await git('rev-parse', `${parent}^{tree}`))) return null;
    return await git(...(await identity(git)), 'commit-tree', tree, '-p', parent, '-m', message);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Machines of a CI have none. */
async function identity(git: (...args: string[]) => Promise<string>): Promise<readonly string[]> {
  const isKnown = await git('-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT').then(
    () => true,
    () => false,
  );
  return isKnown ? [] : ['-c', 'user.name=automl', '-c', 'user.email=automl@localhost'];
}

/** The branch is ours alone: it is set, whatever it held. @throws AutomlError FORGE that says which right is missing */
export async function pushCommit(repository: string, commit: string, branch: string, env: Environment): Promise<void> {
  const pushed = ['push', '--quiet', '--force', '--no-verify', 'origin', `${commit}:refs/heads/${branch}`];
  try {
    await runGit(['-C', repository, ...pushed], { env });
  } catch (error) {
    const message = messageOf(error).trim();
    // "refusing to allow a GitHub App to create or update workflow `…` without `workflows` permission", or an OAuth App `workflow` scope.
    const help = /without [`'"]?workflows?[`'"]? (?:permission|scope)/.test(message)
      ? '; the token of a job may never write workflow files: push as a person, or with a token that has `workflows: write` (a classic one: the scope `workflow`)'
      : '';
    throw new AutomlError('FORGE', `git could not push ${branch}: ${message}${help}`, { cause: error });
  }
}
