/** The commit status of a run: one line beside the commit, on every page of the forge that shows it. */
import type { CommitStatus } from '../forges/forge.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { failures } from '../report/failure.ts';
import { verdictLine } from '../report/headline.ts';
import { goesOn } from '../report/states.ts';
import { oneLine } from '../report/plain-text.ts';

type Named = Pick<Plan, 'workflow' | 'environment'>;

/** `automl / wine (production)`. */
export function statusName({ workflow, environment }: Named, key: string | null): string {
  const where = environment === null ? '' : ` (${environment})`;
  return oneLine(`automl / ${workflow}${where}${key === null ? '' : ` ${key}`}`);
}

/** Null: the run has no commit. @param url page of the job that tells it */
export function statusOf(record: RunRecord, key: string | null, url: string | null): CommitStatus | null {
  const { head } = record.commit;
  if (head === null) return null;
  const context = statusName(record, key);
  return { commit: head, context, state: stateOf(record.state), description: descriptionOf(record), url };
}

/** Of a workflow that was not run. */
export function refusedStatus(
  named: Named,
  key: string | null,
  { commit, message, url }: { readonly commit: string; readonly message: string; readonly url: string | null },
): CommitStatus {
  return { commit, context: statusName(named, key), state: 'error', description: oneLine(`not run: ${message}`), url };
}

/** Who reads it has no run at hand whose log could be looked at: why it failed says more. */
function descriptionOf(record: RunRecord): string {
  if (goesOn(record)) return `run ${record.id} goes on`;
  const [failure] = failures(record);
  if (failure === undefined) return verdictLine(record).text;
  return oneLine(`${record.state} at ${failure.step.stage}/${failure.step.name}: ${failure.reason}`);
}

function stateOf(state: RunRecord['state']): CommitStatus['state'] {
  switch (state) {
    case 'pending':
    case 'running':
      return 'pending';
    case 'succeeded':
      return 'success';
    case 'failed':
      return 'failure';
    case 'cancelled':
      return 'error';
  }
}
