/** Commands in comments as GitHub's runner would execute their job: from the event to what stands below the pull request. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { marked, markerOf } from '../../src/publishing/marker.ts';
import { runRecord } from '../../src/records/schema.ts';
import { FakeGitHub } from '../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../github/server.ts';
import { readJson, runAct } from './act.ts';

jest.setTimeout(180_000);

const execute = promisify(execFile);
const written = '2026-03-01T12:00:00Z';

/** The server's repository: two commits of a pull request. */
let origin = '';
let [seen, head] = ['', ''];
let fake: FakeGitHub;
let github: RunningGitHub;

const git = async (...args: string[]): Promise<string> => {
  const identity = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost'];
  return (await execute('git', [...identity, ...args], { cwd: origin })).stdout.trim();
};
async function push(text: string): Promise<string> {
  await writeFile(path.join(origin, 'steps', 'greet.py'), `print("${text}")\n`);
  await git('add', '--all');
  await git('commit', '--quiet', '--message=change');
  return git('rev-parse', 'HEAD');
}

beforeAll(async () => {
  origin = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-origin-')));
  await cp(path.join(import.meta.dirname, 'act', 'commented'), origin, { recursive: true });
  await git('init', '--quiet', '--initial-branch=better');
  seen = await push('what the reviewer has seen');
  head = await push('pushed afterwards');
});
afterAll(() => rm(origin, { recursive: true }));

beforeEach(async () => {
  fake = new FakeGitHub();
  fake.people.add('ada', 'write');
  github = await startGitHub(fake);
});
afterEach(() => github.close());

/** The job of one comment below a pull request with a report of ours. @param newest commit of it */
async function comment(body: string, author: string, newest: string) {
  const pull = fake.openPull({ head: 'better', sha: newest });
  const topic = { file: 'automl.yaml', environment: null, key: null };
  const state = { run: 'r1', sequence: 1, started: 1, shown: [{ commit: seen, since: Date.parse(written) - 60_000 }] };
  const report = fake.comments.add(pull.number, marked(markerOf(topic), state, 'a report'), fake.bot);
  const { number } = pull;
  const command = fake.comments.add(number, body, { id: 1, login: author, type: 'User' });
  const run = await runAct({
    fixture: 'commented',
    event: 'issue_comment',
    workflow: '.github/workflows/commands.yml',
    origin,
    payload: {
      action: 'created',
      issue: { number, state: 'open', pull_request: { url: '' } },
      comment: { id: command.id, body, user: { login: author }, created_at: written },
    },
    env: { GITHUB_API_URL: github.url },
    secrets: { GITHUB_TOKEN: fake.token },
  });
  const answers = fake.comments.below(number).filter((each) => each !== report && each !== command);
  const reactions = command.reactions.map(({ content }) => content);
  return { run, report, reactions, answers: answers.map((each) => each.body) };
}

test('who may write runs the commit that the report showed, and it becomes the report', async () => {
  const body = '/automl run alpha=0.7 note="$(touch pwned); `touch pwned`\' && touch pwned"';
  const { run, report, reactions, answers } = await comment(body, 'ada', seen);
  if (run.exitCode !== 0) throw new Error(run.log);
  expect(run.log).toContain('what the reviewer has seen');
  const record = runRecord.parse(await readJson(path.join(run.out, 'record.json')));
  expect(record).toMatchObject({
    state: 'succeeded',
    event: 'pull_request',
    pull: 1,
    params: { alpha: 0.7, note: "$(touch pwned); `touch pwned`' && touch pwned" },
    commit: { head: seen, merge: null, ref: 'better', dirty: false },
  });
  expect(report.body).toContain(record.id);
  expect(answers).toEqual([]);
  expect(reactions).toHaveLength(2);
  expect(fake.statuses.all).toContainEqual(expect.objectContaining({ sha: seen, state: 'success' }));
  expect(await readdir(path.dirname(run.out), { recursive: true })).not.toContainEqual(
    expect.stringContaining('pwned'),
  );
  expect(github.violations).toEqual([]);
});

test('nothing is run for who has not seen the newest commit', async () => {
  const { run, report, answers } = await comment('/automl run', 'ada', head);
  if (run.exitCode !== 0) throw new Error(run.log);
  expect(run.log).not.toMatch(/reviewer has seen|pushed afterwards|default branch's code/);
  expect(answers).toEqual([expect.stringMatching(/`\/automl run [0-9a-f]{40}`/)]);
  expect(report.body).toMatch(/a report$/);
  expect(fake.statuses.all).toEqual([]);
  expect(github.violations).toEqual([]);
});
