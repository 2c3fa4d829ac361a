/** Whether what starts the schedules of a workflow file is committed beside it: GitHub starts nothing but what its own files say. */
import { execFileSync } from 'node:child_process';
import { isOnGitHub, scheduleDrift } from '../forges/github/schedules/drift.ts';
import { parseRemote } from '../source/remote-url.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import type { LoadedWorkflow } from '../workflow/load.ts';
import { chooseForge } from './choose-forge.ts';
import { fileIn, repositoryFolder } from './file-place.ts';
import type { World } from './world.ts';

/** Nothing for projects that are not on GitHub, or a server like it, or whose file has errors. */
export function driftOf({ workflow, file, root }: LoadedWorkflow, world: Pick<World, 'env'>): readonly Diagnostic[] {
  const repository = repositoryFolder(root);
  if (workflow === null || repository === null) return [];
  const wanted = workflow.schedules.some(({ backend }) => backend === 'ci');
  const uses = isOnGitHub({ repository });
  if ((!wanted && !uses) || !startsThere(repository, uses, world)) return [];
  return scheduleDrift({ repository, file: fileIn(repository, { root, file }) }, workflow.schedules, file);
}

/** A folder with workflow files of other things says nothing: people may start the schedules of this file by something else. */
function startsThere(repository: string, uses: boolean, world: Pick<World, 'env'>): boolean {
  const host = parseRemote(originOf(repository))?.forge ?? null;
  try {
    const forge = chooseForge({ host, repository }, world);
    if (forge === null || forge === 'gitlab') return false;
  } catch {
    // The files of several forges are there: in a job it is known.
    return false;
  }
  return uses || host === 'github.com' || world.env['GITHUB_ACTIONS'] === 'true';
}

function originOf(repository: string): string {
  try {
    const asked = ['-C', repository, 'config', '--get', 'remote.origin.url'];
    return execFileSync('git', asked, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // It has none, or there is no git.
    return '';
  }
}
