/** GitLab as a forge: in its cloud, or on a server of one's own. */
import type { Forge, ForgeApi } from '../forge.ts';
import { gitlabAccess, gitlabToken } from './access.ts';
import type { OwnPipeline } from './commit-status.ts';
import { gitlabContext } from './context.ts';
import type { DeployingJob } from './environments.ts';
import { gitlabLinks } from './links.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface GitLabForgeOptions {
  readonly version: string;
  /** Of the webhook that started the pipeline, as `triggerPayload` reads it. */
  readonly payload?: unknown;
}

/** A note takes a million characters and a page about 2,000 of mermaid: https://docs.gitlab.com/administration/instance_limits */
const limits = { commentBytes: 60_000, mermaidLength: 1_900 };

const noToken =
  'AUTOML_GITLAB_TOKEN is not set, so nothing can be told to GitLab (CI_JOB_TOKEN may not write notes): make a project or personal access token with the role Developer and the scope "api", and store it as the CI/CD variable AUTOML_GITLAB_TOKEN, masked, and not protected, or jobs of merge requests don\'t see it';

/** @throws AutomlError USAGE: AUTOML_RUN_PARAMS can't be read */
export function gitlabForge(env: Environment, { version, payload }: GitLabForgeOptions): Forge {
  const context = gitlabContext(env, payload);
  const connect = async (): Promise<ForgeApi> => {
    const { GitLabClient } = await import('./client.ts');
    const { gitlabApi } = await import('./forge-api.ts');
    const client = new GitLabClient(gitlabAccess(env, null), { env, userAgent: `automl/${version}` });
    const { head } = context;
    return gitlabApi(client, {
      page: env['CI_PROJECT_URL'] || null,
      pipeline: ownPipeline(env, head),
      job: jobOf(env),
    });
  };
  return {
    kind: 'gitlab',
    context,
    links: (head) => gitlabLinks(env, head),
    limits,
    connect: gitlabToken(env) === null ? noToken : connect,
  };
}

function ownPipeline({ CI_COMMIT_SHA: commit }: Environment, head: string | null): OwnPipeline | null {
  return commit && head !== null ? { commit, head } : null;
}

function jobOf(env: Environment): DeployingJob {
  const { CI_COMMIT_TAG: tag, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: source, CI_COMMIT_REF_NAME: ref } = env;
  return { ref: tag || source || ref || '', isTag: Boolean(tag), environment: env['CI_ENVIRONMENT_NAME'] || null };
}
