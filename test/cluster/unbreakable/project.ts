/** A project of this folder, as a CI job has it: a checkout of its own of one repository. */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../cluster.ts';

/** The folder of the copy. */
export function makeProject(name: string): string {
  const folder = makeFolder();
  cpSync(path.join(import.meta.dirname, name), folder, { recursive: true });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder });
  };
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'https://git.example.com/team/wine.git');
  return folder;
}
