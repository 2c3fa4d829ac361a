/** The record of a run whose driver was killed, from its journal: the record on disk may be older than the last events. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fold } from '../engine/state.ts';
import type { Plan } from '../plan/plan.ts';
import { readJournal } from './journal.ts';
import { toRecord } from './record.ts';
import { journalFile, planFile } from './run-folder.ts';
import type { RunRecord } from './schema.ts';

/** @throws Error when plan or journal can't be read */
export async function replay(runFolder: string, { backend, version, host }: RunRecord): Promise<RunRecord> {
  // Written by this program in one piece, and read only by the version that wrote it.
  const plan = JSON.parse(await readFile(path.join(runFolder, planFile), 'utf8')) as Plan;
  const state = fold(plan, await readJournal(path.join(runFolder, journalFile)));
  return toRecord(plan, state, { backend, version, host });
}
