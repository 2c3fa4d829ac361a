/** Pipeline schedules of one project: https://docs.gitlab.com/api/pipeline_schedules. */
import { z } from 'zod';
import { projectPath } from './access.ts';
import { unlessGone } from './refusal.ts';
import type { GitLabClient } from './client.ts';
import { currentUser, type User } from './users.ts';

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

export class PipelineSchedules {
  readonly #client: GitLabClient;
  readonly #project: string;
  readonly #path: string;

  constructor(client: GitLabClient) {
    this.#client = client;
    this.#project = projectPath(client.access);
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
    await unlessGone(this.#client.effect({ method: 'DELETE', path: `${this.#path}/${id}` }));
  }

  /** Starts its pipeline now; GitLab allows it once a minute, and says nothing of the pipeline. */
  play(id: number): Promise<void> {
    return this.#client.effect({ method: 'POST', path: `${this.#path}/${id}/play` });
  }

  project(): Promise<Project> {
    return this.#client.request({ method: 'GET', path: this.#project }, project);
  }

  /** Whose token it is. */
  user(): Promise<User> {
    return currentUser(this.#client);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
