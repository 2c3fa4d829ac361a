/** The built command line in a job of a pull request, with a GitHub of this machine: what it tells, and that it ends. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import path from 'node:path';
import { FakeGitHub, faults } from '../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../github/server.ts';
import { Project, until } from './project.ts';

jest.setTimeout(120_000);

const repo = { full_name: 'acme/models' };
const files = {
  'automl.yaml': 'name: wine\nstages: {train: [{name: forest, run: forest.py}]}\n',
  'forest.py':
    'import os, time\nopen("began", "w").close()\ntime.sleep(float(os.environ.get("SECONDS_OF_WORK", "0")))\n',
  'pull.json': JSON.stringify({
    action: 'synchronize',
    number: 1,
    pull_request: {
      number: 1,
      state: 'open',
      head: { sha: 'a'.repeat(40), ref: 'topic', repo },
      base: { ref: 'main', repo },
    },
  }),
};

let github: FakeGitHub;
let server: RunningGitHub;
let project: Project;
beforeEach(async () => {
  github = new FakeGitHub();
  github.openPull();
  server = await startGitHub(github);
  project = new Project(files);
});
afterEach(async () => {
  project.remove();
  await server.close();
});

function start(env: Readonly<Record<string, string>> = {}) {
  return project.start(['run'], {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: path.join(project.folder, 'pull.json'),
    GITHUB_API_URL: server.url,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_WORKSPACE: project.folder,
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_NUMBER: '5',
    GITHUB_TOKEN: github.token,
    ...env,
  });
}

const warnings = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('warning: '));

describe('a run in a job of a pull request', () => {
  test('is told by one comment and a commit status', async () => {
    const { code, err } = await start().ended;
    expect([code, warnings(err)]).toEqual([0, []]);
    expect(github.comments.all.map(({ body }) => body.split('\n')[3])).toEqual([
      expect.stringContaining('### ✅ wine succeeded'),
    ]);
    expect(github.statuses.all.map(({ context, state }) => `${context} ${state}`)).toEqual([
      'automl / wine pending',
      'automl / wine success',
    ]);
    expect(server.violations).toEqual([]);
  });

  test('keeps its exit code where nobody may tell of it, and says once what is missing', async () => {
    github.readOnly = true;
    const { code, err } = await start().ended;
    expect(code).toBe(0);
    expect(warnings(err)).toEqual([
      expect.stringMatching(/^warning: the commit status could not be .* needs `statuses: write`/),
      expect.stringMatching(/^warning: the comment could not be .* needs `pull-requests: write`/),
    ]);
  });

  test('ends soon after an interrupt, also where the forge never answers', async () => {
    github.faults.push({ calls: /./, answer: faults.late(3_600_000) });
    const { child, ended } = start({ SECONDS_OF_WORK: '600' });
    await until(() => server.requests.length > 0, 'the first call');
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(warnings(err)).toEqual([
      'warning: the commit status and the comment could not be brought up to date: given up after 5 s',
    ]);
  });
});
