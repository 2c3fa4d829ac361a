import { describe, expect, test } from '@jest/globals';
import { ciRunKey } from '../../../../src/commands/run-key.ts';
import { genericForge } from '../../../../src/forges/generic/forge.ts';
import { jobUrl } from '../../../../src/forges/job-url.ts';
import { environmentOf } from '../../../../src/plan/environment.ts';

type Variables = Readonly<Record<string, string>>;

/** As each CI documents them: the sources are named in src/forges/generic/. */
const bitbucket = {
  CI: 'true',
  BITBUCKET_BUILD_NUMBER: '41',
  BITBUCKET_REPO_UUID: '{7f0e-1}',
  BITBUCKET_REPO_FULL_NAME: 'acme/models',
  BITBUCKET_COMMIT: 'c1',
  BITBUCKET_BRANCH: 'main',
  BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
  BITBUCKET_STEP_UUID: '{5a-2}',
};
const bitbucketPull = {
  ...bitbucket,
  BITBUCKET_BRANCH: 'topic',
  BITBUCKET_PR_ID: '7',
  BITBUCKET_PR_DESTINATION_BRANCH: 'main',
};
const jenkins = {
  JENKINS_URL: 'https://ci.example/',
  BUILD_TAG: 'jenkins-acme-models-main-41',
  BUILD_NUMBER: '41',
  BUILD_URL: 'https://ci.example/job/acme/job/models/job/main/41/',
  JOB_NAME: 'acme/models/main',
  WORKSPACE: '/var/jenkins/workspace/models_main',
  BRANCH_NAME: 'main',
  BRANCH_IS_PRIMARY: 'true',
  GIT_COMMIT: 'c1',
  GIT_URL: 'git@github.com:acme/models.git',
};
const jenkinsPull = {
  ...jenkins,
  BRANCH_NAME: 'PR-7',
  BRANCH_IS_PRIMARY: '',
  CHANGE_ID: '7',
  CHANGE_BRANCH: 'topic',
  CHANGE_TARGET: 'main',
};
const azure = {
  TF_BUILD: 'True',
  BUILD_REASON: 'IndividualCI',
  BUILD_SOURCEBRANCH: 'refs/heads/main',
  BUILD_SOURCEVERSION: 'c1',
  BUILD_BUILDID: '41',
  BUILD_REPOSITORY_URI: 'https://github.com/acme/models',
  BUILD_SOURCESDIRECTORY: '/agent/_work/1/s',
  SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
  SYSTEM_TEAMPROJECT: 'Machine learning',
  SYSTEM_JOBNAME: 'train',
};
const azurePull = {
  ...azure,
  BUILD_REASON: 'PullRequest',
  BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
  BUILD_SOURCEVERSION: 'm1',
  SYSTEM_PULLREQUEST_PULLREQUESTID: '123456',
  SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '7',
  SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic',
  SYSTEM_PULLREQUEST_SOURCECOMMITID: 'c1',
  SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
  SYSTEM_PULLREQUEST_ISFORK: 'False',
};
const circle = {
  CIRCLECI: 'true',
  CIRCLE_BRANCH: 'main',
  CIRCLE_SHA1: 'c1',
  CIRCLE_BUILD_NUM: '41',
  CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/models/41',
  CIRCLE_REPOSITORY_URL: 'git@bitbucket.org:acme/models.git',
};
const circlePull = {
  ...circle,
  CIRCLE_BRANCH: 'topic',
  CIRCLE_PULL_REQUEST: 'https://github.com/acme/models/pull/7',
};
const told = {
  AUTOML_CI_BRANCH: 'main',
  AUTOML_CI_DEFAULT_BRANCH: 'main',
  AUTOML_CI_COMMIT: 'c1',
  AUTOML_CI_FORGE: 'Git.Example',
  AUTOML_CI_REPOSITORY: 'acme/models',
  AUTOML_CI_URL: 'https://drone.example/acme/models/41',
};
const toldPull = { AUTOML_CI_PULL: '7', AUTOML_CI_BRANCH: 'topic', AUTOML_CI_BASE: 'main', AUTOML_CI_FORK: 'false' };

const environments = [
  { name: 'production', when: ['default-branch', 'tag', 'schedule'] },
  { name: 'preview', when: ['pull-request'] },
] as const;

const asked = { target: '.', params: [], steps: [] };

function contextOf(env: Variables) {
  const forge = genericForge(env);
  if (forge === null) throw new Error('no job');
  return forge.context;
}

describe('a job of any CI', () => {
  test.each<[string, Variables]>([
    ['a laptop', {}],
    ['a laptop with the command line of Jenkins', { JENKINS_URL: 'https://ci.example/' }],
    ['a job that says no more than CI=true', { CI: 'true' }],
    ['variables that are empty', { AUTOML_CI_BRANCH: '', BITBUCKET_BUILD_NUMBER: '' }],
  ])('is not %s', (_, env) => {
    expect(genericForge(env)).toBeNull();
    expect(jobUrl(env)).toBeNull();
    expect(ciRunKey(asked, env)).toBeNull();
  });

  test.each<[string, Variables, string | null]>([
    ['Bitbucket', bitbucket, null],
    ['Jenkins', jenkins, 'main'],
    ['Azure Pipelines', azure, null],
    ['CircleCI', circle, null],
    ['one that is told', told, 'main'],
  ])('%s: a push to a branch', (_, env, defaultBranch) => {
    expect(contextOf(env)).toMatchObject({
      trigger: { event: 'push', branch: 'main', tag: null, defaultBranch },
      head: 'c1',
      merge: null,
      fork: false,
      pull: null,
    });
  });

  test.each<[string, Variables, string | null, string | null]>([
    ['Bitbucket', bitbucketPull, 'main', null],
    ['Jenkins', jenkinsPull, 'main', null],
    ['Azure Pipelines', azurePull, 'main', 'm1'],
    ['CircleCI', circlePull, null, null],
    ['one that is told', { ...told, ...toldPull }, 'main', null],
  ])('%s: a pull request', (_, env, base, merge) => {
    const context = contextOf(env);
    expect(context).toMatchObject({
      trigger: { event: 'pull_request', branch: 'topic', tag: null, pull: 7 },
      head: 'c1',
      merge,
      fork: false,
      pull: { number: 7, base, baseHead: null, isClosed: false },
    });
    expect(environmentOf(environments, context.trigger)).toBe('preview');
  });

  test.each<[string, Variables]>([
    ['Jenkins', { ...jenkinsPull, CHANGE_FORK: 'stranger/models' }],
    ['Jenkins with a plugin that tells nothing of forks', { ...jenkinsPull, CHANGE_BRANCH: '' }],
    ['Azure Pipelines', { ...azurePull, SYSTEM_PULLREQUEST_ISFORK: 'True' }],
    ['Azure Pipelines that says nothing', { ...azurePull, SYSTEM_PULLREQUEST_ISFORK: '' }],
    ['CircleCI', { ...circlePull, CIRCLE_PR_NUMBER: '7', CIRCLE_PR_USERNAME: 'stranger' }],
    ['one that is told', { ...told, ...toldPull, AUTOML_CI_FORK: 'true' }],
    ['one that is not told whether', { ...told, ...toldPull, AUTOML_CI_FORK: '' }],
    ['one that is told of the event alone', { AUTOML_CI_EVENT: 'pull_request' }],
    ['one that is told to be started by hand', { AUTOML_CI_EVENT: 'manual', AUTOML_CI_PULL: '7' }],
    ['one that the CI itself knows nothing of', { ...jenkins, AUTOML_CI_PULL: '7' }],
  ])('%s: a pull request from a fork', (_, env) => {
    expect(contextOf(env).fork).toBe(true);
  });

  test.each<[string, Variables]>([
    ['Bitbucket', { ...bitbucket, BITBUCKET_BRANCH: '', BITBUCKET_TAG: 'v1' }],
    ['Jenkins', { ...jenkins, BRANCH_NAME: 'v1', BRANCH_IS_PRIMARY: '', TAG_NAME: 'v1' }],
    ['Azure Pipelines', { ...azure, BUILD_SOURCEBRANCH: 'refs/tags/v1' }],
    ['CircleCI', { ...circle, CIRCLE_BRANCH: '', CIRCLE_TAG: 'v1' }],
    ['one that is told', { AUTOML_CI_TAG: 'v1' }],
  ])('%s: a tag', (_, env) => {
    const { trigger } = contextOf(env);
    expect(trigger).toMatchObject({ branch: null, tag: 'v1' });
    expect(environmentOf(environments, trigger)).toBe('production');
  });

  test.each<[string, Variables, string | null]>([
    ['the default branch of Jenkins', jenkins, 'production'],
    ['a branch where the default one is not known', bitbucket, null],
    ['the default branch, told', { ...bitbucket, AUTOML_CI_DEFAULT_BRANCH: 'main' }, 'production'],
    ['another branch', { ...bitbucket, AUTOML_CI_DEFAULT_BRANCH: 'trunk' }, null],
    ['a schedule of Azure', { ...azure, BUILD_REASON: 'Schedule' }, 'production'],
    ['a schedule, told', { ...bitbucket, AUTOML_CI_EVENT: 'schedule' }, 'production'],
    ['a build that a person started in Azure', { ...azure, BUILD_REASON: 'Manual' }, null],
    [
      'a job of Jenkins that is for one branch',
      { ...jenkins, BRANCH_NAME: '', BRANCH_IS_PRIMARY: '', GIT_BRANCH: 'origin/main' },
      null,
    ],
  ])('%s deploys where the file says', (_, env, expected) => {
    expect(environmentOf(environments, contextOf(env).trigger)).toBe(expected);
  });

  test('what is told wins over what the CI says', () => {
    const { trigger, head, repository } = contextOf({ ...bitbucket, ...told, AUTOML_CI_BRANCH: 'release' });
    expect(trigger).toMatchObject({ branch: 'release', defaultBranch: 'main' });
    expect({ head, repository }).toEqual({
      head: 'c1',
      repository: { forge: 'git.example', id: 'acme/models', name: 'acme/models' },
    });
  });

  test('Bitbucket names its repository by what stays when it is renamed; others are known by their origin', () => {
    const named = { forge: 'bitbucket.org', id: '{7f0e-1}', name: 'acme/models' };
    expect(contextOf(bitbucket).repository).toEqual(named);
    for (const env of [jenkins, azure, circle]) expect(contextOf(env).repository).toBeNull();
  });

  test.each<[Variables, string]>([
    [{ AUTOML_CI_PULL: 'seven' }, 'AUTOML_CI_PULL is "seven"'],
    [{ AUTOML_CI_FORK: 'no' }, 'AUTOML_CI_FORK is "no"'],
    [
      { AUTOML_CI_EVENT: 'pull-request' },
      'AUTOML_CI_EVENT is "pull-request": give push, pull_request, schedule or manual',
    ],
    [
      { ...bitbucket, AUTOML_CI_BRANCHES: 'x' },
      'there is no variable AUTOML_CI_BRANCHES; did you mean "AUTOML_CI_BRANCH"?',
    ],
    [{ AUTOML_CI_FORGE: 'git.example' }, 'AUTOML_CI_REPOSITORY'],
  ])('%j is refused', (env, said) => {
    expect(() => genericForge(env)).toThrow(said);
  });

  test('is told nothing, and says where the report is', () => {
    expect(genericForge(jenkins)?.connect).toMatch(/^Jenkins is told nothing: .*--summary/);
    expect(genericForge(told)?.connect).toMatch(/^this CI is told nothing/);
  });
});

describe('links', () => {
  test.each<[string, Variables, string, string | undefined, string | undefined]>([
    [
      'Bitbucket',
      bitbucket,
      'https://bitbucket.org/acme/models/pipelines/results/41',
      'https://bitbucket.org/acme/models/commits/c1',
      'https://bitbucket.org/acme/models/src/c1/steps/a.py#lines-3',
    ],
    [
      'Jenkins with code on GitHub',
      jenkins,
      jenkins.BUILD_URL,
      'https://github.com/acme/models/commit/c1',
      'https://github.com/acme/models/blob/c1/steps/a.py#L3',
    ],
    [
      'Jenkins with code on GitLab',
      { ...jenkins, GIT_URL: 'https://user:secret@gitlab.com/acme/models.git' },
      jenkins.BUILD_URL,
      'https://gitlab.com/acme/models/-/commit/c1',
      'https://gitlab.com/acme/models/-/blob/c1/steps/a.py#L3',
    ],
    [
      'Azure Pipelines',
      azure,
      'https://dev.azure.com/acme/Machine%20learning/_build/results?buildId=41',
      'https://github.com/acme/models/commit/c1',
      'https://github.com/acme/models/blob/c1/steps/a.py#L3',
    ],
    [
      'CircleCI',
      circle,
      circle.CIRCLE_BUILD_URL,
      'https://bitbucket.org/acme/models/commits/c1',
      'https://bitbucket.org/acme/models/src/c1/steps/a.py#lines-3',
    ],
    ['a server that is laid out in an unknown way', told, told.AUTOML_CI_URL, undefined, undefined],
  ])('%s', (_, env, run, commit, file) => {
    const links = genericForge(env)?.links('c1');
    expect(links?.run).toBe(run);
    expect(links?.commit).toBe(commit);
    expect(links?.file?.('steps/a.py', 3)).toBe(file);
    expect(links?.file?.('../outside.py', 3) ?? null).toBeNull();
    expect(jobUrl(env)).toBe(run);
  });

  test('without a commit lead to the job only', () => {
    expect(genericForge(bitbucket)?.links(null)).toEqual({
      run: 'https://bitbucket.org/acme/models/pipelines/results/41',
    });
  });
});

describe('a build that is retried', () => {
  const key = (env: Variables) => ciRunKey(asked, env);

  test.each<[string, Variables, Variables]>([
    ['Bitbucket', bitbucket, { BITBUCKET_BUILD_NUMBER: '42' }],
    ['Jenkins', jenkins, { BUILD_NUMBER: '42' }],
    ['Azure Pipelines', azure, { BUILD_BUILDID: '42' }],
    ['one that is told', told, { AUTOML_CI_URL: 'https://drone.example/acme/models/42' }],
  ])('%s: goes on with its run, and another build does not', (_, env, another) => {
    expect(key(env)).not.toBeNull();
    expect(key({ ...env, BITBUCKET_STEP_RUN_NUMBER: '2' })).toBe(key(env));
    expect(key({ ...env, ...another })).not.toBe(key(env));
  });

  test('CircleCI: is another job', () => {
    expect(key(circle)).toBe(JSON.stringify([[circle.CIRCLE_BUILD_URL], asked]));
  });
});
