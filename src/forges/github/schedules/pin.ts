/** The commit that the action's version stands for: a workflow file shall name what nobody can move. */
import { runGit } from '../../../source/git.ts';
import type { Schedule } from '../../../workflow/model.ts';
import { action, actionVersion } from './schedule-workflow.ts';
import { scheduleFiles, type ScheduledWorkflow } from './schedule-files.ts';

/** Milliseconds: without a network the version has to do. */
const patience = 10_000;

/** As `uses` has it, with the version behind; null: nothing needs it, or nobody could be asked. */
export async function pinOfAction(
  workflow: ScheduledWorkflow,
  schedules: readonly Schedule[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const alone = scheduleFiles(workflow, schedules).some(
    ({ copied, found, wanted }) => wanted !== null && copied === null && found === null,
  );
  if (!alone) return null;
  const asked = [
    'ls-remote',
    `https://github.com/${action}`,
    `refs/tags/${actionVersion}`,
    `refs/tags/${actionVersion}^{}`,
  ];
  const options = { env: { ...env, GIT_TERMINAL_PROMPT: '0' }, signal: AbortSignal.timeout(patience) };
  const answer = await runGit(asked, options).catch(() => '');
  // Of an annotated tag the last line is the commit.
  const commit = /^([0-9a-f]{40})\t/.exec(answer.trim().split('\n').at(-1) ?? '')?.[1];
  return commit === undefined ? null : `${action}@${commit} # ${actionVersion}`;
}
