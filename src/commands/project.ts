/** Where the runs of a project are: below the folder of its workflow file. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { runsFolder } from '../records/file-store.ts';
import type { World } from './world.ts';

/** `target` is a folder or a workflow file; it need not be valid, nor exist any more. */
export function runsOf(target: string, { cwd }: Pick<World, 'cwd'>): string {
  const place = path.resolve(cwd, target);
  const isFile = statSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
  return runsFolder(isFile ? path.dirname(place) : place);
}
