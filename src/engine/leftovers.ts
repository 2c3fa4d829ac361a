/** What a run leaves unfinished when its driver gives up: said of every task, so that no record shows it as running. */
import { settleEntry } from './attempts.ts';
import type { StepEntry, TaskEntry } from './entries.ts';
import { isFinal } from './view.ts';

export function stopLeftovers(steps: readonly StepEntry[], why: string, at: number): void {
  for (const entry of steps) {
    for (const child of entry.children ?? []) stop(child, why, at);
    if (entry.state === 'pending') entry.cause = 'failure';
    stop(entry, why, at);
  }
}

function stop(entry: TaskEntry, why: string, at: number): void {
  if (isFinal(entry.state)) return;
  settleEntry(entry, entry.state === 'pending' ? 'skipped' : 'cancelled', `stopped: ${why}`, at);
}
