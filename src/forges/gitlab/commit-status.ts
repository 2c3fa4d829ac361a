/** What a commit shows of a run: https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
import { shortLine } from '../../report/plain-text.ts';
import type { CommitStatus } from '../forge.ts';
import { projectPath } from './access.ts';
import type { GitLabClient } from './client.ts';
import { GitLabError } from './refusal.ts';

/** The pipeline of the job. */
export interface OwnPipeline {
  /** Commit that GitLab runs it for: of merged results the merge. */
  readonly commit: string;
  /** Commit that the run is about. */
  readonly head: string;
}

const states: Readonly<Record<CommitStatus['state'], string>> = {
  pending: 'running',
  success: 'success',
  failure: 'failed',
  error: 'canceled',
};

/** Characters of a description, a name and an address. */
const longest = 255;

/**
 * Of a commit that the job's own pipeline is about the job itself is the status. A second one there would go on for ever if the
 * job is killed, and fail pipelines whose job may fail (`allow_failure`).
 */
export async function setCommitStatus(
  client: GitLabClient,
  { commit, context, state, description, url }: CommitStatus,
  pipeline: OwnPipeline | null,
): Promise<void> {
  if (commit === pipeline?.head || commit === pipeline?.commit) return;
  const body = {
    state: states[state],
    name: shortLine(context, longest),
    description: shortLine(description, longest),
    ...(url === null || url.length > longest ? {} : { target_url: url }),
  };
  const path = `${projectPath(client.access)}/statuses/${commit}`;
  const call = { method: 'POST', path, body, role: 'Developer', repeatable: true } as const;
  await client.effect(call).catch((error: unknown) => {
    // It is in that state already: an earlier try has come through, or a job that was retried says it again.
    if (!(error instanceof GitLabError && error.said.includes('Cannot transition status'))) throw error;
  });
}
