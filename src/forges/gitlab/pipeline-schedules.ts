/** Pipeline schedules of one project: https://docs.gitlab.com/api/pipeline_schedules. */
import { z } from 'zod';
import { GitLabError } from './refusal.ts';
import type { GitLabClient } from './client.ts';

const owner = z.object({ id: z.number(), username: z.string() });

const pipelineSchedule = z.object({
  id: z.number(),
  description: z.string(),
  ref: z.string().nullable(),
  cron: z.string(),
  cron_timezone: z.string(),
  active: z.boolean(),
  owner: owner.nullish(),
});
export type PipelineSchedule = z.infer<typeof pipelineSchedule>;

/** What we say of one; GitLab adds the rest. */
export type ScheduleFields = Pick<PipelineSchedule, 'description' | 'cron' | 'cron_timezone' | 'active'> & {
  readonly ref: string;
};

const project = z.object({
  default_branch: z.string().nullish(),
  path_with_namespace: z.string(),
  web_url: z.string(),
});
export type Project = z.infer<typeof project>;

const user = z.object({ id: z.number(), username: z.string(), is_admin: z.boolean().optional() });
export type User = z.infer<typeof user>;

export class PipelineSchedules {
  readonly #client: GitLabClient;
  readonly #project: string;
  readonly #path: string;

  constructor(client: GitLabClient) {
    this.#client = client;
    this.#project = `/projects/${encodeURIComponent(client.access.project)}`;
    this.#path = `${this.#project}/pipeline_schedules`;
  }

  list(): Promise<readonly PipelineSchedule[]> {
    return this.#client.list(this.#path, pipelineSchedule);
  }

  create(fields: ScheduleFields): Promise<PipelineSchedule> {
    return this.#client.request({ method: 'POST', path: this.#path, body: fields }, pipelineSchedule);
  }

  /** Only its owner may. */
  change(id: number, fields: Partial<ScheduleFields>): Promise<PipelineSchedule> {
    return this.#client.request({ method: 'PUT', path: `${this.#path}/${id}`, body: fields }, pipelineSchedule);
  }

  /** Its owner or a Maintainer may. One that is gone already is no mistake. */
  async remove(id: number): Promise<void> {
    await this.#client.effect({ method: 'DELETE', path: `${this.#path}/${id}` }).catch((error: unknown) => {
      if (!(error instanceof GitLabError && error.status === 404)) throw error;
    });
  }

  /** Starts its pipeline now; GitLab allows it once a minute, and says nothing of the pipeline. */
  play(id: number): Promise<void> {
    return this.#client.effect({ method: 'POST', path: `${this.#path}/${id}/play` });
  }

  project(): Promise<Project> {
    return this.#client.request({ method: 'GET', path: this.#project }, project);
  }

  /** Whose token it is; a project's token has a user of its own. */
  user(): Promise<User> {
    return this.#client.request({ method: 'GET', path: '/user' }, user);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
