/**
 * What Jenkins tells a build: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables and, of multibranch
 * projects, its page /env-vars.html.
 */
import { keyOf, numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

/** Null: it runs elsewhere. */
export function jenkinsFacts(env: Environment): JobFacts | null {
  // JENKINS_URL is also set on machines of people who use its command line.
  if (!(valueOf(env, 'BUILD_TAG') ?? '').startsWith('jenkins-')) return null;
  const isPull = valueOf(env, 'CHANGE_ID') !== null;
  const tag = valueOf(env, 'TAG_NAME');
  const branch = tag === null ? branchOf(env, isPull) : null;
  return {
    ci: 'Jenkins',
    event: isPull ? 'pull_request' : 'push',
    branch,
    tag,
    defaultBranch: env['BRANCH_IS_PRIMARY'] === 'true' ? branch : null,
    commit: valueOf(env, 'GIT_COMMIT'),
    merge: null,
    pull: numberOf(valueOf(env, 'CHANGE_ID')),
    base: valueOf(env, 'CHANGE_TARGET'),
    // Plugins that do not tell the branch do not tell of forks either: then the worst is assumed.
    isFork: isPull && (valueOf(env, 'CHANGE_FORK') !== null || valueOf(env, 'CHANGE_BRANCH') === null),
    repository: null,
    clone: valueOf(env, 'GIT_URL'),
    page: valueOf(env, 'BUILD_URL'),
    folder: valueOf(env, 'WORKSPACE'),
    sequence: numberOf(valueOf(env, 'BUILD_NUMBER')),
    key: keyOf(env, ['BUILD_TAG', 'JOB_NAME', 'BUILD_NUMBER']),
  };
}

/** `BRANCH_NAME` of a pull request is `PR-7`; only multibranch projects have one. */
function branchOf(env: Environment, isPull: boolean): string | null {
  if (isPull) return valueOf(env, 'CHANGE_BRANCH');
  return valueOf(env, 'BRANCH_NAME') ?? valueOf(env, 'GIT_BRANCH')?.replace(/^origin\//, '') ?? null;
}
