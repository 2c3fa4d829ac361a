/** What GitLab tells a job about itself: https://docs.gitlab.com/ci/variables/predefined_variables */
import type { ForgeContext, ForgeRepository, ForgeSchedule } from '../context.ts';
import { readDescription } from './description.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export function gitlabContext(env: Environment): ForgeContext {
  const source = valueOf(env, 'CI_PIPELINE_SOURCE') ?? 'unknown';
  const tag = valueOf(env, 'CI_COMMIT_TAG');
  const sha = valueOf(env, 'CI_COMMIT_SHA');
  // Child pipelines of a merge request have these too, with `parent_pipeline` as their source.
  const isMergeRequest = valueOf(env, 'CI_MERGE_REQUEST_IID') !== null;
  // Only where GitLab has merged the two branches: else the commit of the job is the head itself.
  const sourceHead = isMergeRequest ? valueOf(env, 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA') : null;
  return {
    trigger: {
      event: isMergeRequest ? 'merge_request_event' : source,
      branch: valueOf(env, isMergeRequest ? 'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME' : 'CI_COMMIT_BRANCH'),
      tag,
      defaultBranch: valueOf(env, 'CI_DEFAULT_BRANCH'),
    },
    head: sourceHead ?? sha,
    merge: sourceHead === null || sourceHead === sha ? null : sha,
    fork: isMergeRequest && isFromFork(env),
    repository: repositoryOf(env),
    folder: valueOf(env, 'CI_PROJECT_DIR'),
    schedule: scheduleOf(env, source),
    pull: null,
    inputs: {},
    comment: null,
    sequence: null,
  };
}

/** GitLab runs it in the fork, or in the project itself when a member of that asks for it. */
function isFromFork(env: Environment): boolean {
  const target = valueOf(env, 'CI_MERGE_REQUEST_PROJECT_ID') ?? valueOf(env, 'CI_PROJECT_ID');
  return valueOf(env, 'CI_MERGE_REQUEST_SOURCE_PROJECT_ID') !== target;
}

function repositoryOf(env: Environment): ForgeRepository | null {
  const forge = valueOf(env, 'CI_SERVER_HOST');
  const id = valueOf(env, 'CI_PROJECT_ID');
  const name = valueOf(env, 'CI_PROJECT_PATH');
  if (forge === null || id === null) return null;
  return { forge: forge.toLowerCase(), id, ...(name === null ? {} : { name }) };
}

/** By variables that a person gave it, which also work before GitLab 17.8, or by its description. */
function scheduleOf(env: Environment, source: string): ForgeSchedule | null {
  const created = Date.parse(valueOf(env, 'CI_PIPELINE_CREATED_AT') ?? '');
  const asOf = Number.isNaN(created) ? null : created;
  const named = valueOf(env, 'AUTOML_SCHEDULE');
  if (named !== null) return { name: named, file: valueOf(env, 'AUTOML_FILE'), asOf };
  const described = source === 'schedule' ? readDescription(env['CI_PIPELINE_SCHEDULE_DESCRIPTION'] ?? '') : null;
  return described === null ? null : { name: described.name, file: described.file, asOf };
}

/** What GitLab does not say is missing or empty. */
function valueOf(env: Environment, name: string): string | null {
  return env[name] || null;
}
