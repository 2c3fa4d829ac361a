/** The forge's token, in CI: whether it is there and what the forge says to it. Hosts come from the CI's own variables. */
import { messageOf } from '../../../errors.ts';
import { failed, ok, unchecked, type Check } from './check.ts';

type Env = Readonly<Record<string, string | undefined>>;
export type Fetch = (
  url: string,
  options: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<{ readonly status: number }>;

interface Question {
  readonly forge: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** The variable that holds the token. */
  readonly variable: string;
}

/** Milliseconds. */
const patience = 10_000;

export async function checkForgeToken(env: Env, fetch: Fetch): Promise<Check> {
  const question = questionOf(env);
  if (!('url' in question)) return question;
  const { forge, url, headers, variable } = question;
  try {
    const { status } = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
    if (status < 300) return ok('token', `${forge} accepts ${variable}`);
    if (status === 401)
      return failed(
        'token',
        `${forge} does not accept ${variable} (401)`,
        'give a token that is valid and has not expired',
      );
    if (status === 403 || status === 404) {
      return failed(
        'token',
        `${variable} may not read this project (${status})`,
        `give it the right to read the project, and to comment`,
      );
    }
    return failed('token', `${forge} answered ${status} at ${url}`, 'try again later, or look at its status page');
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
    return failed(
      'token',
      `${forge} can't be reached at ${url} (${why})`,
      'check the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS',
    );
  }
}

function questionOf(env: Env): Question | Check {
  if (env['GITHUB_ACTIONS'] === 'true') return github(env);
  if (env['GITLAB_CI'] === 'true') return gitlab(env);
  return unchecked('token', 'not in a CI job');
}

function github(env: Env): Question | Check {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository } = env;
  const variable = env['GITHUB_TOKEN'] ? 'GITHUB_TOKEN' : 'GH_TOKEN';
  const token = env[variable];
  if (!token)
    return failed('token', 'GITHUB_TOKEN is not set', 'set env: {GITHUB_TOKEN: ${{ github.token }}} for this step');
  if (!api || !repository) return unchecked('token', 'GITHUB_API_URL and GITHUB_REPOSITORY are not set');
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'automl-action',
  };
  return { forge: 'GitHub', url: `${api}/repos/${repository}`, headers, variable };
}

function gitlab(env: Env): Question | Check {
  const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_JOB_TOKEN: job } = env;
  const variable = env['AUTOML_GITLAB_TOKEN'] ? 'AUTOML_GITLAB_TOKEN' : 'GITLAB_TOKEN';
  const token = env[variable];
  if (!api || !project) return unchecked('token', 'CI_API_V4_URL and CI_PROJECT_ID are not set');
  if (token) {
    return {
      forge: 'GitLab',
      url: `${api}/projects/${project}`,
      headers: { 'private-token': token },
      variable,
    };
  }
  // It can say who it is, and can't write notes.
  if (job) return { forge: 'GitLab', url: `${api}/job`, headers: { 'job-token': job }, variable: 'CI_JOB_TOKEN' };
  return failed(
    'token',
    'AUTOML_GITLAB_TOKEN is not set',
    'set it to a project access token with the scope api (CI/CD variables, masked)',
  );
}
