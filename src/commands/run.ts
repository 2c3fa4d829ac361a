/** `automl run`: a run, its record and report where they were asked for, and its exit code. */
import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import { logTails } from '../records/log-tail.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Links } from '../report/links.ts';
import { markdownSummary } from '../report/markdown.ts';
import { executeRun, type ExecuteRequest, type FinishedRun } from './execute.ts';
import type { World } from './world.ts';

export interface RunRequest extends ExecuteRequest {
  /** Also write the record here. */
  readonly record?: string;
  /** Also write the Markdown report here. */
  readonly summary?: string;
  /** Where names in the report lead, once the commit of the run is known. */
  readonly links?: (head: string | null) => Links;
}

export async function run(request: RunRequest, world: World): Promise<ExitCode> {
  return reported(request, world, () => executeRun(request, world));
}

/** The run's record and report where they were asked for, and its exit code. */
export async function reported(
  request: Pick<RunRequest, 'record' | 'summary' | 'links'>,
  world: World,
  execute: () => Promise<FinishedRun>,
): Promise<ExitCode> {
  const recordFile = await fileToWrite('--record', request.record, world.cwd);
  const summaryFile = await fileToWrite('--summary', request.summary, world.cwd);
  const { record, folder } = await execute();
  if (recordFile !== null) await writeFile(recordFile, `${JSON.stringify(record, null, 2)}\n`);
  if (summaryFile !== null) {
    const links = request.links?.(record.commit.head) ?? {};
    await writeFile(summaryFile, markdownSummary(record, { logTail: await logTails(record, folder), links }));
  }
  return exitCodeFor(record.state);
}

/** Looked at before the run: hours of it must not end at a folder that can't be written. Makes only the folder. */
async function fileToWrite(option: string, file: string | undefined, cwd: string): Promise<string | null> {
  if (file === undefined) return null;
  const full = path.resolve(cwd, file);
  try {
    await mkdir(path.dirname(full), { recursive: true });
    await access(path.dirname(full), constants.W_OK);
    const there = await stat(full).catch(() => null);
    if (there?.isDirectory()) throw new Error('it is a folder');
    if (there !== null) await access(full, constants.W_OK);
  } catch (error) {
    throw new AutomlError('USAGE', `${option} ${file} can't be written: ${messageOf(error)}`, { cause: error });
  }
  return full;
}

export function exitCodeFor(state: RunRecord['state']): ExitCode {
  switch (state) {
    case 'succeeded':
      return exitCode.ok;
    case 'cancelled':
      return exitCode.cancelled;
    case 'failed':
      return exitCode.failed;
    // Only a run that was submitted has not ended here.
    case 'pending':
    case 'running':
      return exitCode.ok;
  }
}
