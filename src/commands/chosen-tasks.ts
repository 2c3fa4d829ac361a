/** Whose logs a person means, and of which attempt. */
import { AutomlError } from '../errors.ts';
import { taskKey, type Task } from '../plan/plan.ts';
import type { RunRecord, StepRecord } from '../records/schema.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';

export interface TaskChoice {
  /** `train`, or `train#2` for a child; empty: all. */
  readonly steps: readonly string[];
  /** Default: the last one. */
  readonly attempt?: number;
  /** The one before the last. */
  readonly previous: boolean;
}

export interface LoggedTask {
  readonly task: Task;
  /** How many it has had. */
  readonly attempts: number;
  readonly state: StepRecord['state'];
}

/** @throws AutomlError NOT_FOUND that names a near step */
export function chooseTasks(record: RunRecord, { steps: wanted }: Pick<TaskChoice, 'steps'>): readonly LoggedTask[] {
  const all = record.steps.flatMap((step): LoggedTask[] =>
    step.children === null
      ? [{ task: { step: step.name }, attempts: step.attempts.length, state: step.state }]
      : step.children.map((child) => ({
          task: { step: step.name, iteration: child.iteration },
          attempts: child.attempts.length,
          state: child.state,
        })),
  );
  if (wanted.length === 0) return all;
  const names = [...new Set(all.flatMap(({ task }) => [task.step, taskKey(task)]))];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const steps = record.steps.map((step) => step.name);
    const hint = orWhatItHas(unknown, names, steps);
    throw new AutomlError('NOT_FOUND', `run ${record.id} has no step "${unknown}"${hint}`);
  }
  return all.filter(({ task }) => isAmong(task, wanted));
}

export function isAmong(task: Task, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(task.step) || wanted.includes(taskKey(task));
}

/** Null: it has none, and nobody has asked for it by name. @throws AutomlError NOT_FOUND */
export function attemptOf({ task, attempts, state }: LoggedTask, choice: TaskChoice): number | null {
  const attempt = choice.attempt ?? (choice.previous ? attempts - 1 : attempts);
  if (attempt >= 1 && attempt <= attempts) return attempt;
  if (choice.steps.length === 0) return null;
  const why = attempts === 0 ? `it was never started (${state})` : `it had ${attempts}`;
  const isBefore = choice.previous && choice.attempt === undefined;
  const which = isBefore ? 'attempt before the last' : `log of attempt ${attempt || 1}`;
  throw new AutomlError('NOT_FOUND', `${taskKey(task)} has no ${which}: ${why}`);
}
