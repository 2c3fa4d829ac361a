/** What GitLab tells a job about itself: https://docs.gitlab.com/ci/variables/predefined_variables */
import { AutomlError } from '../../errors.ts';
import type { ForgeContext, ForgePull, ForgeRepository, ForgeSchedule } from '../context.ts';
import { readDescription } from './description.ts';
import { noteEventOf } from './note-event.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param payload of the webhook that started the pipeline; undefined: none did
 * @throws AutomlError USAGE: AUTOML_RUN_PARAMS can't be read
 */
export function gitlabContext(env: Environment, payload?: unknown): ForgeContext {
  const job = ofPipeline(env);
  const event = noteEventOf(payload);
  if (event === null) return job;
  // The pipeline is one of the default branch, whatever was commented on: nothing may be deployed because of it.
  const trigger = { ...job.trigger, event: 'note', branch: null, tag: null };
  return { ...job, trigger, head: null, merge: null, fork: false, ...event };
}

function ofPipeline(env: Environment): ForgeContext {
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
    fork: isMergeRequest ? isFromFork(env) : isFromExternalFork(env),
    repository: repositoryOf(env),
    folder: valueOf(env, 'CI_PROJECT_DIR'),
    schedule: scheduleOf(env, source),
    pull: pullOf(env),
    inputs: inputsOf(env),
    comment: null,
    // Jobs of one pipeline are about the same commit, retried ones too: of those whichever starts last holds.
    sequence: numberOf(env, 'CI_PIPELINE_ID'),
  };
}

/** Those of a repository that GitLab only runs pipelines for are another forge's, which we can't tell anything. */
function pullOf(env: Environment): ForgePull | null {
  const number = numberOf(env, 'CI_MERGE_REQUEST_IID');
  if (number === null) return null;
  return {
    number,
    base: valueOf(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'),
    // The newest one is told where GitLab has merged the two branches, else the one that the request branched off from.
    baseHead: valueOf(env, 'CI_MERGE_REQUEST_TARGET_BRANCH_SHA') ?? valueOf(env, 'CI_MERGE_REQUEST_DIFF_BASE_SHA'),
    isClosed: false,
  };
}

/** GitLab does not say which variables a person has filled in: one has lines of `name=value`. */
function inputsOf(env: Environment): Readonly<Record<string, string>> {
  const lines = (valueOf(env, 'AUTOML_RUN_PARAMS') ?? '').split(/\r?\n/).map((line) => line.trim());
  const pairs = lines.filter((line) => line !== '').map(pairOf);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

function pairOf(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  if (at > 0) return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  throw new AutomlError('USAGE', `AUTOML_RUN_PARAMS has the line "${line}": write one param a line, as name=value`);
}

/** GitLab runs it in the fork, or in the project itself when a member of that asks for it. */
function isFromFork(env: Environment): boolean {
  const target = valueOf(env, 'CI_MERGE_REQUEST_PROJECT_ID') ?? valueOf(env, 'CI_PROJECT_ID');
  return valueOf(env, 'CI_MERGE_REQUEST_SOURCE_PROJECT_ID') !== target;
}

/** Of a repository on another forge: https://docs.gitlab.com/ci/ci_cd_for_external_repos */
function isFromExternalFork(env: Environment): boolean {
  const source = valueOf(env, 'CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY');
  return source !== null && source !== valueOf(env, 'CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY');
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

function numberOf(env: Environment, name: string): number | null {
  const number = Number(valueOf(env, name) ?? NaN);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
