/** Whether somebody obeys commands below a comment: only then the comment says how they are written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Forge } from '../forges/forge.ts';
import { obeysComments } from '../forges/github/comment-workflow.ts';
import { repositoryFolder } from './file-place.ts';
import type { World } from './world.ts';

/** Best effort: what can't be read obeys nothing. */
export function listens({ kind, context }: Pick<Forge, 'kind' | 'context'>, { cwd, env }: World): boolean {
  const { folder } = context;
  const checkout = folder !== null && existsSync(folder) ? folder : (repositoryFolder(cwd) ?? cwd);
  const has = (place: string): boolean => workflowFiles(path.join(checkout, place)).some(obeysComments);
  switch (kind) {
    case 'github':
      return has('.github/workflows');
    case 'gitea':
      return has('.gitea/workflows') || has('.github/workflows');
    // The webhook and its pipeline are settings of the project, which no file of it shows.
    case 'gitlab':
      return env['AUTOML_COMMANDS'] === 'true';
    case 'generic':
      return false;
  }
}

function workflowFiles(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  } catch {
    return [];
  }
}
