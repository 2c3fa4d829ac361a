/** Finds the policy that the environment names. One that the repository could change would be none. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import type { CheckedFile } from '../report/diagnostics.ts';
import type { DiagnosticCode } from '../workflow/codes.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './read.ts';

const VARIABLE = 'AUTOML_POLICY';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * The policy, or what is wrong with it; null: there is none.
 * @param target the workflow file or folder that it is for
 * @throws AutomlError USAGE: the variable is set to nothing
 */
export function findPolicy(target: string, { env, cwd }: Surroundings): Policy | CheckedFile | null {
  const file = env[VARIABLE];
  if (file === undefined) return null;
  // A variable of CI that lost its value must not turn the policy off.
  if (file.trim() === '') throw new AutomlError('USAGE', `${VARIABLE} is set to nothing: name a file, or unset it`);
  const full = path.resolve(cwd, file);
  if (!existsSync(full)) return refused(file, 'FILE_NOT_FOUND', `${VARIABLE} names ${file}, which does not exist`);
  // A link in the repository that leads out of it could be made to lead elsewhere, so both of its ends count.
  const places = [full, realpathSync(full)];
  const projects = projectsAround(path.resolve(cwd, target));
  if (places.some((place) => foldersAround(place).some((folder) => projects.includes(folder)))) {
    const message = `${VARIABLE} names ${file}, which whoever changes the repository can change: keep it out of there`;
    return refused(file, 'POLICY_INSIDE', message);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(full);
  } catch (error) {
    return refused(file, 'UNREADABLE', `${VARIABLE} names ${file}, which can't be read: ${messageOf(error)}`);
  }
  return readPolicy(file, bytes);
}

/** The outermost repository around the target, so that a submodule is no way out; outside git its own folder. */
function projectsAround(target: string): readonly string[] {
  const real = existsSync(target) ? realpathSync(target) : target;
  return [target, real].map((place) => {
    const folders = foldersAround(place);
    const own = statSync(place, { throwIfNoEntry: false })?.isFile() === true ? path.dirname(place) : place;
    return folders.findLast((folder) => existsSync(path.join(folder, '.git'))) ?? own;
  });
}

/** From the path itself up to the root. */
function foldersAround(place: string): readonly string[] {
  const parent = path.dirname(place);
  return parent === place ? [place] : [place, ...foldersAround(parent)];
}

function refused(file: string, code: DiagnosticCode, message: string): CheckedFile {
  return { file, steps: 0, diagnostics: [{ file, line: 1, column: 1, severity: 'error', code, message }] };
}
