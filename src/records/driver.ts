/** Who drives a run, so that a reader can tell a run that goes on from one whose driver was killed. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readIfThere, writeAtomically } from './files.ts';
import { driverFile } from './run-folder.ts';
import type { ChildRecord, RunRecord, StepRecord } from './schema.ts';

/** The process that drives, as it describes itself. */
export interface Driver {
  readonly pid: number;
  readonly host: string;
  /** ISO time */
  readonly started: string;
}

/** What a reader knows of its own machine. */
export interface Machine {
  readonly host: string;
  readonly isAlive: (pid: number) => boolean;
}

const driverSchema = z.object({ pid: z.int(), host: z.string(), started: z.string(), birth: z.string().nullable() });

export async function writeDriver(runFolder: string, driver: Driver): Promise<void> {
  const text = JSON.stringify({ ...driver, birth: await birthOf(driver.pid) });
  await writeAtomically(path.join(runFolder, driverFile), `${text}\n`, String(driver.pid));
}

/**
 * Whether the run still has a driver. False without a readable driver.json. A driver on another machine can't be asked
 * from here: it counts as alive.
 */
export async function hasDriver(runFolder: string, here: Machine): Promise<boolean> {
  const driver = parse(await readIfThere(path.join(runFolder, driverFile)));
  if (driver === null) return false;
  if (driver.host !== here.host) return true;
  if (!here.isAlive(driver.pid)) return false;
  const birth = await birthOf(driver.pid);
  return driver.birth === null || birth === null || driver.birth === birth;
}

function parse(text: string | null): z.infer<typeof driverSchema> | null {
  try {
    return driverSchema.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** Start of a process in ticks since boot (Linux; elsewhere null): the same pid with another start is another process. */
async function birthOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22, see proc(5); the name in field 2 may hold anything, its end is the last parenthesis.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

export const killedReason = 'the driver was killed';

/** The record as it must be read when nobody drives the run any more: what had not ended never will. */
export function settle(record: RunRecord, alive: boolean): RunRecord {
  if (alive || (record.state !== 'running' && record.state !== 'pending')) return record;
  const steps = record.steps.map((step): StepRecord => ({
    ...settleTask(step),
    children: step.children?.map(settleTask) ?? null,
  }));
  return { ...record, state: 'cancelled', reason: record.reason ?? killedReason, steps };
}

function settleTask<T extends StepRecord | ChildRecord>(task: T): T {
  if (task.state !== 'running' && task.state !== 'pending') return task;
  const attempts = task.attempts.map((attempt) =>
    attempt.state === 'running' ? { ...attempt, state: 'cancelled' as const, reason: killedReason } : attempt,
  );
  // What was never started was skipped, as when a person cancels a run.
  return { ...task, state: task.state === 'running' ? 'cancelled' : 'skipped', reason: killedReason, attempts };
}
