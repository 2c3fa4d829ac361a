import { describe, expect, test } from '@jest/globals';
import { environmentOf } from '../../../../src/plan/environment.ts';
import { gitlabContext } from '../../../../src/forges/gitlab/context.ts';
import { describeSchedule, readDescription } from '../../../../src/forges/gitlab/description.ts';
import { gitlabLinks } from '../../../../src/forges/gitlab/links.ts';

/** As GitLab sets them: https://docs.gitlab.com/ci/variables/predefined_variables */
const job = {
  GITLAB_CI: 'true',
  CI_PIPELINE_SOURCE: 'push',
  CI_COMMIT_SHA: 'c1',
  CI_COMMIT_BRANCH: 'main',
  CI_DEFAULT_BRANCH: 'main',
  CI_SERVER_HOST: 'GitLab.Example',
  CI_PROJECT_ID: '42',
  CI_PROJECT_PATH: 'acme/models',
  CI_PROJECT_DIR: '/builds/acme/models',
  CI_PIPELINE_CREATED_AT: '2026-03-02T02:04:00Z',
};

const mergeRequest = {
  ...job,
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_COMMIT_BRANCH: '',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '42',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '42',
  CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
  CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '',
};

const environments = [
  { name: 'production', when: ['default-branch', 'tag', 'schedule'] },
  { name: 'preview', when: ['pull-request'] },
] as const;
const environment = (env: Record<string, string>) => environmentOf(environments, gitlabContext(env).trigger);

describe('what GitLab tells a job', () => {
  test('a push names its branch, its commit and the project', () => {
    expect(gitlabContext(job)).toEqual({
      trigger: { event: 'push', branch: 'main', tag: null, defaultBranch: 'main' },
      head: 'c1',
      merge: null,
      fork: false,
      repository: { forge: 'gitlab.example', id: '42', name: 'acme/models' },
      folder: '/builds/acme/models',
      schedule: null,
    });
  });

  test.each<[string, Record<string, string>, string | null]>([
    ['the default branch', job, 'production'],
    ['another branch', { ...job, CI_COMMIT_BRANCH: 'topic' }, null],
    ['a tag', { ...job, CI_COMMIT_BRANCH: '', CI_COMMIT_TAG: 'v1' }, 'production'],
    ['a schedule of another branch', { ...job, CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'x' }, 'production'],
    ['a merge request', mergeRequest, 'preview'],
    ['a child pipeline of a merge request', { ...mergeRequest, CI_PIPELINE_SOURCE: 'parent_pipeline' }, 'preview'],
    ['a pipeline that was started on the default branch', { ...job, CI_PIPELINE_SOURCE: 'web' }, 'production'],
    ['nothing that GitLab says', {}, null],
  ])('%s deploys where the file says', (_, env, expected) => {
    expect(environment(env)).toBe(expected);
  });

  test('a merge request is about its head', () => {
    expect(gitlabContext(mergeRequest)).toMatchObject({
      trigger: { event: 'merge_request_event', branch: 'topic' },
      head: 'c1',
      merge: null,
      fork: false,
    });
  });

  test('the commit of merged results is kept beside the head', () => {
    const env = { ...mergeRequest, CI_COMMIT_SHA: 'merged', CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'c1' };
    expect(gitlabContext(env)).toMatchObject({ head: 'c1', merge: 'merged' });
  });

  test('a merge request from another project is a fork, wherever GitLab runs it', () => {
    const fork = { ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '99' };
    expect(gitlabContext(fork).fork).toBe(true);
    expect(gitlabContext({ ...fork, CI_PROJECT_ID: '99' }).fork).toBe(true);
    expect(gitlabContext({ ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '' }).fork).toBe(true);
  });
});

describe('the schedule of a job', () => {
  const scheduled = { ...job, CI_PIPELINE_SOURCE: 'schedule' };
  const asOf = Date.parse('2026-03-02T02:04:00Z');

  test('is read in the description of its pipeline schedule', () => {
    const env = { ...scheduled, CI_PIPELINE_SCHEDULE_DESCRIPTION: 'automl wine/nightly (examples/wine/automl.yaml)' };
    expect(gitlabContext(env).schedule).toEqual({ name: 'nightly', file: 'examples/wine/automl.yaml', asOf });
  });

  test('is what its variables say, before all', () => {
    const env = {
      ...scheduled,
      CI_PIPELINE_SCHEDULE_DESCRIPTION: 'automl wine/nightly (automl.yaml)',
      AUTOML_SCHEDULE: 'weekly',
    };
    expect(gitlabContext(env).schedule).toEqual({ name: 'weekly', file: null, asOf });
    expect(gitlabContext({ ...env, AUTOML_FILE: 'a.yaml' }).schedule).toMatchObject({ name: 'weekly', file: 'a.yaml' });
  });

  test('is none of ours where a person has described it', () => {
    expect(gitlabContext({ ...scheduled, CI_PIPELINE_SCHEDULE_DESCRIPTION: 'nightly build' }).schedule).toBeNull();
    expect(gitlabContext({ ...job, CI_PIPELINE_SCHEDULE_DESCRIPTION: 'automl a/b (c)' }).schedule).toBeNull();
  });

  test.each([
    { workflow: 'wine', name: 'nightly', file: 'automl.yaml', suspended: false },
    { workflow: 'wine', name: 'nightly-2', file: 'examples/wine/automl.yaml', suspended: true },
    { workflow: 'a b/c', name: 'n', file: 'models (old)/automl.yaml', suspended: false },
  ])('is described so that it is read again: %j', (described) => {
    expect(readDescription(describeSchedule(described))).toEqual(described);
  });
});

describe('links of a report', () => {
  const env = { CI_PROJECT_URL: 'https://gitlab.example/acme/models', CI_JOB_URL: 'https://gitlab.example/j/1' };

  test('lead to the job, the commit and its files', () => {
    const links = gitlabLinks(env, 'c1');
    expect(links).toMatchObject({ run: 'https://gitlab.example/j/1', commit: `${env.CI_PROJECT_URL}/-/commit/c1` });
    expect(links.file?.('steps/train.py', 3)).toBe(`${env.CI_PROJECT_URL}/-/blob/c1/steps/train.py#L3`);
    expect(links.file?.('../outside.py', 3)).toBeNull();
  });

  test('are none outside a job, and none of a commit that nobody knows', () => {
    expect(gitlabLinks({}, 'c1')).toEqual({});
    expect(gitlabLinks(env, null)).toEqual({ run: env.CI_JOB_URL });
  });
});
