/** Whether the committed workflow files of GitHub still are what the schedules say. */
import { AutomlError } from '../../../errors.ts';
import type { Diagnostic } from '../../../workflow/diagnostic.ts';
import type { Schedule } from '../../../workflow/model.ts';
import { usesAction } from './action-job.ts';
import { scheduleFiles, type ScheduledWorkflow, type ScheduleFile } from './schedule-files.ts';
import { readWorkflowFolder } from './workflow-folder.ts';

/** Whether its workflow files start runs already. */
export function isOnGitHub({ repository }: Pick<ScheduledWorkflow, 'repository'>): boolean {
  const { written, made } = readWorkflowFolder(repository);
  return made.length > 0 || usesAction(repository, written);
}

/** One for each file that differs. @param shown the workflow file as the user would type it */
export function scheduleDrift(
  workflow: ScheduledWorkflow,
  schedules: readonly Schedule[],
  shown: string,
): readonly Diagnostic[] {
  const about = (name: string, message: string): Diagnostic => {
    const at = schedules.find((schedule) => schedule.name === name)?.at ?? { line: 1, column: 1 };
    return { file: shown, line: at.line, column: at.column, severity: 'error', code: 'SCHEDULE_DRIFT', message };
  };
  // Found without being named where it is the one of the current folder.
  const target = shown === 'automl.yaml' ? '' : ` ${/^[\w./-]+$/.test(shown) ? shown : JSON.stringify(shown)}`;
  try {
    return scheduleFiles(workflow, schedules).flatMap((file) => {
      const sentence = difference(file);
      if (sentence === null) return [];
      return [about(file.name, `${sentence}: automl schedule sync${target}, and commit the file`)];
    });
  } catch (error) {
    if (!(error instanceof AutomlError)) throw error;
    return [about('', error.message)];
  }
}

function difference({ name, path, wanted, found }: ScheduleFile): string | null {
  if (wanted === found) return null;
  if (found === null) return `${path} is missing, so nothing starts the schedule "${name}"`;
  if (wanted === null) return `${path} starts the schedule "${name}", which is gone`;
  return `${path} is not what the schedule "${name}" and the job that it copies say`;
}
