/** `automl run` in a job that a comment started: what it says is done, and nothing else. */
import type { ExitCode } from '../errors.ts';
import { isCommented, slashCommand } from '../slash-commands/slash-command.ts';
import { jobOf } from './ci-context.ts';
import { run, type RunRequest } from './run.ts';
import { slashDeeds } from './slash-deeds.ts';
import type { World } from './world.ts';

/** Null: no comment started the job, or it is none. @throws AutomlError */
export async function commanded(request: Omit<RunRequest, 'trigger'>, world: World): Promise<ExitCode | null> {
  const forge = await jobOf(world);
  if (forge === null || !isCommented(forge)) return null;
  const { target, commentKey: key = null } = request;
  const deeds = slashDeeds(request, world, (asked) => run(asked, world));
  return slashCommand({ forge, target, key, token: world.env['GITHUB_TOKEN'] || null }, deeds, world);
}
