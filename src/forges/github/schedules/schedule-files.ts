/** The files that a workflow's schedules should have on GitHub, beside those that are there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AutomlError } from '../../../errors.ts';
import type { Schedule } from '../../../workflow/model.ts';
import { findActionJob } from './action-job.ts';
import { fileNameOf, madeFrom } from './made-file.ts';
import { scheduleWorkflow } from './schedule-workflow.ts';
import { readWorkflowFolder, type WorkflowFolder } from './workflow-folder.ts';

/** The workflow whose schedules these are. */
export interface ScheduledWorkflow {
  /** Absolute. */
  readonly repository: string;
  /** Relative to it. */
  readonly file: string;
}

export interface ScheduleFile {
  /** Of the schedule. */
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  /** Null: the schedule is gone, and the file is left. */
  readonly wanted: string | null;
  /** Null: it is not there. */
  readonly found: string | null;
  /** The file whose job is copied; null: none runs this workflow. */
  readonly copied: string | null;
}

/** Of the schedules that the CI starts. In the order of the workflow file, those to be deleted last. @param pin of the action, as `uses` has it @throws AutomlError USAGE where a file of somebody else has the name */
export function scheduleFiles(
  { repository, file }: ScheduledWorkflow,
  schedules: readonly Schedule[],
  pin: string | null = null,
): readonly ScheduleFile[] {
  const folder = readWorkflowFolder(repository);
  const job = findActionJob(repository, folder.written, file);
  const wanted = schedules.filter(({ backend }) => backend === 'ci');
  const files = wanted.map((schedule): ScheduleFile => {
    const path = `${folder.folder}/${fileNameOf(schedule.name)}`;
    const found = foundAt(path, folder, { repository, file });
    const pins = found ?? (pin === null ? null : `uses: ${pin}`);
    const text = scheduleWorkflow(schedule, { file, forge: folder.forge, job, pins });
    return { name: schedule.name, path, wanted: text, found, copied: job?.file ?? null };
  });
  const gone = madeFor(folder, file).filter(({ path }) => !files.some((each) => each.path === path));
  return [...files, ...gone.map(({ name, path, text }) => ({ name, path, wanted: null, found: text, copied: null }))];
}

export interface MadeFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Those that were made for the schedules of one workflow file. */
export function madeFor({ made }: WorkflowFolder, file: string): readonly MadeFile[] {
  return made
    .filter(({ text }) => madeFrom(text) === file)
    .map(({ path, text }) => ({ name: /automl-([^/]+)\.ya?ml$/.exec(path)?.[1] ?? path, path, text: unixLines(text) }));
}

/** Git may have checked it out with the line ends of Windows. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function foundAt(
  path: string,
  { written, made }: WorkflowFolder,
  { repository, file }: ScheduledWorkflow,
): string | null {
  const there = [...written, ...made].find((each) => each.path === path);
  if (there === undefined) return null;
  const owner = madeFrom(there.text);
  // The workflow file may have moved.
  if (owner === file || (owner !== null && !existsSync(join(repository, owner)))) return unixLines(there.text);
  const whose = owner === null ? 'was not made by automl' : `is that of a schedule in ${owner}`;
  throw new AutomlError('USAGE', `${path} ${whose}: give the schedule another name (\`name:\` under \`schedule\`)`);
}
