import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Repository } from '../../integration/remote/repository.ts';
import { FakeGitHub } from '../../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../../github/server.ts';
import { FakeGitLab } from '../../gitlab/fake-gitlab.ts';
import { automl, type WordsEnded } from './words.ts';

const now = (): number => Date.parse('2026-03-04T12:00:00Z');
const workflow = (schedule: string) => `name: wine
stages: {main: [{name: train, command: ["true"]}]}
schedule: ${schedule}
`;
const nightly = '[{name: nightly, cron: "7 3 * * *"}]';

let repository: Repository;
let env: Record<string, string | undefined>;
beforeEach(() => {
  repository = new Repository({
    'automl.yaml': workflow(nightly),
    // What runs the workflow already; without it the action's version would be asked for.
    '.github/workflows/ci.yml': 'on: push\njobs: {train: {runs-on: x, steps: [{uses: a/automl-action@v1}]}}\n',
  });
  env = { PATH: process.env['PATH'], HOME: repository.parent };
});
afterEach(() => {
  repository.remove();
});

const words = (line: string): Promise<WordsEnded> => automl(line.split(' '), { cwd: repository.folder, env, now });
const stateOf = async (): Promise<unknown> => {
  const { out } = await words('get schedule nightly -o json');
  const { state, suspended_by: by, next } = JSON.parse(out) as Record<string, unknown>;
  return [state, by, next];
};
const active = ['active', null, '2026-03-05T03:07:00.000Z'];

describe('schedules of GitHub', () => {
  const made = '.github/workflows/automl-nightly.yml';
  let fake: FakeGitHub;
  let server: RunningGitHub;
  beforeEach(async () => {
    fake = new FakeGitHub();
    server = await startGitHub(fake);
    repository.git('remote', 'add', 'origin', 'git@github.com:acme/models.git');
    env = { ...env, GITHUB_API_URL: server.url };
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });

  test('are files of the repository, which a sync writes and takes away', async () => {
    expect(await stateOf()).toEqual(['not synced', null, null]);
    expect((await words('schedule sync --dry-run')).out).toContain(made);
    expect(existsSync(path.join(repository.folder, made))).toBe(false);
    const { code, out, err } = await words('schedule sync -o json');
    expect(err).toContain('note: GitHub stops the schedules of a public repository after 60 days');
    expect((await words('schedule sync')).err).not.toContain('60 days');
    expect([code, JSON.parse(out)]).toEqual([0, [expect.objectContaining({ name: 'nightly', action: 'create' })]]);
    expect(existsSync(path.join(repository.folder, made))).toBe(true);
    expect(await stateOf()).toEqual(active);
    repository.commit({ 'automl.yaml': workflow('[]') });
    expect((await words('schedule sync')).out).toMatch(/delete +nightly/);
    expect(existsSync(path.join(repository.folder, made))).toBe(false);
  });

  test('are stopped and started by the API, with a token', async () => {
    await words('schedule sync');
    expect(await words('suspend nightly')).toMatchObject({ code: 2, err: expect.stringContaining('GITHUB_TOKEN') });
    fake.workflows.set(made, 'active');
    env = { ...env, GITHUB_TOKEN: fake.token };
    expect((await words('suspend nightly')).code).toBe(0);
    expect(await stateOf()).toEqual(['suspended', 'person', null]);
    expect((await words('resume wine/nightly')).code).toBe(0);
    expect(await stateOf()).toEqual(active);
    expect((await words('trigger nightly')).out).toMatch(/^started .*automl-nightly\.yml of acme\/models on main; /);
    expect((await words('delete schedule nightly')).code).toBe(2);
  });

  test('are proposed by a pull request only with a token, and not at GitLab', async () => {
    expect((await words('schedule sync --pull-request')).err).toContain('a pull request needs a token in GITHUB_TOKEN');
    expect((await words('schedule sync --pull-request --forge gitlab')).err).toContain('is for GitHub and Gitea');
    expect((await words('schedule sync --pull-request --dry-run')).code).toBe(2);
  });
});

describe('schedules of GitLab', () => {
  let gitlab: FakeGitLab;
  beforeEach(async () => {
    gitlab = new FakeGitLab();
    gitlab.users.set('secret', { id: 7, username: 'bot', role: 40, scopes: ['api'] });
    repository.git('remote', 'add', 'origin', 'git@gitlab.com:acme/models.git');
    env = { ...env, CI_API_V4_URL: await gitlab.serve(), CI_PROJECT_ID: '42', GITLAB_TOKEN: 'secret' };
  });
  afterEach(() => gitlab.close());

  test('are pipeline schedules, which a sync makes, and verbs stop and start', async () => {
    expect(await stateOf()).toEqual(['not synced', null, null]);
    expect((await words('schedule sync')).out).toMatch(/create +nightly/);
    expect((await words('schedule sync')).out).toMatch(/unchanged +nightly/);
    expect(await stateOf()).toEqual(active);
    expect((await words('suspend nightly')).code).toBe(0);
    expect(await stateOf()).toEqual(['suspended', 'person', null]);
    expect((await words('resume nightly')).code).toBe(0);
    expect((await words('trigger nightly')).out).toMatch(/^started a pipeline of pipeline schedule \d+; /);
    repository.commit({ 'automl.yaml': workflow('[]') });
    expect((await words('schedule sync')).out).toMatch(/delete +nightly/);
  });

  test('are shown without their state where there is no token', async () => {
    env = { ...env, GITLAB_TOKEN: undefined };
    const { code, out, err } = await words('get schedules');
    expect([code, out]).toEqual([0, expect.stringMatching(/^nightly .* ci +unknown/m)]);
    expect(err).toContain('warning: whether the CI knows the schedules is not shown: AUTOML_GITLAB_TOKEN is not set');
  });
});
