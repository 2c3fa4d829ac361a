/** What a person may do in the repository: https://docs.github.com/rest/collaborators/collaborators */
import { z } from 'zod';
import { statusOf } from '../refusal.ts';
import type { GitHubRepository } from './repository.ts';

const permission = z.object({ permission: z.string(), role_name: z.string().nullish() });

/** `owner` is Gitea's. Roles of an organisation's own say by `permission` what they stand for. */
const writers: readonly string[] = ['write', 'maintain', 'admin', 'owner'];

export async function mayWrite({ client, repo }: GitHubRepository, username: string): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    const found = await client.call(route, { ...repo, username }, { needs: 'metadata: read', answer: permission });
    return [found.permission, found.role_name ?? ''].some((word) => writers.includes(word));
  } catch (error) {
    // Nobody of that name.
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
