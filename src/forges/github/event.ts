/** The payload of an event, as far as we read it: https://docs.github.com/webhooks/webhook-events-and-payloads */
import { z } from 'zod';

/** A part of another shape is left out: that is no reason to know nothing of the others. */
const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const repository = z.object({ full_name: z.string().optional() });

const event = z.object({
  action: part(z.string()),
  repository: part(z.object({ default_branch: z.string().optional(), full_name: z.string().optional() })),
  pull_request: part(
    z.object({
      number: z.number().optional(),
      state: z.string().optional(),
      head: z.object({ sha: z.string(), ref: z.string(), repo: repository.nullish() }),
      base: z.object({ ref: z.string().optional(), sha: z.string().optional(), repo: repository.nullish() }),
    }),
  ),
  merge_group: part(z.object({ head_sha: z.string() })),
  workflow_run: part(z.object({ head_branch: z.string().nullish(), head_repository: repository.nullish() })),
  /** A pull request is one too, which then says so. */
  issue: part(z.object({ number: z.number(), state: z.string().optional(), pull_request: z.object({}).nullish() })),
  comment: part(
    z.object({
      id: z.number(),
      body: z.string(),
      user: z.object({ login: z.string() }),
      created_at: z.iso.datetime({ offset: true }),
    }),
  ),
  inputs: part(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

export type GitHubEvent = z.infer<typeof event>;

export function readEvent(payload: unknown): GitHubEvent {
  const parsed = event.safeParse(payload);
  return parsed.success ? parsed.data : {};
}
