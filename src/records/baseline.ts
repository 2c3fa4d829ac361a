/** What a run is compared with: the last success of the same workflow on the base branch. */
import { isPullRequest } from '../plan/environment.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from './schema.ts';

export interface Baseline {
  readonly record: RunRecord;
  /** Where it is kept, as the end of a sentence: `in namespace ml`, `in .automl/runs`. */
  readonly kept: string;
}

/** Which run is looked for. */
export interface BaselineQuery {
  readonly workflow: string;
  readonly file: string;
  /** Branch. */
  readonly base: string;
  /** The run that is compared, never its own baseline. */
  readonly id: string;
  /** ISO time: it must have started earlier. */
  readonly before: string;
}

/** Null: nothing says what the run is to be compared with. @param now milliseconds since the epoch */
export function baselineQuery({ workflow, file, run }: Plan, now: number): BaselineQuery | null {
  if (run.base === undefined) return null;
  return { workflow, file, base: run.base, id: run.id, before: new Date(now).toISOString() };
}

/** The newest that fits; null: there is none among these. */
export function baselineAmong(records: readonly RunRecord[], query: BaselineQuery): RunRecord | null {
  const fitting = records.filter((record) => {
    const { workflow, file, id, started_at: startedAt } = record;
    const isOfWorkflow = workflow === query.workflow && file === query.file && id !== query.id;
    return isOfWorkflow && startedAt < query.before && baselineBranch(record) === query.base;
  });
  return fitting.sort((a, b) => b.started_at.localeCompare(a.started_at))[0] ?? null;
}

/**
 * The branch that a run stands for: it succeeded, all of it, with nothing but what the branch has. Null: it stands for none,
 * as those of pull requests do, whose branch may be called like one of ours.
 */
export function baselineBranch({ state, steps, commit, pull, event }: RunRecord): string | null {
  if (state !== 'succeeded' || commit.dirty) return null;
  const isPartial = steps.some((step) => step.state === 'skipped' && step.reason === 'not selected');
  const isOfPull = isPullRequest(pull === null ? { event } : { event, pull });
  return isPartial || isOfPull ? null : commit.ref;
}
