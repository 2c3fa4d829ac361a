/** What names a run for a CI: the same for a job that is run again, so that it goes on with a run that is not over. */
import type { PlanTarget } from './prepare.ts';
import type { World } from './world.ts';

type Asked = Pick<PlanTarget, 'target' | 'params' | 'paramsFile' | 'steps' | 'environment' | 'schedule'>;

/** Null outside a job of a forge that we know. */
export function ciRunKey(asked: Asked, env: World['env']): string | null {
  return env['GITHUB_ACTIONS'] === 'true' ? githubRunKey(asked, env) : gitlabRunKey(asked, env);
}

export function githubRunKey(asked: Asked, env: World['env']): string {
  return keyOf(asked, env, ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY_ID', 'GITHUB_RUN_ID', 'GITHUB_JOB']);
}

/** Null outside GitLab. Its names of parallel jobs differ. */
function gitlabRunKey(asked: Asked, env: World['env']): string | null {
  if (env['GITLAB_CI'] !== 'true') return null;
  return keyOf(asked, env, ['CI_SERVER_HOST', 'CI_PROJECT_ID', 'CI_PIPELINE_ID', 'CI_JOB_NAME']);
}

function keyOf({ schedule, ...asked }: Asked, env: World['env'], names: readonly string[]) {
  const { target, params, paramsFile, steps, environment } = asked;
  // Only a time that was named: a job that is run again later stands for the same.
  const fire = schedule === undefined ? {} : { schedule: schedule.name, at: schedule.at };
  const told = { target, params, paramsFile, steps, environment, ...fire };
  return JSON.stringify([names.map((name) => env[name] ?? ''), told]);
}
