/** Where a workflow file stands: in which repository, which its forge knows by the origin. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseRemote } from '../source/remote-url.ts';
import { originOf } from './owner.ts';
import type { LoadedTarget } from './prepare.ts';

export interface FilePlace {
  /** Absolute; outside git the folder of the file. */
  readonly repository: string;
  /** Relative to it, with slashes. */
  readonly file: string;
  /** Null: the origin is on no server, or there is none. */
  readonly remote: { readonly forge: string; readonly path: string } | null;
}

export async function placeOf({ root, file }: Pick<LoadedTarget, 'root' | 'file'>): Promise<FilePlace> {
  const repository = repositoryFolder(root) ?? root;
  return { repository, file: fileIn(repository, { root, file }), remote: parseRemote(await originOf(root)) };
}

/** Null outside git. Git itself would refuse to say it where the checkout is another user's, and follow links. */
export function repositoryFolder(folder: string): string | null {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? null : repositoryFolder(parent);
}

/** The workflow file, relative to the repository, with slashes. */
export function fileIn(repository: string, { root, file }: Pick<LoadedTarget, 'root' | 'file'>): string {
  const relative = path.relative(repository, path.join(root, path.basename(file)));
  return relative.split(path.sep).join('/');
}

/** The repository as people know it: `github.com/acme/models`; null: it is on no server. */
export async function repositoryOf({ root }: Pick<LoadedTarget, 'root'>): Promise<string | null> {
  const remote = parseRemote(await originOf(root));
  return remote === null ? null : `${remote.forge}/${remote.path}`;
}
