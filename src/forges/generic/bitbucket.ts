/** What Bitbucket Pipelines tells a step: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
import { keyOf, numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

const page = 'https://bitbucket.org';

/** Null: it runs elsewhere. */
export function bitbucketFacts(env: Environment): JobFacts | null {
  const number = valueOf(env, 'BITBUCKET_BUILD_NUMBER');
  const name = valueOf(env, 'BITBUCKET_REPO_FULL_NAME');
  if (number === null || name === null) return null;
  const isPull = valueOf(env, 'BITBUCKET_PR_ID') !== null;
  return {
    ci: 'Bitbucket Pipelines',
    event: isPull ? 'pull_request' : 'push',
    branch: valueOf(env, 'BITBUCKET_BRANCH'),
    tag: valueOf(env, 'BITBUCKET_TAG'),
    defaultBranch: null,
    // Of a pull request the newest commit of its branch; Bitbucket merges in the checkout, and tells no commit of that.
    commit: valueOf(env, 'BITBUCKET_COMMIT'),
    merge: null,
    pull: numberOf(valueOf(env, 'BITBUCKET_PR_ID')),
    base: valueOf(env, 'BITBUCKET_PR_DESTINATION_BRANCH'),
    // One from a fork starts no pipeline here.
    isFork: false,
    repository: { forge: 'bitbucket.org', id: valueOf(env, 'BITBUCKET_REPO_UUID') ?? name, name },
    clone: `${page}/${name}`,
    page: `${page}/${name}/pipelines/results/${number}`,
    folder: valueOf(env, 'BITBUCKET_CLONE_DIR'),
    sequence: numberOf(number),
    key: keyOf(env, ['BITBUCKET_REPO_UUID', 'BITBUCKET_BUILD_NUMBER', 'BITBUCKET_STEP_UUID']),
  };
}
