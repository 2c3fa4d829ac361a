/** What the pod of a schedule is told, in one of its variables: whose runs it starts, of what, and how. */
import { z } from 'zod';
import { AutomlError, messageOf } from '../../../errors.ts';
import type { EnvVar } from '../client/types.ts';

const variable = 'AUTOML_FIRE';

const fireOrder = z.object({
  workflow: z.string(),
  owner: z.object({
    forge: z.string(),
    repository: z.string(),
    name: z.string().exactOptional(),
    file: z.string(),
    environment: z.string().nullable(),
    alias: z.string().exactOptional(),
  }),
  /** As it was when it was synced, whatever the branch now says. */
  schedule: z.object({
    name: z.string(),
    cron: z.string(),
    timezone: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    concurrency: z.enum(['forbid', 'replace', 'allow']),
    catchUp: z.enum(['skip', 'latest', 'all']),
    retries: z.int(),
    jitter: z.number(),
  }),
  /** The commit whose files are mounted, or a branch that is cloned. */
  from: z.union([
    z.object({
      commit: z.object({
        head: z.string().nullable(),
        committed: z.string().nullable(),
        merge: z.string().nullable(),
        ref: z.string().nullable(),
        dirty: z.boolean(),
        tree: z.string().nullable(),
      }),
    }),
    z.object({ url: z.string(), branch: z.string() }),
  ]),
});
export type FireOrder = z.infer<typeof fireOrder>;

export function fireVariable(order: FireOrder): EnvVar {
  return { name: variable, value: JSON.stringify(order) };
}

/** @throws AutomlError USAGE where there is none, or one of another version */
export function readFireOrder(env: Readonly<Record<string, string | undefined>>): FireOrder {
  const text = env[variable];
  if (!text) throw new AutomlError('USAGE', `${variable} is not set: only the pod of a schedule's CronJob has it`);
  try {
    return fireOrder.parse(JSON.parse(text));
  } catch (error) {
    const fix = '`automl schedule sync` writes it anew';
    throw new AutomlError('USAGE', `${variable} is not what this version writes (${messageOf(error)}): ${fix}`, {
      cause: error,
    });
  }
}
