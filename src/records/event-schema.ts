/** The events of a run as they are read back from a journal. */
import { z } from 'zod';
import { stepResult } from '../backends/result.ts';
import type { RunEvent } from '../engine/events.ts';

const at = z.number();
const step = z.string();
const reason = z.string();
const attempt = z.int().min(1);
const task = z.object({ step, iteration: z.int().min(1).exactOptional() });
const item = z.object({
  item: z.json().exactOptional(),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).exactOptional(),
});

export const runEvent: z.ZodType<RunEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run-started'), at }),
  z.object({ type: z.literal('started'), at, task, attempt, parallel: z.int().min(1).exactOptional() }),
  z.object({ type: z.literal('began'), at, task, attempt }),
  z.object({ type: z.literal('ended'), at, task, attempt, result: stepResult }),
  z.object({ type: z.literal('skipped'), at, step, reason, cause: z.enum(['chosen', 'failure', 'cancelled']) }),
  z.object({ type: z.literal('expanded'), at, step, items: z.array(item) }),
  z.object({ type: z.literal('rejected'), at, step, reason }),
  z.object({ type: z.literal('cancel-requested'), at, reason }),
  z.object({
    type: z.literal('run-ended'),
    at,
    state: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
    reason: reason.exactOptional(),
  }),
]);
