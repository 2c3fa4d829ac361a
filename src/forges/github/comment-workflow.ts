/** Whether a workflow file of the forge obeys commands in comments. */
import { parse } from 'yaml';
import { z } from 'zod';

const triggers = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]);
const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const workflow = z.object({
  on: triggers,
  jobs: z.record(z.string(), z.object({ steps: z.array(step).optional(), uses: z.string().optional() })),
});

/** The action by any owner, in a folder of its own, or the command line. */
const ours = /\bautoml\b/i;

/** False also for a text that is no workflow file. */
export function obeysComments(text: string): boolean {
  // Most files are about something else.
  if (!text.includes('issue_comment')) return false;
  const { data } = workflow.safeParse(parsed(text));
  if (data === undefined || !namesOf(data.on).includes('issue_comment')) return false;
  return Object.values(data.jobs).some(({ steps = [], uses }) =>
    [{ uses, run: undefined }, ...steps].some((each) => ours.test(`${each.uses ?? ''}\n${each.run ?? ''}`)),
  );
}

function namesOf(on: z.infer<typeof triggers>): readonly unknown[] {
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on : Object.keys(on);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
