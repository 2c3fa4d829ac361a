/** What a person may do in the repository: https://docs.github.com/rest/collaborators/collaborators */
import { z } from 'zod';
import { statusOf } from '../refusal.ts';
import type { GitHubRepository } from './repository.ts';

const permission = z.object({ permission: z.string() });

/** `owner` is Gitea's. Roles are told by what they stand for: their names are an organisation's own, and may be any. */
const writers: readonly string[] = ['write', 'admin', 'owner'];

export async function mayWrite({ client, repo }: GitHubRepository, username: string): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    const found = await client.call(route, { ...repo, username }, { needs: 'metadata: read', answer: permission });
    return writers.includes(found.permission);
  } catch (error) {
    // Nobody of that name.
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
