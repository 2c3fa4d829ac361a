/** What GitHub tells a job about itself: environment variables and the event payload. */
import { z } from 'zod';
import type { Trigger } from '../../plan/environment.ts';

export interface GitHubContext {
  readonly trigger: Trigger;
  /** The commit the run is about: of a pull request its head, not the merge that GitHub made. */
  readonly head: string | null;
  readonly merge: string | null;
  /** The pull request comes from another repository: its code gets neither secrets nor a cluster. */
  readonly fork: boolean;
}

const payloadSchema = z.object({
  repository: z.object({ default_branch: z.string().optional() }).optional(),
  pull_request: z
    .object({
      head: z.object({
        sha: z.string(),
        ref: z.string(),
        repo: z.object({ full_name: z.string() }).nullish(),
      }),
      base: z.object({ repo: z.object({ full_name: z.string() }).nullish() }),
    })
    .optional(),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** `payload` is the parsed file at GITHUB_EVENT_PATH, or undefined when there is none. */
export function githubContext(env: Environment, payload: unknown): GitHubContext {
  const parsed = payloadSchema.safeParse(payload);
  const event = parsed.success ? parsed.data : {};
  const pull = event.pull_request;
  const refName = env['GITHUB_REF_NAME'] ?? null;
  const isTag = env['GITHUB_REF_TYPE'] === 'tag' || (env['GITHUB_REF'] ?? '').startsWith('refs/tags/');
  const sha = env['GITHUB_SHA'] ?? null;
  return {
    trigger: {
      event: env['GITHUB_EVENT_NAME'] ?? 'unknown',
      branch: pull === undefined ? (isTag ? null : refName) : pull.head.ref,
      tag: isTag ? refName : null,
      defaultBranch: event.repository?.default_branch ?? null,
    },
    head: pull?.head.sha ?? sha,
    merge: pull === undefined || pull.head.sha === sha ? null : sha,
    fork: pull !== undefined && pull.head.repo?.full_name !== pull.base.repo?.full_name,
  };
}
