/** Reading runs back: all of a folder, or the one that a person means. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import { hasDriver, settle, type Machine } from './driver.ts';
import { isCode, readIfThere } from './files.ts';
import { driverFile, recordFile } from './run-folder.ts';
import { replay } from './replay.ts';
import { runRecord, type RunRecord } from './schema.ts';

export interface RunList {
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** What else lies in the folder, one sentence each: it is no reason not to show the rest. */
  readonly problems: readonly string[];
}

export interface FoundRun {
  readonly record: RunRecord;
  /** The record's file; logs lie relative to its folder. */
  readonly file: string;
}

/** `folder` is that of all runs; it need not exist. */
export async function listRuns(folder: string, here: Machine): Promise<RunList> {
  const runs: RunRecord[] = [];
  const problems: string[] = [];
  for (const name of await names(folder)) {
    const runFolder = path.join(folder, name);
    try {
      const record = await readRecord(path.join(runFolder, recordFile), here);
      if (record !== null) runs.push(record);
      // Without a record yet: it starts right now.
      else if (!(await hasDriver(runFolder, here))) problems.push(`${runFolder} has no ${recordFile}: not a run`);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return { runs: runs.sort(newestFirst), problems };
}

/**
 * The run that is meant by an id, the beginning of one, `latest`, or a record file.
 * @throws AutomlError NOT_FOUND, or USAGE when several runs begin like this
 */
export async function readRun(
  folder: string,
  which: string,
  here: Machine & { readonly cwd: string },
): Promise<FoundRun> {
  const id = which === 'latest' ? await latest(folder, here) : await idFor(folder, which);
  const file = id === null ? path.resolve(here.cwd, which) : path.join(folder, id, recordFile);
  const record = await readRecord(file, here);
  if (record !== null) return { record, file };
  if (id !== null) throw new AutomlError('NOT_FOUND', `run ${id} has no record (${file})`);
  const known = (await names(folder)).length;
  const hint = known === 0 ? `there are no runs in ${folder} yet` : 'automl get runs lists what there is';
  throw new AutomlError('NOT_FOUND', `no run and no record file "${which}"; ${hint}`);
}

async function latest(folder: string, here: Machine): Promise<string> {
  const { runs } = await listRuns(folder, here);
  const [newest] = runs;
  if (newest === undefined) throw new AutomlError('NOT_FOUND', `there are no runs in ${folder} yet`);
  return newest.id;
}

async function idFor(folder: string, start: string): Promise<string | null> {
  const ids = await names(folder);
  if (ids.includes(start)) return start;
  const matches = start === '' ? [] : ids.filter((id) => id.startsWith(start));
  if (matches.length <= 1) return matches[0] ?? null;
  const shown = matches.slice(0, 5).join(', ') + (matches.length > 5 ? ', …' : '');
  throw new AutomlError('USAGE', `"${start}" is the beginning of ${matches.length} runs: ${shown}`);
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Null when there is no such file. @throws AutomlError NOT_FOUND for a file that is no record */
async function readRecord(file: string, here: Machine): Promise<RunRecord | null> {
  const text = await readIfThere(file).catch((error: unknown) => {
    // A folder that happens to be called like the id.
    if (isCode(error, 'EISDIR')) return null;
    throw new AutomlError('NOT_FOUND', `${file} can't be read: ${messageOf(error)}`, { cause: error });
  });
  if (text === null) return null;
  const record = parseRecord(file, text);
  const runFolder = path.dirname(file);
  // A record that was copied away from its run says what it says.
  const ours = path.basename(runFolder) === record.id || (await readIfThere(path.join(runFolder, driverFile))) !== null;
  if (!ours || record.state !== 'running' || (await hasDriver(runFolder, here))) return record;
  // A run of another version, or one whose journal is gone, is shown as far as its record knows.
  return settle(await replay(runFolder, record).catch(() => record), false);
}

function parseRecord(file: string, text: string): RunRecord {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new AutomlError('NOT_FOUND', `${file} is not JSON: ${messageOf(error)}`, { cause: error });
  }
  const parsed = runRecord.safeParse(content);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined ? '' : ` (${first.path.join('.') || 'top'}: ${first.message})`;
  throw new AutomlError('NOT_FOUND', `${file} is not a run record of this version${where}`, { cause: parsed.error });
}

function newestFirst(a: RunRecord, b: RunRecord): number {
  return b.started_at.localeCompare(a.started_at) || b.id.localeCompare(a.id);
}
