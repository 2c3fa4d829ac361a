/** One text for one attempt of one task, by what the labels of its Job tell. */
import type { RunStateView } from '../../../engine/view.ts';
import type { Job } from '../client/types.ts';
import { membersOf } from './job.ts';
import { labels, labelValue } from './labels.ts';

/** @param step value of the label @param iteration null: the step is not fanned out */
export function attemptKey(step: string, iteration: number | null, attempt: number): string {
  return `${step}#${iteration ?? ''}/${attempt}`;
}

/** Of all attempts that run in a Job. */
export function attemptKeysOf(job: Job): readonly string[] {
  const step = job.metadata?.labels?.[labels.step] ?? '';
  return membersOf(job).map(({ iteration, attempt }) => attemptKey(step, iteration, attempt));
}

/** Of all attempts that are known to have ended. */
export function endedKeys({ steps }: Pick<RunStateView, 'steps'>): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ step, children, attempts }) =>
      (children ?? [{ iteration: null, attempts }]).flatMap((task) =>
        task.attempts.flatMap(({ attempt, result }) =>
          result === null ? [] : [attemptKey(labelValue(step.name), task.iteration, attempt)],
        ),
      ),
    ),
  );
}
