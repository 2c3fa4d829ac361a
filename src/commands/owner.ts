/** Whose objects a run makes: the repository, as its forge or its origin names it. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { parseRemote } from '../source/remote-url.ts';
import type { ClusterRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export async function ownerOf(
  { repository, alias }: Pick<ClusterRequest, 'repository' | 'alias'>,
  place: { readonly root: string; readonly file: string; readonly environment: string | null },
  world: Pick<World, 'host'>,
): Promise<Owner> {
  const { root, file, environment } = place;
  const named = alias === undefined ? {} : { alias };
  if (repository !== undefined) {
    const { forge, id, name } = repository;
    return { forge, repository: id, ...(name === undefined ? {} : { name }), file, environment, ...named };
  }
  const origin = await originOf(root);
  // Without a forge a folder is all that tells two projects apart.
  const { forge, id } = repositoryAt(parseRemote(origin) === null ? root : origin, world);
  return { forge, repository: id, file, environment, ...named };
}

/** @param place URL of a repository, or a folder of this machine */
export function repositoryAt(
  place: string,
  { host }: Pick<World, 'host'>,
): { readonly forge: string; readonly id: string } {
  const remote = parseRemote(place);
  if (remote !== null) return { forge: remote.forge, id: remote.path };
  const folder = place.startsWith('file://') ? path.resolve(fileURLToPath(place)) : place;
  return { forge: 'local', id: `${host}:${folder}` };
}

/** '' where there is none. */
export function originOf(root: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('git', ['-C', root, 'config', '--get', 'remote.origin.url'], (error, stdout) => {
      resolve(error === null ? stdout.trim() : '');
    });
  });
}
