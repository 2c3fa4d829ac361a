/** Programs from PyPI for tests, each in an environment of its own that is kept from run to run. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChild } from './cluster/child.ts';

export interface FromPyPI {
  /** As pip reads it, without the version. */
  readonly name: string;
  readonly version: string;
  /** In its `bin`: a binary, or Python itself; a script would look for Python where the environment was made first. */
  readonly program: string;
}

/** Path of the program, which is installed where it is not there yet. @throws Error without python3, or without PyPI */
export async function programFromPyPI({ name, version, program }: FromPyPI): Promise<string> {
  const folder = path.join(os.homedir(), '.cache', 'automl-test', `${name.replace(/\[.*/, '')}-${version}`);
  const installed = path.join(folder, 'bin', program);
  if (existsSync(installed)) return installed;
  const fresh = `${folder}.${String(process.pid)}`;
  const made = await runChild('python3', ['-m', 'venv', fresh]);
  const pip = path.join(fresh, 'bin', 'pip');
  const { code, stderr } = made.code === 0 ? await runChild(pip, ['install', '--quiet', `${name}==${version}`]) : made;
  if (code !== 0) throw new Error(`${name} could not be installed: ${stderr}`);
  try {
    renameSync(fresh, folder);
  } catch {
    rmSync(fresh, { recursive: true }); // another suite was faster
  }
  return installed;
}
