/** What GitHub tells a job about itself: environment variables and the event payload. */
import { z } from 'zod';
import type { ForgeContext, ForgeRepository } from '../context.ts';

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
export function githubContext(env: Environment, payload: unknown): ForgeContext {
  const parsed = payloadSchema.safeParse(payload);
  const event = parsed.success ? parsed.data : {};
  const pull = event.pull_request;
  const refName = env['GITHUB_REF_NAME'] ?? null;
  const isTag = env['GITHUB_REF_TYPE'] === 'tag' || (env['GITHUB_REF'] ?? '').startsWith('refs/tags/');
  const sha = env['GITHUB_SHA'] ?? null;
  const isPullRequest = (env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request');
  return {
    trigger: {
      event: env['GITHUB_EVENT_NAME'] ?? 'unknown',
      branch: pull === undefined ? (isTag ? null : refName) : pull.head.ref,
      tag: isTag ? refName : null,
      defaultBranch: event.repository?.default_branch ?? null,
    },
    head: pull?.head.sha ?? sha,
    merge: pull === undefined || pull.head.sha === sha ? null : sha,
    // Of a pull request that nothing tells of, the worst is assumed.
    fork: pull === undefined ? isPullRequest : pull.head.repo?.full_name !== pull.base.repo?.full_name,
    repository: githubRepository(env),
    folder: env['GITHUB_WORKSPACE'] || null,
    schedule: null,
    pull: null,
    inputs: {},
    comment: null,
    sequence: null,
  };
}

/** The repository of the job; null outside one. */
export function githubRepository(env: Environment): ForgeRepository | null {
  const name = env['GITHUB_REPOSITORY'];
  const id = env['GITHUB_REPOSITORY_ID'] ?? name;
  const server = env['GITHUB_SERVER_URL'];
  if (!id || !server) return null;
  return { forge: new URL(server).hostname, id, ...(name === undefined ? {} : { name }) };
}
