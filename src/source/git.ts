/** What git knows of the project, asked with as few processes as possible. */
import { execFile } from 'node:child_process';
import { messageOf } from '../errors.ts';

export interface GitFacts {
  /** Absolute path of the repository. */
  readonly repository: string;
  /** Commit of HEAD; null before the first commit. */
  readonly head: string | null;
  /** Branch; null when detached. */
  readonly branch: string | null;
  /** What `listFiles` lists. */
  readonly files: readonly string[];
  readonly dirty: boolean;
}

/** Null when the folder is not inside a work tree or git is not installed; `warning` says when git refused. */
export async function readGit(folder: string): Promise<{ facts: GitFacts | null; warning: string | null }> {
  const git = (...args: string[]): Promise<string> => run('git', ['-C', folder, ...args]);
  try {
    // HEAD may not exist yet, so it is asked for apart from the rest.
    const [top, head, branch, files, status] = await Promise.all([
      git('rev-parse', '--show-toplevel'),
      git('rev-parse', '--verify', '-q', 'HEAD').catch(() => ''),
      git('symbolic-ref', '-q', '--short', 'HEAD').catch(() => ''),
      listFiles(folder),
      git('status', '--porcelain', '-z', '--', '.'),
    ]);
    return {
      facts: {
        repository: top.trimEnd(),
        head: head.trim() === '' ? null : head.trim(),
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
  const listed = await run('git', ['-C', folder, 'ls-files', '-z', ...what]);
  return listed.split('\0').filter((file) => file !== '');
}

/** Whether git tracks the file; false outside git. */
export async function isTracked(folder: string, file: string): Promise<boolean> {
  const listed = await run('git', ['-C', folder, 'ls-files', '--cached', '--', file]).catch(() => '');
  return listed !== '';
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr || error.message, { cause: error }));
    });
  });
}
