/** What GitHub, or Gitea, is told and asked on behalf of a run. A chunk of its own: most commands make no call. */
import type { ForgeApi } from '../forge.ts';
import { Account } from './api/account.ts';
import { githubComments, react } from './api/comments.ts';
import { githubDeployments } from './api/deployments.ts';
import { mayWrite } from './api/people.ts';
import { openPulls, pullState } from './api/pulls.ts';
import type { GitHubRepository } from './api/repository.ts';
import { setStatus } from './api/statuses.ts';
import { githubClient } from './client.ts';

export interface GitHubApiOptions {
  readonly api: string;
  readonly owner: string;
  readonly name: string;
  readonly token: string;
  readonly version: string;
  /** Names the proxy. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isGitea: boolean;
  /** Id of the job's workflow run; null: it is not said. */
  readonly run: string | null;
}

export function githubApi(options: GitHubApiOptions): ForgeApi {
  const { owner, name, token, isGitea, run } = options;
  return forgeApi({ client: githubClient(options), repo: { owner, repo: name }, isGitea, token, run });
}

export function forgeApi(repository: GitHubRepository): ForgeApi {
  const account = new Account(repository);
  return {
    comments: (pull) => githubComments(repository, account, pull),
    setStatus: (status) => setStatus(repository, status),
    // Gitea has none: https://github.com/go-gitea/gitea/issues/19574
    deployments: repository.isGitea ? null : githubDeployments(repository),
    pull: (number) => pullState(repository, number),
    openPulls: () => openPulls(repository),
    mayWrite: (user) => mayWrite(repository, user),
    react: ({ id }, reaction) => react(repository, account, { id, reaction }),
    close: () => repository.client.close(),
  };
}
