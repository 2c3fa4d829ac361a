/** Whose objects a run makes: the repository, as its forge or its origin names it. */
import { execFile } from 'node:child_process';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import type { ClusterRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export async function ownerOf(
  { repository }: Pick<ClusterRequest, 'repository'>,
  place: { readonly root: string; readonly file: string; readonly environment: string | null },
  world: Pick<World, 'host'>,
): Promise<Owner> {
  const { root, file, environment } = place;
  if (repository !== undefined) {
    const { forge, id, name } = repository;
    return { forge, repository: id, ...(name === undefined ? {} : { name }), file, environment };
  }
  const origin = parseRemote(await originOf(root));
  // Without a forge a folder is all that tells two projects apart.
  const { forge, path } = origin ?? { forge: 'local', path: `${world.host}:${root}` };
  return { forge, repository: path, file, environment };
}

/** `git@host:a/b.git`, `ssh://git@host:22/a/b` and `https://user@host/a/b` name the same. Null for anything else. */
export function parseRemote(url: string): { readonly forge: string; readonly path: string } | null {
  const [, host, path] =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(url) ??
    /^(?:[^@/\s]+@)([^:/\s]+):(.+?)(?:\.git)?\/?$/.exec(url) ??
    [];
  return host === undefined || path === undefined ? null : { forge: host.toLowerCase(), path };
}

/** '' where there is none. */
function originOf(root: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('git', ['-C', root, 'config', '--get', 'remote.origin.url'], (error, stdout) => {
      resolve(error === null ? stdout.trim() : '');
    });
  });
}
