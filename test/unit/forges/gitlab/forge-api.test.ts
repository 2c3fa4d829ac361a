import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ForgeApi } from '../../../../src/forges/forge.ts';
import { gitlabApi, type GitLabJob } from '../../../../src/forges/gitlab/forge-api.ts';
import { gitlabForge } from '../../../../src/forges/gitlab/forge.ts';
import type { FakeMergeRequest } from '../../../gitlab/merge-requests.ts';
import { Scene } from './scene.ts';

let scene: Scene;
let request: FakeMergeRequest;
beforeEach(async () => {
  scene = new Scene();
  await scene.open();
  request = scene.gitlab.mergeRequests.add();
});
afterEach(() => scene.close());

const page = 'https://gitlab.example/acme/models';
const job: GitLabJob = {
  page,
  pipeline: { commit: 'merged', head: 'c1' },
  job: { ref: 'topic', isTag: false, environment: null },
};
const api = (who = 'bot', fields: Partial<GitLabJob> = {}): ForgeApi =>
  gitlabApi(scene.client(who), { ...job, ...fields });

describe('notes below a merge request', () => {
  const stranger = { id: 10, username: 'stranger' };

  test('are those of all pages, oldest first, without what GitLab notes itself', async () => {
    const { mergeRequests } = scene.gitlab;
    for (let count = 0; count < 300; count += 1) mergeRequests.addNote(request, `note ${String(count)}`, stranger);
    mergeRequests.addNote(request, 'added 1 commit', stranger, true);
    const notes = await api().comments(1).list();
    expect(notes.map(({ body }) => body)).toEqual(Array.from({ length: 300 }, (_, index) => `note ${String(index)}`));
    expect(notes.some(({ isOurs }) => isOurs)).toBe(false);
  });

  test('are made, read, changed and taken away', async () => {
    const notes = api().comments(1);
    const { id, url, isOurs } = await notes.create('first');
    expect(isOurs).toBe(true);
    expect(url).toBe(`${page}/-/merge_requests/1#note_${String(id)}`);
    expect(await notes.update(id, 'second')).toMatchObject({ id, body: 'second', isOurs: true });
    expect(await notes.read(id)).toMatchObject({ body: 'second', isOurs: true });
    await notes.remove(id);
    await notes.remove(id);
    expect(await notes.read(id)).toBeNull();
    expect(await notes.update(id, 'third')).toBeNull();
  });

  test('order nothing from GitLab, whatever a step has written', async () => {
    const notes = api().comments(1);
    const { id } = await notes.create('fine\n/merge\n  /approve \n/close now\r\n/usr/bin/python3 x\n/tmp/a');
    expect(request.notes[0]?.body.split('\n').filter((line) => /^\s*\//.test(line))).toEqual([
      '/usr/bin/python3 x',
      '/tmp/a',
    ]);
    await notes.update(id, '/merge');
    expect(request.notes[0]?.body).toBe('\u200b/merge');
  });

  test("are ours only where the token's own user has written them", async () => {
    const { id } = await api().comments(1).create('ours');
    expect(await api('maeda').comments(1).read(id)).toMatchObject({ isOurs: false });
    expect(await api().comments(1).list()).toMatchObject([{ isOurs: true }]);
  });

  test.each([
    ['forbidden', 403, { message: '403 Forbidden' }, 'it needs the role Reporter there'],
    ['not there', 404, { message: '404 Not found' }, 'it is not there, or the user of GITLAB_TOKEN may not see'],
    ['refused', 422, { message: 'nonsense' }, 'answered 422 (nonsense)'],
    ['too many', 429, 'Retry later', 'too many requests'],
    ['broken', 500, { message: '500' }, 'GitLab itself failed'],
    ['a page for people', 200, '<html>', 'no login page before it'],
  ] as const)('that are %s say what to mend', async (_, status, body, sentence) => {
    scene.gitlab.broken = { calls: /notes$/, answer: { status, body } };
    await expect(api().comments(1).create('text')).rejects.toThrow(sentence);
  });

  test('get each reaction once', async () => {
    const { id } = scene.gitlab.mergeRequests.addNote(request, '/automl run', stranger);
    const comment = { id, pull: 1, body: '/automl run', author: 'stranger', createdAt: 0 };
    await api().react(comment, 'seen');
    await api().react(comment, 'seen');
    await api().react(comment, 'done');
    await api().react(comment, 'refused');
    const names = scene.gitlab.mergeRequests.emoji.all.map(({ name }) => name);
    expect(names).toEqual(['eyes', 'rocket', 'thumbsdown']);
  });
});

describe('the status of a commit', () => {
  const status = {
    commit: 'c2',
    context: 'automl / wine',
    state: 'pending',
    description: 'begins',
    url: null,
  } as const;

  test("in the job's own pipeline is the job itself, also where that runs for a merge", async () => {
    await api().setStatus({ ...status, commit: 'c1' });
    await api().setStatus({ ...status, commit: 'merged', state: 'failure' });
    expect(scene.gitlab.statuses.all).toEqual([]);
  });

  test('of another commit is told until it ends', async () => {
    await api().setStatus(status);
    await api().setStatus({ ...status, state: 'success', description: 'all is well', url: 'https://gitlab.example/j' });
    expect(scene.gitlab.statuses.all).toEqual([
      {
        sha: 'c2',
        name: 'automl / wine',
        status: 'success',
        description: 'all is well',
        target_url: 'https://gitlab.example/j',
      },
    ]);
  });

  test('of another commit leaves the pipeline to GitLab', async () => {
    await api().setStatus({ ...status, state: 'error' });
    expect(scene.gitlab.statuses.all).toMatchObject([{ sha: 'c2', status: 'canceled' }]);
  });

  test('may be said twice', async () => {
    await api().setStatus(status);
    await api().setStatus(status);
    expect(scene.gitlab.statuses.all).toHaveLength(1);
  });

  test('is said again while GitLab changes it for somebody else', async () => {
    scene.gitlab.failures.push({ status: 409, body: { message: '409 Conflict' } });
    await api().setStatus(status);
    expect(scene.gitlab.statuses.all).toHaveLength(1);
  });

  test('is cut to what GitLab takes', async () => {
    const long = 'x'.repeat(300);
    await api().setStatus({ ...status, description: long, url: `https://gitlab.example/${long}` });
    expect(scene.gitlab.statuses.all).toMatchObject([{ description: `${'x'.repeat(254)}…`, target_url: null }]);
  });

  test('needs a Developer', async () => {
    await expect(api('guest').setStatus(status)).rejects.toThrow('it needs the role Developer there');
  });
});

describe('deployments', () => {
  const fields = { environment: 'production', commit: 'c1', logUrl: null, isProduction: true, isTransient: false };

  test('are shown with the address that answers', async () => {
    const deployment = await api().deployments?.begin(fields);
    expect(scene.gitlab.environments.deployments).toMatchObject([
      { sha: 'c1', ref: 'topic', tag: false, status: 'running' },
    ]);
    await deployment?.succeeded('https://api.example');
    expect(scene.gitlab.environments.deployments).toMatchObject([{ status: 'success' }]);
    expect(scene.gitlab.environments.all).toMatchObject([{ external_url: 'https://api.example', tier: 'production' }]);
  });

  test('that failed say so', async () => {
    const deployment = await api().deployments?.begin(fields);
    await deployment?.failed('no space');
    expect(scene.gitlab.environments.deployments).toMatchObject([{ status: 'failed' }]);
  });

  test('end with their environment, once', async () => {
    const { deployments } = api();
    const preview = { ...fields, environment: 'pr-7', isProduction: false, isTransient: true };
    await (await deployments?.begin(preview))?.succeeded(null);
    await deployments?.begin(fields);
    await deployments?.end('pr-7');
    await deployments?.end('pr-7');
    await deployments?.end('pr-8');
    expect(scene.gitlab.environments.all).toMatchObject([
      { name: 'pr-7', state: 'stopped', tier: 'development' },
      { name: 'production', state: 'available' },
    ]);
    expect(scene.gitlab.writes.filter((call) => call.endsWith('/stop'))).toHaveLength(1);
  });

  test('are held back where GitLab wants an approval first', async () => {
    const protections = new Map([
      ['production', { approval_rules: [{ required_approvals: 2 }] }],
      ['staging', { required_approval_count: 0, approval_rules: [] }],
    ]);
    scene.gitlab.environments.protections = protections;
    const heldBack = (name: string, who?: string, environment: string | null = null) =>
      api(who, { job: { ...job.job, environment } }).deployments?.heldBack(name);
    expect(await heldBack('production')).toContain('environment production is protected and wants an approval');
    expect(await heldBack('production', 'bot', 'production')).toBeNull();
    expect(await heldBack('staging')).toBeNull();
    expect(await heldBack('dev')).toBeNull();
    expect(await heldBack('production', 'maeda')).toBeNull();
    scene.gitlab.environments.protections = null;
    expect(await heldBack('production')).toBeNull();
  });
});

describe('merge requests', () => {
  test('say what a command needs to know', async () => {
    scene.gitlab.mergeRequests.add({ state: 'merged', source_project_id: 99 });
    expect(await api().pull(1)).toEqual({
      number: 1,
      isOpen: true,
      head: 'c1',
      branch: 'topic',
      base: 'main',
      isFork: false,
    });
    expect(await api().pull(2)).toMatchObject({ isOpen: false, isFork: true });
    await expect(api().pull(3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are open until they are merged or closed', async () => {
    const { mergeRequests } = scene.gitlab;
    for (const state of ['closed', 'merged', 'locked'] as const) mergeRequests.add({ state });
    for (let count = 0; count < 150; count += 1) mergeRequests.add();
    const open = await api().openPulls();
    expect(open).toHaveLength(152);
    expect(open).toEqual(expect.arrayContaining([1, 4, 154]));
    expect(await api().pull(4)).toMatchObject({ isOpen: true });
  });

  test.each([
    ['maeda', true],
    ['Maeda', true],
    ['guest', false],
    ['stranger', false],
    ['nobody', false],
  ])('are written to by who may push: %s', async (user, expected) => {
    expect(await api().mayWrite(user)).toBe(expected);
  });
});

describe('GitLab as a forge', () => {
  const env = { CI_PROJECT_ID: '42', CI_PROJECT_URL: page, CI_PIPELINE_ID: '900', CI_COMMIT_SHA: 'c1' };

  test('is told things with a token', async () => {
    const forge = gitlabForge({ ...env, CI_API_V4_URL: scene.api, GITLAB_TOKEN: 'token-of-bot' }, { version: '1' });
    if (typeof forge.connect === 'string') throw new Error(forge.connect);
    const opened = await forge.connect();
    await opened.comments(1).create('hello');
    await opened.close();
    expect(request.notes).toMatchObject([{ body: 'hello', author: { username: 'project_42_bot' } }]);
  });

  test('says which token is missing, and how it is given', () => {
    const { connect } = gitlabForge({ ...env, CI_JOB_TOKEN: 'job' }, { version: '1' });
    expect(connect).toContain('AUTOML_GITLAB_TOKEN is not set');
    expect(connect).toContain('CI_JOB_TOKEN may not write notes');
    expect(connect).toContain('the role Developer and the scope "api"');
    expect(connect).toContain('masked, and not protected');
  });
});
