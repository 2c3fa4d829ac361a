/** What names a run for a CI: the same for a job that is run again, so that it goes on with a run that is not over. */
import type { PlanTarget } from './prepare.ts';
import type { World } from './world.ts';

type Asked = Pick<PlanTarget, 'target' | 'params' | 'paramsFile' | 'steps' | 'environment'>;

export function githubRunKey(asked: Asked, env: World['env']): string {
  return keyOf(asked, env, ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY_ID', 'GITHUB_RUN_ID', 'GITHUB_JOB']);
}

/** Null outside GitLab. Its names of parallel jobs differ. */
export function gitlabRunKey(asked: Asked, env: World['env']): string | null {
  if (!env['GITLAB_CI']) return null;
  return keyOf(asked, env, ['CI_SERVER_HOST', 'CI_PROJECT_ID', 'CI_PIPELINE_ID', 'CI_JOB_NAME']);
}

function keyOf({ target, params, paramsFile, steps, environment }: Asked, env: World['env'], names: readonly string[]) {
  return JSON.stringify([names.map((name) => env[name] ?? ''), { target, params, paramsFile, steps, environment }]);
}
