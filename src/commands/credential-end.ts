/** A credential of the cluster that can't be renewed, and ends perhaps before the run does. */
import { duration } from '../report/units.ts';
import { detached } from './run-turns.ts';
import type { OpenRun } from './setup.ts';

/** Seconds before its end at which the driver leaves. */
const before = 60;
/** Seconds: nobody needs to be told of what is good for longer. */
const day = 24 * 3600;

/** Says how long it is good for, and leaves before its end. Gives how to stop that. @param life seconds; null: for ever */
export function leaveBeforeEnd(life: number | null, { leave, warn, plan }: OpenRun): () => void {
  if (life === null || life > day) return () => undefined;
  warn(
    `the credential of the cluster is good for ${duration(life)} and can't be renewed: a longer run goes on without this program`,
  );
  const timer = setTimeout(
    () => {
      leave(detached(plan.run.id, 'the credential of the cluster ends'));
    },
    Math.max(life - before, life / 2) * 1000,
  );
  return () => {
    clearTimeout(timer);
  };
}
