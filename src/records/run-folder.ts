/** Where the parts of one run lie on disk. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { taskKey, type Task } from '../plan/plan.ts';

/** The folder of all runs of a project. */
export function runsFolder(root: string): string {
  return path.join(root, '.automl', 'runs');
}

export const recordFile = 'record.json';
export const journalFile = 'events.jsonl';
export const planFile = 'plan.json';
export const driverFile = 'driver.json';

/** Longest file name that every file system takes, less the ending. */
const longestName = 200;

/**
 * Log of an attempt, relative to the run's folder: `logs/forest.log`, `logs/forest~2.log` for the second attempt.
 * Characters that are no good in a file name come as %XX, so that no two tasks share a log.
 */
export function logFile(task: Task, attempt: number): string {
  const name = taskKey(task).replace(/[^A-Za-z0-9_#.-]|^\./gu, (character) => encode(character));
  const fitting = name.length <= longestName ? name : `${name.slice(0, longestName - 13)}~${shortHash(name)}`;
  return `logs/${fitting}${attempt === 1 ? '' : `~${attempt}`}.log`;
}

function encode(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
