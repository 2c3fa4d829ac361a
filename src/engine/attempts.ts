/** The attempts of a task: what one event changes in its entry and its step's. */
import type { StepResult } from '../backends/result.ts';
import type { StepEntry, TaskEntry } from './entries.ts';
import type { StepState } from './events.ts';
import { nextAttemptAt } from './retry.ts';

/** @param parallel null: it does not wait for its turn */
export function startAttempt(entry: TaskEntry, attempt: number, parallel: number | null, at: number): void {
  const { owner } = entry;
  entry.retryAt = null;
  entry.attempts = [...entry.attempts, { attempt, startedAt: null, endedAt: null, parallel, result: null }];
  if (parallel === null) beginAttempt(entry, at);
  owner.startedAt ??= at;
  owner.retrying.delete(entry);
  if (owner.children === null) return;
  owner.runningChildren += 1;
  while ((owner.children[owner.nextChild]?.attempts.length ?? 0) > 0) owner.nextChild += 1;
}

/** Its turn has come. */
export function beginAttempt(entry: TaskEntry, at: number): void {
  const last = entry.attempts.at(-1);
  if (last === undefined || last.startedAt !== null) return;
  entry.attempts = entry.attempts.with(-1, { ...last, startedAt: at });
  entry.state = 'running';
  entry.startedAt ??= at;
}

/** Its turn never came, so it is as if it had not been started. False: it came. */
export function takeBackAttempt(entry: TaskEntry): boolean {
  if (entry.attempts.at(-1)?.startedAt !== null) return false;
  entry.attempts = entry.attempts.slice(0, -1);
  entry.owner.runningChildren -= 1;
  return true;
}

export function endAttempt(entry: TaskEntry, result: StepResult, at: number): void {
  const last = entry.attempts.at(-1);
  if (last === undefined) return;
  // What could not start has ended where it began.
  if (last.startedAt === null) beginAttempt(entry, at);
  entry.attempts = entry.attempts.with(-1, { ...last, startedAt: last.startedAt ?? at, endedAt: at, result });
  entry.metrics = result.metrics;
  entry.outputs = result.outputs;
  entry.artifacts = result.artifacts;
  if (entry !== entry.owner) entry.owner.runningChildren -= 1;
}

/** False: there is no further attempt. */
export function awaitRetry(entry: TaskEntry, at: number): boolean {
  const { owner, attempts } = entry;
  entry.retryAt = nextAttemptAt(owner.step, attempts, at);
  if (entry.retryAt !== null) owner.retrying.add(entry);
  return entry.retryAt !== null;
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

/** Tasks of the step that wait to be started, for the first time or again: they wait no more. */
export function takeWaiting({ retrying, children, nextChild }: StepEntry): readonly TaskEntry[] {
  const waiting = [...retrying, ...(children?.slice(nextChild).filter(({ attempts }) => attempts.length === 0) ?? [])];
  retrying.clear();
  return waiting;
}

/** The task's last word, for now: only a service may have another. */
export function settleEntry(entry: TaskEntry, state: StepState, reason: string | null, at: number): void {
  entry.state = state;
  entry.reason = reason;
  entry.retryAt = null;
  entry.endedAt = at;
}
