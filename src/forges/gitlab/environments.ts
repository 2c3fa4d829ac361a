/**
 * What stands in an environment, as GitLab shows it: https://docs.gitlab.com/api/deployments,
 * https://docs.gitlab.com/api/environments and https://docs.gitlab.com/api/protected_environments
 */
import { z } from 'zod';
import type { Deployment, Deployments, NewDeployment } from '../forge.ts';
import { projectPath } from './access.ts';
import type { GitLabClient } from './client.ts';
import { GitLabError, unlessGone } from './refusal.ts';

const environment = z.object({ id: z.number(), name: z.string(), state: z.string().optional() });
const deployment = z.object({ id: z.number(), environment: environment.nullish() });
const protection = z.object({
  required_approval_count: z.number().nullish(),
  approval_rules: z.array(z.object({ required_approvals: z.number().nullish() })).nullish(),
});

/** What GitLab wants to know of each deployment, and what it has asked people already. */
export interface DeployingJob {
  readonly ref: string;
  readonly isTag: boolean;
  /** That the job itself names by `environment:`: GitLab started it only after whoever has to had agreed. */
  readonly environment: string | null;
}

const role = 'Developer';

export class Environments implements Deployments {
  readonly #client: GitLabClient;
  readonly #job: DeployingJob;
  readonly #project: string;

  constructor(client: GitLabClient, job: DeployingJob) {
    this.#client = client;
    this.#job = job;
    this.#project = projectPath(client.access);
  }

  async begin({ environment: name, commit, isProduction, isTransient }: NewDeployment): Promise<Deployment> {
    const { ref, isTag } = this.#job;
    const body = { environment: name, sha: commit, ref, tag: isTag, status: 'running' };
    const path = `${this.#project}/deployments`;
    const made = await this.#client.request({ method: 'POST', path, body, role }, deployment);
    const tier = isProduction ? 'production' : isTransient ? 'development' : null;
    return {
      succeeded: async (url) => {
        await this.#put(`${path}/${made.id}`, { status: 'success' });
        const about = { ...(url === null ? {} : { external_url: url }), ...(tier === null ? {} : { tier }) };
        const id = made.environment?.id;
        if (id !== undefined && Object.keys(about).length > 0)
          await this.#put(`${this.#project}/environments/${id}`, about);
      },
      failed: () => this.#put(`${path}/${made.id}`, { status: 'failed' }),
    };
  }

  /** Without the job of `on_stop`, which may be the one that says so. */
  async end(name: string): Promise<void> {
    const path = `${this.#project}/environments`;
    const found = await this.#client.list(path, environment, { query: { name }, role });
    for (const { id, state } of found) {
      if (state === 'stopped') continue;
      const call = {
        method: 'POST',
        path: `${path}/${id}/stop`,
        body: { force: true },
        role,
        repeatable: true,
      } as const;
      await unlessGone(this.#client.effect(call));
    }
  }

  /** Only GitLab Premium knows approvals; whoever may not see the rules (a role below Maintainer) is not held back by us. */
  async heldBack(name: string): Promise<string | null> {
    if (name === this.#job.environment) return null;
    const path = `${this.#project}/protected_environments/${encodeURIComponent(name)}`;
    const rules = await unlessGone(this.#client.request({ method: 'GET', path }, protection)).catch(nullIfForbidden);
    const needed = Math.max(
      rules?.required_approval_count ?? 0,
      ...(rules?.approval_rules ?? []).map(({ required_approvals: count }) => count ?? 1),
    );
    if (needed === 0) return null;
    return `environment ${name} is protected and wants an approval: deploy in a job with "environment: ${name}", which GitLab starts after it`;
  }

  #put(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#client.effect({ method: 'PUT', path, body, role });
  }
}

function nullIfForbidden(error: unknown): null {
  if (error instanceof GitLabError && error.status === 403) return null;
  throw error;
}
