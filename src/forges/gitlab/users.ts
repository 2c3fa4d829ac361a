/** Who asks GitLab, and what others may do in the project: https://docs.gitlab.com/api/project_members */
import { z } from 'zod';
import { projectPath } from './access.ts';
import type { GitLabClient } from './client.ts';
import { unlessGone } from './refusal.ts';

const user = z.object({ id: z.number(), username: z.string(), is_admin: z.boolean().optional() });
export type User = z.infer<typeof user>;

const member = z.object({ access_level: z.number(), state: z.string().optional() });

/** https://docs.gitlab.com/user/permissions: the least role that may push. */
const developer = 30;

/** Whose token it is; a project's token has a user of its own. */
export function currentUser(client: GitLabClient): Promise<User> {
  return client.request({ method: 'GET', path: '/user' }, user);
}

/** Whether the person may push, also where a group gives the role. */
export async function mayWrite(client: GitLabClient, username: string): Promise<boolean> {
  const found = await client.list('/users', user, { query: { username } });
  // GitLab does not tell upper from lower case there; one account has the name.
  const [one] = found.filter((each) => each.username.toLowerCase() === username.toLowerCase());
  if (one === undefined) return false;
  const path = `${projectPath(client.access)}/members/all/${one.id}`;
  const role = await unlessGone(client.request({ method: 'GET', path, role: 'Reporter' }, member));
  return role !== null && role.access_level >= developer && (role.state ?? 'active') === 'active';
}
