/** The last lines of logs, for reports: read from the end, so that a log of 1 GB costs no more than one of 1 kB. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { taskKey, type Task } from '../plan/plan.ts';
import { isCode } from './files.ts';
import { logFile } from './run-folder.ts';
import type { ChildRecord, RunRecord, StepRecord } from './schema.ts';

const tailBytes = 64 * 1024;
/** Lines that a report shows of a log. */
export const tailLines = 50;
/** A sweep of thousands that failed alike needs no thousand tails. */
const mostTails = 50;

/** For tasks that did not succeed: their last lines, by what a report asks for. `folder` is the run's own. */
export async function logTails(record: RunRecord, folder: string): Promise<(task: Task) => readonly string[]> {
  const tails = new Map<string, readonly string[]>();
  for (const { task, attempts } of failedTasks(record).slice(0, mostTails)) {
    tails.set(taskKey(task), await tail(path.join(folder, logFile(task, attempts))));
  }
  return (task) => tails.get(taskKey(task)) ?? [];
}

function failedTasks(record: RunRecord): { task: Task; attempts: number }[] {
  const failed = ({ state, attempts }: StepRecord | ChildRecord): boolean =>
    state !== 'succeeded' && attempts.length > 0;
  return record.steps.flatMap((step) => {
    const tasks = step.children?.map((child) => ({
      task: { step: step.name, iteration: child.iteration },
      seen: child,
    })) ?? [{ task: { step: step.name }, seen: step }];
    return tasks.filter(({ seen }) => failed(seen)).map(({ task, seen }) => ({ task, attempts: seen.attempts.length }));
  });
}

/** Empty when there is no log: the attempt ended before its code began. */
async function tail(file: string): Promise<readonly string[]> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(Math.min(size, tailBytes)),
        0,
        null,
        Math.max(0, size - tailBytes),
      );
      const lines = buffer.subarray(0, bytesRead).toString().split('\n');
      // What was cut off at the front is no whole line.
      if (size > tailBytes) lines.shift();
      if (lines.at(-1) === '') lines.pop();
      return lines.slice(-tailLines);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}
