/** Merge requests of the project: https://docs.gitlab.com/api/merge_requests */
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import type { PullState } from '../forge.ts';
import { projectPath } from './access.ts';
import type { GitLabClient } from './client.ts';
import { unlessGone } from './refusal.ts';

const mergeRequest = z.object({
  iid: z.number(),
  state: z.string(),
  /** Null: its branch has no commit, or is gone. */
  sha: z.string().nullable(),
  source_branch: z.string(),
  target_branch: z.string(),
  /** Null: the fork was deleted. */
  source_project_id: z.number().nullable(),
  target_project_id: z.number(),
});

/** One that is being merged right now is locked: that may fail, and then it stays. */
const openStates: readonly string[] = ['opened', 'locked'];

/** @throws AutomlError NOT_FOUND, FORGE */
export async function mergeRequestOf(client: GitLabClient, number: number): Promise<PullState> {
  const path = `${projectPath(client.access)}/merge_requests/${number}`;
  const found = await unlessGone(client.request({ method: 'GET', path, role: 'Reporter' }, mergeRequest));
  if (found === null || found.sha === null) {
    const what = found === null ? 'is not there' : 'has no commit';
    throw new AutomlError('NOT_FOUND', `merge request !${number} of project ${client.access.project} ${what}`);
  }
  return {
    number,
    isOpen: openStates.includes(found.state),
    head: found.sha,
    branch: found.source_branch,
    base: found.target_branch,
    isFork: found.source_project_id !== found.target_project_id,
  };
}

export async function openMergeRequests(client: GitLabClient): Promise<readonly number[]> {
  const path = `${projectPath(client.access)}/merge_requests`;
  const schema = z.object({ iid: z.number() });
  const numbers: number[] = [];
  for (const state of openStates) {
    const found = await client.list(path, schema, { query: { state }, role: 'Reporter' });
    numbers.push(...found.map(({ iid }) => iid));
  }
  return numbers;
}
