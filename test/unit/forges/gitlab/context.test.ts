import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { environmentOf } from '../../../../src/plan/environment.ts';
import { gitlabContext } from '../../../../src/forges/gitlab/context.ts';
import { describeSchedule, readDescription } from '../../../../src/forges/gitlab/description.ts';
import { triggerPayload } from '../../../../src/forges/gitlab/note-event.ts';
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
      pull: null,
      inputs: {},
      comment: null,
      sequence: null,
    });
  });

  test('jobs of a pipeline, retried ones too, come after those of earlier pipelines', () => {
    expect(gitlabContext({ ...job, CI_PIPELINE_ID: '901', CI_JOB_ID: '5' }).sequence).toBe(901);
  });

  test.each([
    ['merge request', mergeRequest, { base: null, baseHead: null }],
    [
      'merge request, with the commit that it branched off from',
      { ...mergeRequest, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b0' },
      { base: 'main', baseHead: 'b0' },
    ],
    [
      'merge train',
      {
        ...mergeRequest,
        CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train',
        CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'b1',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b0',
      },
      { base: null, baseHead: 'b1' },
    ],
  ])('a job of a %s knows its number', (_, env, expected) => {
    expect(gitlabContext(env).pull).toEqual({ number: 7, isClosed: false, ...expected });
  });

  test('what a person fills in stands in one variable, line by line', () => {
    const env = { ...job, CI_PIPELINE_SOURCE: 'web', AUTOML_RUN_PARAMS: 'alpha = 0.5\r\n\nname=a=b\nempty=\n' };
    expect(gitlabContext(env).inputs).toEqual({ alpha: '0.5', name: 'a=b' });
    expect(() => gitlabContext({ ...env, AUTOML_RUN_PARAMS: 'alpha: 0.5' })).toThrow('has the line "alpha: 0.5"');
  });

  test('a pull request of another forge is a fork where its repositories differ', () => {
    const pull = { ...job, CI_PIPELINE_SOURCE: 'external_pull_request_event', CI_COMMIT_BRANCH: 'topic' };
    const repositories = (source: string) => ({
      CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY: source,
      CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY: 'acme/models',
    });
    expect(gitlabContext({ ...pull, ...repositories('acme/models') }).fork).toBe(false);
    expect(gitlabContext({ ...pull, ...repositories('eve/models') }).fork).toBe(true);
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

describe('a pipeline that a webhook of notes has started', () => {
  const triggered = { ...job, CI_PIPELINE_SOURCE: 'trigger' };
  /** As https://docs.gitlab.com/user/project/integrations/webhook_events/#comment-on-a-merge-request shows it, cut. */
  const payload = {
    object_kind: 'note',
    user: { id: 1, username: 'maeda' },
    object_attributes: {
      id: 1244,
      note: '/automl run alpha=0.3',
      noteable_type: 'MergeRequest',
      created_at: '2026-03-02 03:09:30 UTC',
      system: false,
      action: 'create',
    },
    merge_request: { iid: 7, target_branch: 'main', source_branch: 'topic', state: 'opened' },
  };

  test('is about the note, and deploys nothing by itself', () => {
    expect(gitlabContext(triggered, payload)).toMatchObject({
      trigger: { event: 'note', branch: null, tag: null, defaultBranch: 'main' },
      head: null,
      pull: { number: 7, base: 'main', isClosed: false },
      comment: {
        id: 1244,
        pull: 7,
        body: '/automl run alpha=0.3',
        author: 'maeda',
        createdAt: Date.parse('2026-03-02T03:09:30Z'),
      },
    });
  });

  test.each([
    ['was edited', { ...payload, object_attributes: { ...payload.object_attributes, action: 'update' } }],
    ["is GitLab's own", { ...payload, object_attributes: { ...payload.object_attributes, system: true } }],
    ['stands below an issue', { ...payload, merge_request: null }],
  ])('is about no comment where that %s', (_, other) => {
    expect(gitlabContext(triggered, other)).toMatchObject({ trigger: { event: 'note', branch: null }, comment: null });
  });

  test('is one as any other where the payload is of another event', () => {
    expect(gitlabContext(triggered, { object_kind: 'push' }).trigger.event).toBe('trigger');
  });

  test('finds the payload in a file, and no other pipeline does', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'automl-payload-'));
    const file = path.join(folder, 'payload.json');
    await writeFile(file, JSON.stringify(payload));
    expect(await triggerPayload({ ...triggered, TRIGGER_PAYLOAD: file })).toEqual(payload);
    expect(await triggerPayload({ ...job, TRIGGER_PAYLOAD: file })).toBeUndefined();
    expect(await triggerPayload(triggered)).toBeUndefined();
    await writeFile(file, 'no JSON');
    await expect(triggerPayload({ ...triggered, TRIGGER_PAYLOAD: file })).rejects.toThrow('is not a JSON file');
    await rm(folder, { recursive: true });
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
