/** Where GitLab's API is, as whom we ask it, and about which project. */
import { AutomlError } from '../../errors.ts';

export interface GitLabAccess {
  /** `https://gitlab.example.com/api/v4`, without a slash at the end. */
  readonly api: string;
  readonly token: string;
  /** The variable that holds the token, for messages. */
  readonly variable: string;
  /** Number or path of the project: `42`, `group/models`. */
  readonly project: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Our own first: GITLAB_TOKEN is also read by other programs, with rights of their own. */
const tokenVariables = ['AUTOML_GITLAB_TOKEN', 'GITLAB_TOKEN'] as const;

/** Null: none is given. */
export function gitlabToken(env: Environment): Pick<GitLabAccess, 'token' | 'variable'> | null {
  const variable = tokenVariables.find((name) => env[name]);
  const token = variable === undefined ? undefined : env[variable];
  return variable === undefined || !token ? null : { variable, token };
}

/** `/projects/group%2Fmodels` */
export function projectPath({ project }: Pick<GitLabAccess, 'project'>): string {
  return `/projects/${encodeURIComponent(project)}`;
}

/**
 * In a job as GitLab says, else by the origin.
 * @param remote the origin, null where it is on no server
 * @throws AutomlError USAGE: something is not said; the message says how to say it
 */
export function gitlabAccess(
  env: Environment,
  remote: { readonly forge: string; readonly path: string } | null,
): GitLabAccess {
  const api = env['CI_API_V4_URL'] || (remote === null ? '' : `https://${remote.forge}/api/v4`);
  const project = env['CI_PROJECT_ID'] || remote?.path;
  if (!api || !project) {
    const ways = 'work in a clone of it, or set CI_API_V4_URL (https://gitlab.example.com/api/v4) and CI_PROJECT_ID';
    throw new AutomlError('USAGE', `nobody says which project of which GitLab is meant: ${ways}`);
  }
  if (!/^https?:$/.test(URL.parse(api)?.protocol ?? '')) {
    throw new AutomlError('USAGE', `CI_API_V4_URL "${api}" is no URL like https://gitlab.example.com/api/v4`);
  }
  const given = gitlabToken(env);
  if (given === null) {
    const needed = 'give it a project or personal access token with the scope "api" and the role Maintainer';
    throw new AutomlError('USAGE', `AUTOML_GITLAB_TOKEN is not set: ${needed}; CI_JOB_TOKEN can't change schedules`);
  }
  return { api: api.replace(/\/+$/, ''), ...given, project };
}
