/** One repository that runs on every forge, on a person's machine and in a cluster, and what its run is to be there. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { canonical } from '../../src/records/canonical.ts';
import { runRecord } from '../../src/records/schema.ts';

const execute = promisify(execFile);
const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export interface EverywhereRepository {
  readonly folder: string;
  /** Where its jobs leave their records: `push-<run>.json`, `gitlab.json`. */
  readonly out: string;
}

/** A repository of one commit on `main`. */
export async function makeEverywhere({ folder, out }: EverywhereRepository): Promise<void> {
  await cp(path.join(import.meta.dirname, 'everywhere'), folder, { recursive: true });
  await mkdir(out, { recursive: true });
  for (const name of ['.github/workflows/ci.yml', '.gitlab-ci.yml']) {
    const file = path.join(folder, name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('OUT/', `${out}/`));
  }
  const git = (...args: string[]) =>
    execute('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', ...args], { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message=first');
  // act is told the second name.
  for (const name of ['origin', 'forge']) await git('remote', 'add', name, 'https://github.com/acme/everywhere.git');
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  await git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
}

/** What a run of the default branch is, as the command line does it in a CI that nobody has heard of. @throws Error */
export async function byCommandLine({ folder, out }: EverywhereRepository): Promise<string> {
  const file = path.join(out, 'command-line.json');
  const told = { AUTOML_CI_BRANCH: 'main', AUTOML_CI_DEFAULT_BRANCH: 'main' };
  await execute(process.execPath, [cli, 'run', '--backend', 'local', '--record', file], {
    cwd: folder,
    env: { ...process.env, ...told },
  });
  return canonicalOf(file);
}

/** @throws Error for a file that is no record */
export async function canonicalOf(file: string): Promise<string> {
  return canonical(runRecord.parse(JSON.parse(await readFile(file, 'utf8'))));
}
