import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { started } from '../../../src/commands/ci-context.ts';
import type { RunRequest } from '../../../src/commands/run.ts';
import { worldOf } from './world.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'automl-ci-')));
  mkdirSync(path.join(folder, 'repository', 'wine'), { recursive: true });
  const file = 'name: wine\nstages:\n  run:\n    - {name: a, run: a.py}\n';
  for (const place of ['repository/automl.yaml', 'repository/wine/automl.yaml', 'alone.yaml'])
    writeFileSync(path.join(folder, place), file);
  for (const place of ['repository/a.py', 'repository/wine/a.py']) writeFileSync(path.join(folder, place), '');
  writeFileSync(path.join(folder, 'broken.json'), '{');
  const event = { repository: { default_branch: 'main' }, inputs: { alpha: '0.3' } };
  writeFileSync(path.join(folder, 'event.json'), JSON.stringify(event));
  symlinkSync(path.join(folder, 'repository'), path.join(folder, 'link'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const gitlab = () => ({
  GITLAB_CI: 'true',
  CI_PIPELINE_SOURCE: 'push',
  CI_COMMIT_SHA: 'c1',
  CI_COMMIT_BRANCH: 'main',
  CI_DEFAULT_BRANCH: 'main',
  CI_SERVER_HOST: 'gitlab.example',
  CI_PROJECT_ID: '42',
  CI_PROJECT_PATH: 'acme/models',
  CI_PROJECT_URL: 'https://gitlab.example/acme/models',
  CI_PROJECT_DIR: path.join(folder, 'repository'),
});

const github = (event: string) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: event,
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: 'c1',
  GITHUB_EVENT_PATH: path.join(folder, 'event.json'),
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_REPOSITORY_ID: '99',
  GITHUB_WORKSPACE: path.join(folder, 'repository'),
});

const jenkins = () => ({
  BUILD_TAG: 'jenkins-models-41',
  BUILD_URL: 'https://ci.example/job/models/41/',
  BRANCH_NAME: 'main',
  BRANCH_IS_PRIMARY: 'true',
  GIT_COMMIT: 'c1',
  GIT_URL: 'git@github.com:acme/models.git',
  WORKSPACE: path.join(folder, 'repository'),
});

type Told = Partial<RunRequest> | null;

async function startIn(env: Readonly<Record<string, string>>, asked: Parameters<typeof started>[0] = { target: '.' }) {
  const out = new PassThrough();
  const err = new PassThrough();
  let told: Told = null;
  const world = worldOf({ env, cwd: path.join(folder, 'repository'), out, err });
  const code = await started(asked, world, (given) => {
    told = given;
    return Promise.resolve(1);
  });
  return { code, told: told as Told, said: `${String(err.read() ?? '')}${String(out.read() ?? '')}` };
}

describe('a run of the command line', () => {
  test('by a person is a command', async () => {
    const { told, code } = await startIn({});
    expect(told).toEqual({ trigger: { event: 'command', branch: null, tag: null, defaultBranch: null } });
    expect(code).toBe(1);
  });

  test('in a job of any other CI is about what that tells', async () => {
    const { told } = await startIn(jenkins());
    expect(told).toMatchObject({
      trigger: { event: 'push', branch: 'main', defaultBranch: 'main' },
      commit: { head: 'c1', merge: null, ref: 'main' },
    });
    expect(told).not.toHaveProperty('repository');
    expect(told?.links?.('c1').commit).toBe('https://github.com/acme/models/commit/c1');
  });

  test('in a job of any other CI, for a pull request from a fork, only validates', async () => {
    const { told, said } = await startIn({ ...jenkins(), CHANGE_ID: '7', CHANGE_BRANCH: 'x', CHANGE_FORK: 'stranger' });
    expect(told).toBeNull();
    expect(said).toContain('what comes from a fork is validated and planned only');
  });

  test('in a GitLab job is what started the job', async () => {
    const { told } = await startIn(gitlab());
    expect(told).toMatchObject({
      trigger: { event: 'push', branch: 'main', defaultBranch: 'main' },
      commit: { head: 'c1', merge: null, ref: 'main' },
      repository: { forge: 'gitlab.example', id: '42', name: 'acme/models' },
    });
    expect(told?.links?.('c1').commit).toBe('https://gitlab.example/acme/models/-/commit/c1');
  });

  test('in a GitHub job is what started that', async () => {
    const { told } = await startIn(github('push'));
    expect(told).toMatchObject({
      trigger: { event: 'push', branch: 'main', defaultBranch: 'main' },
      repository: { forge: 'github.com', id: '99' },
      offered: {},
    });
  });

  test('in a GitHub job started by hand has what was filled in', async () => {
    const { told } = await startIn(github('workflow_dispatch'));
    expect(told).toMatchObject({ trigger: { event: 'workflow_dispatch' }, offered: { alpha: '0.3' } });
  });

  test('in a GitHub job of pull_request_target is refused', async () => {
    await expect(startIn(github('pull_request_target'))).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('in a GitHub job of a comment below an issue is none', async () => {
    const { told, said, code } = await startIn(github('issue_comment'));
    expect({ told, code }).toEqual({ told: null, code: 0 });
    expect(said).toContain('nothing to do');
  });

  test('of a folder outside the checkout is a command there too', async () => {
    const { told } = await startIn(gitlab(), { target: '../alone.yaml' });
    expect(told).toEqual({ trigger: expect.objectContaining({ event: 'command' }) });
  });

  test('knows the checkout behind a link', async () => {
    const { told } = await startIn({ ...gitlab(), CI_PROJECT_DIR: path.join(folder, 'link') });
    expect(told).toMatchObject({ trigger: { event: 'push' } });
  });

  test('believes a forge whose checkout is mounted elsewhere', async () => {
    const { told } = await startIn({ ...gitlab(), CI_PROJECT_DIR: '/builds/acme/nowhere' });
    expect(told).toMatchObject({ trigger: { event: 'push' } });
  });

  test('of a pull request that nothing tells of is validated only', async () => {
    const job = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF_NAME: '7/merge' };
    expect(await startIn(job)).toMatchObject({ told: null, code: 0 });
    const elsewhere = { ...job, GITHUB_EVENT_PATH: path.join(folder, 'not-mounted.json') };
    expect(await startIn(elsewhere)).toMatchObject({ told: null, code: 0 });
    expect((await startIn({ ...elsewhere, GITHUB_EVENT_NAME: 'push' })).told).toMatchObject({
      trigger: { event: 'push' },
    });
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["a person's machine", {}, 'command'],
    ['a job of Jenkins', { BUILD_TAG: 'jenkins-models-41' }, 'push'],
  ])('is what it is where GITHUB_ACTIONS alone is set too: %s', async (_, env, event) => {
    expect((await startIn({ ...env, GITHUB_ACTIONS: 'true' })).told).toMatchObject({ trigger: { event } });
  });

  test('says that a payload is broken', async () => {
    const file = path.join(folder, 'broken.json');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: file };
    await expect(startIn(env)).rejects.toThrow('broken.json is not JSON');
  });
});

describe('a merge request from a fork', () => {
  const fork = () => ({
    ...gitlab(),
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: '42',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '99',
  });

  test('is validated and planned only', async () => {
    const { told, code, said } = await startIn(fork(), { target: '.', params: [] });
    expect(told).toBeNull();
    expect(code).toBe(0);
    expect(said).toContain(
      'what comes from a fork is validated and planned only: its code gets neither secrets nor a cluster',
    );
    expect(said).toContain('automl.yaml');
    expect(said).toMatch(/^wine · .*c1 · deploys nowhere$/m);
  });

  test('that can not be planned, for want of a param, is as valid as before', async () => {
    const { told, code, said } = await startIn(fork(), { target: '.', params: ['nothing=1'] });
    expect({ told, code }).toEqual({ told: null, code: 0 });
    expect(said).toContain('warning: it could not be planned: ');
  });

  test('fails where its file has errors', async () => {
    expect((await startIn(fork(), { target: 'nowhere' })).code).toBe(3);
  });

  test('is that wherever the job has put its code', async () => {
    expect((await startIn(fork(), { target: '../alone.yaml' })).told).toBeNull();
  });

  test('does not run a script', async () => {
    expect(await startIn(fork(), { target: 'a.py' })).toMatchObject({ told: null, code: 0 });
  });
});

describe('a job that a schedule started', () => {
  const scheduled = (description: string) => ({
    ...gitlab(),
    CI_PIPELINE_SOURCE: 'schedule',
    CI_PIPELINE_CREATED_AT: '2026-03-02T02:04:00Z',
    CI_PIPELINE_SCHEDULE_DESCRIPTION: description,
  });

  test('runs as that schedule, as of when the pipeline was made', async () => {
    const { told } = await startIn(scheduled('automl wine/nightly (wine/automl.yaml)'), { target: 'wine' });
    expect(told).toMatchObject({
      trigger: { event: 'schedule' },
      schedule: { name: 'nightly', delay: 0, asOf: Date.parse('2026-03-02T02:04:00Z') },
    });
  });

  test('of another file has nothing to do', async () => {
    const { told, code, said } = await startIn(scheduled('automl wine/nightly (wine/automl.yaml)'));
    expect(told).toBeNull();
    expect(code).toBe(0);
    expect(said).toBe('this job is for the schedule "nightly" of wine/automl.yaml: nothing to do for automl.yaml\n');
  });

  test('runs as the schedule that the command line names', async () => {
    const asked = { target: '.', schedule: { name: 'weekly' } };
    const { told } = await startIn(scheduled('automl wine/nightly (wine/automl.yaml)'), asked);
    expect(told).toMatchObject({ trigger: { event: 'schedule' } });
    expect(told).not.toHaveProperty('schedule');
  });

  test("of a person's own schedule runs as the file says", async () => {
    const { told } = await startIn(scheduled('nightly build'));
    expect(told).toMatchObject({ trigger: { event: 'schedule' } });
    expect(told).not.toHaveProperty('schedule');
  });
});
