/** Deployments, as a pull request and the page of the repository show them: https://docs.github.com/rest/deployments/deployments */
import { z } from 'zod';
import type { Deployment, Deployments, NewDeployment } from '../../forge.ts';
import { heldBack } from './environments.ts';
import type { GitHubRepository } from './repository.ts';
import { shortened } from './statuses.ts';

const numbered = z.object({ id: z.number() });
const givenStatus = z.object({ state: z.string() });

const needs = 'deployments: write';
const statuses = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';

export function githubDeployments(repository: GitHubRepository): Deployments {
  return {
    begin: (deployment) => begin(repository, deployment),
    end: (environment) => retire(repository, environment, Number.POSITIVE_INFINITY),
    heldBack: (environment) => heldBack(repository, environment),
  };
}

async function begin(repository: GitHubRepository, deployment: NewDeployment): Promise<Deployment> {
  const { client, repo } = repository;
  const { environment, commit, logUrl, isProduction, isTransient } = deployment;
  const parameters = {
    ...repo,
    ref: commit,
    environment,
    description: 'services of automl',
    // What shall be deployed is decided, and is that commit: nothing is merged into it or waited for.
    auto_merge: false,
    required_contexts: [],
    production_environment: isProduction,
    transient_environment: isTransient,
  };
  const asked = { needs, answer: numbered, times: 'once' } as const;
  const { id } = await client.call('POST /repos/{owner}/{repo}/deployments', parameters, asked);
  const log = logUrl === null ? {} : { log_url: logUrl };
  await tell(repository, id, { state: 'in_progress', ...log });
  return {
    succeeded: async (url) => {
      await tell(repository, id, { state: 'success', auto_inactive: true, ...log, ...pageOf(url) });
      // GitHub itself does that neither for production nor for what goes away.
      if (isProduction || isTransient) await retire(repository, environment, id);
    },
    failed: (description) => tell(repository, id, { state: 'failure', ...log, description: shortened(description) }),
  };
}

interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'inactive';
  readonly description?: string;
  readonly log_url?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

async function tell({ client, repo }: GitHubRepository, id: number, status: DeploymentStatus): Promise<void> {
  await client.call(`POST ${statuses}`, { ...repo, deployment_id: id, ...status }, { needs });
}

/** Nothing but a page of the web is taken there. */
function pageOf(url: string | null): { readonly environment_url?: string } {
  return url !== null && /^https?:\/\//.test(url) ? { environment_url: url } : {};
}

/** Most deployments that are looked at, the newest; and after how many of them in a row that are past the older ones are too. */
const bounds = { deployments: 30, past: 5 };
const past: readonly (string | null)[] = ['inactive', 'failure', 'error'];

/** Those that are older than the one with this id stand no more. */
async function retire(repository: GitHubRepository, environment: string, before: number): Promise<void> {
  const { client, repo } = repository;
  const asked = { needs: 'deployments: read' } as const;
  const newestFirst = await client.call(
    'GET /repos/{owner}/{repo}/deployments',
    { ...repo, environment, per_page: bounds.deployments },
    { ...asked, answer: z.array(numbered) },
  );
  let inRow = 0;
  for (const { id } of newestFirst.filter((each) => each.id < before)) {
    if (inRow === bounds.past) return;
    const parameters = { ...repo, deployment_id: id, per_page: 1 };
    const [newest] = await client.call(`GET ${statuses}`, parameters, { ...asked, answer: z.array(givenStatus) });
    const isPast = past.includes(newest?.state ?? null);
    inRow = isPast ? inRow + 1 : 0;
    if (!isPast) await tell(repository, id, { state: 'inactive' });
  }
}
