/** What git knows of the project, asked with as few processes as possible. */
import { execFile } from 'node:child_process';
import { messageOf } from '../errors.ts';

export interface GitFacts {
  /** Absolute path of the repository. */
  readonly repository: string;
  /** Commit of HEAD; null before the first commit. */
  readonly head: string | null;
  /** When that commit was made, as ISO 8601; null before the first. */
  readonly committed: string | null;
  /** Branch; null when detached. */
  readonly branch: string | null;
  /** What `listFiles` lists. */
  readonly files: readonly string[];
  readonly dirty: boolean;
}

/** Null when the folder is not inside a work tree or git is not installed; `warning` says when git refused. */
export async function readGit(folder: string): Promise<{ facts: GitFacts | null; warning: string | null }> {
  const git = (...args: string[]): Promise<string> => runGit(['-C', folder, ...args]);
  try {
    // HEAD may not exist yet, so it is asked for apart from the rest.
    const [top, head, branch, files, status] = await Promise.all([
      git('rev-parse', '--show-toplevel'),
      git('log', '-1', '--no-show-signature', '--format=%H %cI').catch(() => ''),
      git('symbolic-ref', '-q', '--short', 'HEAD').catch(() => ''),
      listFiles(folder),
      // A CI's cache brings records without the file that hides them from git; they are no source.
      git('status', '--porcelain', '-z', '--', '.', ':(exclude).automl'),
    ]);
    const [commit = '', committed = ''] = head.trim().split(' ');
    return {
      facts: {
        repository: top.trimEnd(),
        head: commit === '' ? null : commit,
        committed: committed === '' ? null : committed,
        branch: branch.trim() === '' ? null : branch.trim(),
        files,
        dirty: status !== '',
      },
      warning: null,
    };
  } catch (error) {
    const message = messageOf(error);
    const refused = /dubious ownership/.test(message);
    return {
      facts: null,
      warning: refused
        ? `git does not trust ${folder} (another user owns it), so the run has no commit: git config --global --add safe.directory ${folder}`
        : null,
    };
  }
}

/** Tracked, and untracked but not ignored, relative to the folder; gone files and submodules (as one entry) included. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const what = ['--cached', '--others', '--exclude-standard', '--deduplicate', '--', '.'];
  const listed = await runGit(['-C', folder, 'ls-files', '-z', ...what]);
  return listed.split('\0').filter((file) => file !== '');
}

/** Whether git tracks the file; false outside git. */
export async function isTracked(folder: string, file: string): Promise<boolean> {
  const listed = await runGit(['-C', folder, 'ls-files', '--cached', '--', file]).catch(() => '');
  return listed !== '';
}

/** Whether the one commit comes before the other; null: nobody knows, since a shallow clone lacks what is between, or one of them. */
export async function isAncestor(folder: string, earlier: string, later: string): Promise<boolean | null> {
  const says = (...args: string[]): Promise<boolean> =>
    runGit(['-C', folder, ...args]).then(
      () => true,
      () => false,
    );
  const isKnown = (commit: string): Promise<boolean> => says('cat-file', '-e', `${commit}^{commit}`);
  if (!(await isKnown(earlier)) || !(await isKnown(later))) return null;
  // Both are known: an exit status other than 0 says no.
  if (await says('merge-base', '--is-ancestor', earlier, later)) return true;
  const isShallow = await runGit(['-C', folder, 'rev-parse', '--is-shallow-repository']);
  return isShallow.trim() === 'true' ? null : false;
}

export interface GitOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** What it printed. Rejects with its complaints; the cause is the error of its process. */
export function runGit(args: readonly string[], options: GitOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', args, { maxBuffer: 256 * 1024 * 1024, ...options }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr || error.message, { cause: error }));
    });
  });
}
