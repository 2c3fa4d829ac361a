/** What a run is compared with, for all who report it: looked for while it goes on, and never waited for long. */
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import type { PreparedRun } from './setup.ts';

/** Milliseconds at the end of a run. */
const patience = 5_000;

/** Best effort: null also where it can't be found out. @param note why, for debugging */
export function soughtBaseline(
  { baseline }: Pick<PreparedRun, 'baseline'>,
  plan: Plan,
  note: (sentence: string) => void,
): Promise<Baseline | null> {
  return baseline(plan).catch((error: unknown) => {
    note(`nothing to compare run ${plan.run.id} with: ${messageOf(error)}`);
    return null;
  });
}

/** As far as it is there soon. */
export async function baselineInTime(sought: Promise<Baseline | null>): Promise<Baseline | null> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    return await Promise.race([sought, wait(patience, null, { signal })]);
  } finally {
    waiting.abort();
  }
}
