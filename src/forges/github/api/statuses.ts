/** Commit statuses: https://docs.github.com/rest/commits/statuses */
import type { CommitStatus } from '../../forge.ts';
import type { GitHubRepository } from './repository.ts';

export async function setStatus(
  { client, repo }: GitHubRepository,
  { commit, context, state, description, url }: CommitStatus,
): Promise<void> {
  const target = url === null ? {} : { target_url: url };
  const status = { sha: commit, state, context, description: shortened(description), ...target };
  await client.call('POST /repos/{owner}/{repo}/statuses/{sha}', { ...repo, ...status }, { needs: 'statuses: write' });
}

/** Most characters that GitHub takes of a description. */
const longest = 140;

/** One line that GitHub takes. */
export function shortened(description: string): string {
  const characters = Array.from(description.replaceAll(/\s+/g, ' ').trim());
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
