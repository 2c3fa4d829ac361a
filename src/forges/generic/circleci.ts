/** What CircleCI tells a job: https://circleci.com/docs/reference/variables/ */
import { numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

/** Null: it runs elsewhere. */
export function circleFacts(env: Environment): JobFacts | null {
  if (env['CIRCLECI'] !== 'true') return null;
  const tag = valueOf(env, 'CIRCLE_TAG');
  // A branch's job has the page of its pull request; only one from a fork has a number of its own.
  const pull = /\/(\d+)\/?$/.exec(env['CIRCLE_PULL_REQUEST'] ?? '')?.[1] ?? valueOf(env, 'CIRCLE_PR_NUMBER');
  return {
    ci: 'CircleCI',
    event: pull === null ? 'push' : 'pull_request',
    branch: tag === null ? valueOf(env, 'CIRCLE_BRANCH') : null,
    tag,
    defaultBranch: null,
    commit: valueOf(env, 'CIRCLE_SHA1'),
    merge: null,
    pull: numberOf(pull),
    base: null,
    isFork: valueOf(env, 'CIRCLE_PR_NUMBER') !== null || valueOf(env, 'CIRCLE_PR_USERNAME') !== null,
    repository: null,
    clone: valueOf(env, 'CIRCLE_REPOSITORY_URL'),
    page: valueOf(env, 'CIRCLE_BUILD_URL'),
    folder: null,
    sequence: numberOf(valueOf(env, 'CIRCLE_BUILD_NUM')),
    // A job that is run again is another one.
    key: null,
  };
}
