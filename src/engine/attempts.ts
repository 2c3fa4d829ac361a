/** The attempts of a task: what one event changes in its entry and its step's. */
import type { StepResult } from '../backends/result.ts';
import type { StepEntry, TaskEntry } from './entries.ts';
import type { StepState } from './events.ts';

export function beginAttempt(entry: TaskEntry, attempt: number, at: number): void {
  const { owner } = entry;
  entry.state = 'running';
  entry.retryAt = null;
  entry.attempts = [...entry.attempts, { attempt, startedAt: at, endedAt: null, result: null }];
  entry.startedAt ??= at;
  owner.startedAt ??= at;
  owner.retrying.delete(entry);
  if (owner.children === null) return;
  owner.runningChildren += 1;
  while ((owner.children[owner.nextChild]?.attempts.length ?? 0) > 0) owner.nextChild += 1;
}

export function endAttempt(entry: TaskEntry, result: StepResult, at: number): void {
  const last = entry.attempts.at(-1);
  if (last === undefined) return;
  entry.attempts = entry.attempts.with(-1, { ...last, endedAt: at, result });
  entry.metrics = result.metrics;
  entry.outputs = result.outputs;
  entry.artifacts = result.artifacts;
  if (entry !== entry.owner) entry.owner.runningChildren -= 1;
}

/** A service died after it was ready: how it ended is new, what it said before stays. */
export function amendAttempt(entry: StepEntry, { state, reason, exit_code, place }: StepResult, at: number): void {
  const last = entry.attempts.at(-1);
  if (last === undefined || last.result === null) return;
  const result = { ...last.result, state, reason, exit_code, place };
  entry.attempts = entry.attempts.with(-1, { ...last, endedAt: at, result });
  settleEntry(entry, 'failed', `died after it was ready${reason === null ? '' : `: ${reason}`}`, at);
}

/** Tasks of the step that can be started, now or after a back-off. */
export function hasTasksToStart(step: StepEntry): boolean {
  return step.retrying.size > 0 || step.nextChild < (step.children?.length ?? 0);
}

/** The task's last word, for now: only a service may have another. */
export function settleEntry(entry: TaskEntry, state: StepState, reason: string | null, at: number): void {
  entry.state = state;
  entry.reason = reason;
  entry.retryAt = null;
  entry.endedAt = at;
}
