/** The calls that the rest of the program knows, made to GitLab. */
import type { ForgeApi } from '../forge.ts';
import type { GitLabClient } from './client.ts';
import { setCommitStatus, type OwnPipeline } from './commit-status.ts';
import { Environments, type DeployingJob } from './environments.ts';
import { mergeRequestOf, openMergeRequests } from './merge-requests.ts';
import { awardEmoji, Notes } from './notes.ts';
import { mayWrite } from './users.ts';

export interface GitLabJob {
  /** Page of the project; null: it is not said. */
  readonly page: string | null;
  /** Null: it is about no commit. */
  readonly pipeline: OwnPipeline | null;
  readonly job: DeployingJob;
}

/** Closes the client in the end. */
export function gitlabApi(client: GitLabClient, { page, pipeline, job }: GitLabJob): ForgeApi {
  return {
    comments: (pull) => new Notes(client, pull, page),
    setStatus: (status) => setCommitStatus(client, status, pipeline),
    deployments: new Environments(client, job),
    pull: (number) => mergeRequestOf(client, number),
    openPulls: () => openMergeRequests(client),
    mayWrite: (user) => mayWrite(client, user),
    react: (comment, reaction) => awardEmoji(client, comment, reaction),
    close: () => client.close(),
  };
}
