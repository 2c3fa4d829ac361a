/** What names a run for a CI: the same for a job that is run again, so that it goes on with a run that is not over. */
import { genericFacts } from '../forges/generic/forge.ts';
import { isGitHubJob } from '../forges/github/context.ts';
import type { PlanTarget } from './prepare.ts';
import type { World } from './world.ts';

type Asked = Pick<PlanTarget, 'target' | 'params' | 'paramsFile' | 'steps' | 'environment' | 'schedule'>;

/** Null outside a job of a CI, and where nothing of the job stays the same when it is run again. */
export function ciRunKey(asked: Asked, env: World['env']): string | null {
  if (isGitHubJob(env)) return githubRunKey(asked, env);
  if (env['GITLAB_CI'] === 'true') return gitlabRunKey(asked, env);
  const key = genericFacts(env)?.key ?? null;
  return key === null ? null : keyOf(asked, key);
}

export function githubRunKey(asked: Asked, env: World['env']): string {
  const names = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY_ID', 'GITHUB_RUN_ID', 'GITHUB_JOB'];
  return keyOf(asked, valuesOf(env, names));
}

/** Its names of parallel jobs differ. */
function gitlabRunKey(asked: Asked, env: World['env']): string {
  return keyOf(asked, valuesOf(env, ['CI_SERVER_HOST', 'CI_PROJECT_ID', 'CI_PIPELINE_ID', 'CI_JOB_NAME']));
}

function valuesOf(env: World['env'], names: readonly string[]): readonly string[] {
  return names.map((name) => env[name] ?? '');
}

function keyOf({ schedule, ...asked }: Asked, job: readonly string[]): string {
  const { target, params, paramsFile, steps, environment } = asked;
  // Only a time that was named: a job that is run again later stands for the same.
  const fire = schedule === undefined ? {} : { schedule: schedule.name, at: schedule.at };
  const told = { target, params, paramsFile, steps, environment, ...fire };
  return JSON.stringify([job, told]);
}
