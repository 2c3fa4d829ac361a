/** The repository at GitHub or Gitea, and the client that its API is asked by. */
import type { GitHubClient } from '../forges/github/client.ts';
import { githubPlace, githubToken, type GitHubPlace } from '../forges/github/place.ts';
import type { Forge } from './choose-forge.ts';
import type { FilePlace } from './file-place.ts';
import type { World } from './world.ts';

export interface GitHubParts extends Pick<FilePlace, 'repository' | 'file'>, Pick<World, 'env'> {
  /** Null: the origin is on no server. */
  readonly place: GitHubPlace | null;
  /** Makes the client when a call is made first; null: there is no token. */
  readonly connect: (() => Promise<GitHubClient>) | null;
}

export function githubParts(
  { repository, file, remote }: FilePlace,
  forge: Exclude<Forge, 'gitlab'>,
  { env, version }: Pick<World, 'env' | 'version'>,
): GitHubParts {
  const place = githubPlace(env, remote, forge);
  const token = place === null ? null : githubToken(env, place);
  if (place === null || token === null) return { repository, file, env, place, connect: null };
  const { api } = place;
  const connect = async (): Promise<GitHubClient> => {
    const { githubClient } = await import('../forges/github/client.ts');
    return githubClient({ api, token, version, env });
  };
  return { repository, file, env, place, connect };
}
