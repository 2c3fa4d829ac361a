/** Writing one run: its journal, record, plan and where its logs go. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError } from '../errors.ts';
import type { Plan, Task } from '../plan/plan.ts';
import { writeDriver, type Driver } from './driver.ts';
import { isCode, writeAtomically } from './files.ts';
import { Journal } from './journal.ts';
import { journalFile, logFile, planFile, recordFile } from './run-folder.ts';
import { isRunId, newRunId, type Random } from './run-id.ts';
import type { RunRecord } from './schema.ts';

export class RunWriter {
  readonly id: string;
  /** The run's own folder. */
  readonly folder: string;
  readonly journal: Journal;
  readonly #unique: string;
  #newest: RunRecord | null = null;
  #saving: Promise<void> = Promise.resolve();

  constructor(id: string, folder: string, journal: Journal, unique: string) {
    this.id = id;
    this.folder = folder;
    this.journal = journal;
    this.#unique = unique;
  }

  savePlan(plan: Plan): Promise<void> {
    return writeAtomically(path.join(this.folder, planFile), `${JSON.stringify(plan, null, 2)}\n`, this.#unique);
  }

  /** Resolves when this record, or a newer one that came meanwhile, is on disk. */
  saveRecord(record: RunRecord): Promise<void> {
    if (this.#newest === null) this.#saving = this.#saving.catch(() => undefined).then(() => this.#save());
    this.#newest = record;
    return this.#saving;
  }

  async #save(): Promise<void> {
    const record = this.#newest;
    this.#newest = null;
    await writeAtomically(path.join(this.folder, recordFile), `${JSON.stringify(record, null, 2)}\n`, this.#unique);
  }

  /** Where the log of an attempt belongs. The folder exists. */
  logPath(task: Task, attempt: number): string {
    return path.join(this.folder, logFile(task, attempt));
  }

  async close(): Promise<void> {
    await Promise.all([this.journal.close(), this.#saving]);
  }
}

/** A new run under an id of its own, also when many runs start at the same time. `folder` is that of all runs. */
export async function startRun(folder: string, random: Random, driver: Driver): Promise<RunWriter> {
  await prepareFolder(folder);
  const existing = new Set(await readdir(folder));
  for (;;) {
    const id = newRunId(random, existing);
    // Not recursive: of two that chose the same id only one makes the folder.
    const made = await mkdir(path.join(folder, id)).then(
      () => true,
      (error: unknown) => {
        if (isCode(error, 'EEXIST')) return false;
        throw error;
      },
    );
    if (made) {
      return openRun(folder, id, driver).catch(async (error: unknown) => {
        // A folder without a run in it would be complained about for ever.
        await rm(path.join(folder, id), { recursive: true, force: true });
        throw error;
      });
    }
    existing.add(id);
  }
}

/** A run under a given id: made if it is new, gone on with if not. @throws AutomlError USAGE for an id that can't be a folder */
export async function openRun(folder: string, id: string, driver: Driver): Promise<RunWriter> {
  if (!isRunId(id)) throw new AutomlError('USAGE', `run id "${id}" is not usable as the name of a folder`);
  await prepareFolder(folder);
  const runFolder = path.join(folder, id);
  await mkdir(path.join(runFolder, 'logs'), { recursive: true });
  await writeDriver(runFolder, driver);
  const journal = await Journal.open(path.join(runFolder, journalFile));
  return new RunWriter(id, runFolder, journal, String(driver.pid));
}

async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const parent = path.dirname(folder);
  if (path.basename(parent) !== '.automl') return;
  await writeFile(path.join(parent, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
}
