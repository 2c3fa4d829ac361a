/** Who drives a run, so that a reader can tell a run that goes on from one whose driver was killed. */
import path from 'node:path';
import { z } from 'zod';
import { readIfThere, writeAtomically } from './files.ts';
import { processState } from './process-state.ts';
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
  const text = JSON.stringify({ ...driver, birth: (await processState(driver.pid)).start });
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
  const birth = (await processState(driver.pid)).start;
  return driver.birth === null || birth === null || driver.birth === birth;
}

function parse(text: string | null): z.infer<typeof driverSchema> | null {
  try {
    return driverSchema.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}

export const killedReason = 'the driver was killed';

/** The record as it must be read when nobody drives the run any more: what had not ended never will. */
export function settle(record: RunRecord, alive: boolean): RunRecord {
  if (alive || (record.state !== 'running' && record.state !== 'pending')) return record;
  // What it has begun goes on in the cluster, and its next driver may be anywhere.
  if (record.backend === 'kubernetes') {
    const ways = `automl status ${record.id} -n NAMESPACE asks the cluster how it is, automl attach goes on with it`;
    return { ...record, reason: record.reason ?? `no program here drives it any more; ${ways}` };
  }
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
