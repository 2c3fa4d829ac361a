import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import { FakeGitHub } from '../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../github/server.ts';
import { readJson, runAct, startAct, type ActRun, type RunningAct } from './act.ts';

jest.setTimeout(180_000);

const password = 'correct-horse-battery';

const readRecord = async (out: string): Promise<RunRecord> =>
  runRecord.parse(await readJson(path.join(out, 'record.json')));

const states = (record: RunRecord): Record<string, string> =>
  Object.fromEntries(record.steps.map(({ name, state }) => [name, state]));

const annotations = (run: ActRun, level: 'error' | 'warning') =>
  run.commands.filter(({ command }) => command === level);

/** A failing expectation about a run is useless without what the run said. */
function expectExit(run: ActRun, code: number): void {
  if (run.exitCode !== code) throw new Error(`act ended with ${run.exitCode}, expected ${code}:\n${run.log}`);
}

beforeAll(() => rm(path.join(import.meta.dirname, '..', '.work', 'act'), { recursive: true, force: true }));

describe('a push to the default branch', () => {
  let run: Awaited<ReturnType<typeof runAct>>;
  let record: RunRecord;
  beforeAll(async () => {
    run = await runAct({ fixture: 'passing', event: 'push' });
    expectExit(run, 0);
    record = await readRecord(run.out);
  });

  test('runs on Node 24', async () => {
    expect(await readFile(path.join(run.out, 'node-version'), 'utf8')).toMatch(/^v24\./);
  });

  test('runs every step and deploys the service', () => {
    expect(record).toMatchObject({
      workflow: 'greeting',
      state: 'succeeded',
      event: 'push',
      environment: 'production',
    });
    expect(states(record)).toEqual({
      letter: 'succeeded',
      count: 'succeeded',
      shout: 'succeeded',
      'post-office': 'succeeded',
    });
    expect(record.file).toBe('pipelines/greeting/automl.yaml');
    expect(record.commit).toMatchObject({ head: expect.stringMatching(/^[0-9a-f]{40}$/), ref: 'main', dirty: false });
  });

  test('writes one job summary with the table of steps, the metrics and the pages of the steps', () => {
    expect(run.summaries).toHaveLength(1);
    const [summary = ''] = run.summaries;
    for (const name of ['letter', 'count', 'shout', 'post-office']) {
      expect(summary).toMatch(new RegExp(`^\\|.*\\b${name}\\b.*(✅|succeeded).*\\|`, 'm'));
    }
    expect(summary).toMatch(/letters.*17/);
    expect(summary).toContain('The letter says *hello hello world*.');
  });

  test('sets every output', async () => {
    expect(run.outputs).toMatchObject({ 'run-id': record.id, state: 'succeeded' });
    expect(JSON.parse(run.outputs['metrics'] ?? '')).toMatchObject({ count: { letters: 17 } });
    expect(JSON.parse(run.outputs['services'] ?? '')).toEqual({ 'post-office': expect.stringMatching(/^http:\/\//) });
    expect(run.outputs['record']).toMatch(/record\.json$/);
    expect((await readFile(path.join(run.out, 'report.md'), 'utf8')).trim()).toBe(run.summaries[0]?.trim());
  });

  test('keeps the secret out of everything that can be read afterwards', async () => {
    expect(run.commands).toContainEqual(expect.objectContaining({ command: 'add-mask', text: password }));
    const files = await Promise.all(
      ['record.json', 'report.md'].map((name) => readFile(path.join(run.out, name), 'utf8')),
    );
    for (const text of [run.log, ...run.summaries, ...Object.values(run.outputs), ...files]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(Buffer.from(password).toString('base64'));
    }
    expect(run.log).toMatch(/the password is \*\*\*/);
  });

  test('prints what a step says without obeying it', () => {
    expect(run.log).toContain("this is a step's text and no command");
    expect(annotations(run, 'error')).toEqual([]);
    expect(run.outputs['state']).not.toBe('forged');
  });
});

describe('a pull request', () => {
  // What its author chooses is text, wherever it gets to.
  const ref = '$(touch${IFS}pwned)`touch${IFS}pwned`";touch${IFS}pwned;"<img/src=x>';
  const title = 'better letters\n::error::forged\n"; touch pwned; echo "';
  const head = { sha: 'a'.repeat(40), ref, repo: { full_name: 'acme/models' } };
  const base = { sha: 'b'.repeat(40), ref: 'main', repo: { full_name: 'acme/models' } };
  const payload = (from: typeof head) => ({ pull_request: { number: 7, title, body: title, head: from, base } });
  let github: RunningGitHub;
  const fake = new FakeGitHub();
  beforeAll(async () => {
    fake.openPull({ number: 7, head: ref, sha: head.sha, title, body: title });
    github = await startGitHub(fake);
  });
  afterAll(() => github.close());

  test('runs the steps, is about its head commit and deploys nothing; its comment is kept up to date', async () => {
    const told = { env: { GITHUB_API_URL: github.url }, secrets: { GITHUB_TOKEN: fake.token } };
    const pulled = { fixture: 'passing', event: 'pull_request', payload: payload(head), ...told } as const;
    const run = await runAct(pulled);
    expectExit(run, 0);
    const [comment] = fake.comments.below(7);
    const first = comment?.body;
    const again = await runAct(pulled);
    expectExit(again, 0);
    expect(fake.comments.below(7)).toEqual([comment]);
    expect(comment?.body).not.toBe(first);
    expect(comment?.user.login).toBe('github-actions[bot]');
    expect(comment?.body).toMatch(/greeting/);
    expect(comment?.body).not.toMatch(/<img|forged/);
    const statuses = fake.statuses.all.filter(({ context }) => context.startsWith('automl / greeting'));
    expect(statuses.map(({ sha, state }) => `${sha} ${state}`)).toEqual(
      [1, 2].flatMap(() => [`${head.sha} pending`, `${head.sha} success`]),
    );
    expect(github.violations).toEqual([]);
    for (const { out, ...said } of [run, again]) {
      expect(annotations(said, 'error')).toEqual([]);
      const files = await readdir(path.dirname(out), { recursive: true });
      expect(files.filter((file) => file.includes('pwned'))).toEqual([]);
    }
    const record = await readRecord(run.out);
    expect(record).toMatchObject({ state: 'succeeded', event: 'pull_request', environment: null });
    expect(record.commit).toMatchObject({ head: head.sha, merge: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(states(record)).toMatchObject({ count: 'succeeded', 'post-office': 'skipped' });
    expect(JSON.parse(run.outputs['services'] ?? '')).toEqual({});
  });

  test('from a fork is validated and planned only', async () => {
    const fork = { ...head, repo: { full_name: 'stranger/models' } };
    const run = await runAct({ fixture: 'failing', event: 'pull_request', payload: payload(fork) });
    expectExit(run, 0);
    expect(run.log).not.toContain('fitting');
    expect(run.log).toMatch(/validated and planned only/);
    expect(run.summaries.join('')).toMatch(/validated and planned only.*What a run would do/s);
  });
});

test('a dispatch passes its inputs on as params', async () => {
  const run = await runAct({
    fixture: 'passing',
    event: 'workflow_dispatch',
    inputs: { greeting: 'ahoy', times: '3' },
  });
  expectExit(run, 0);
  const record = await readRecord(run.out);
  expect(record.params).toEqual({ greeting: 'ahoy', times: 3 });
  expect(run.summaries[0]).toContain('ahoy ahoy ahoy world');
});

test('a failing step fails the job, with the cause on its line and first in the summary', async () => {
  const run = await runAct({ fixture: 'failing', event: 'push' });
  expectExit(run, 1);
  expect(annotations(run, 'error')).toContainEqual(
    expect.objectContaining({
      text: expect.stringContaining('Input X contains NaN'),
      properties: expect.objectContaining({ file: 'steps/forest.py', line: '4' }),
    }),
  );
  const [summary = ''] = run.summaries;
  expect(summary.split('\n').slice(0, 5).join('\n')).toMatch(/forest[^]*Input X contains NaN/);
  expect(run.outputs['state']).toBe('failed');
  expect(states(await readRecord(run.out))).toEqual({ split: 'succeeded', forest: 'failed', pick: 'skipped' });
});

test('a file with a mistake fails the job, annotated at its place in the repository', async () => {
  const inputs = { command: 'validate', folder: 'broken' };
  const run = await runAct({ fixture: 'failing', event: 'workflow_dispatch', inputs });
  expectExit(run, 1);
  expect(annotations(run, 'error')).toContainEqual(
    expect.objectContaining({
      text: expect.stringContaining('did you mean "forest"'),
      properties: expect.objectContaining({ file: 'broken/automl.yaml', line: '9', col: '15' }),
    }),
  );
});

describe('cancelling', () => {
  const left: number[] = [];
  let running: RunningAct | undefined;
  afterEach(() => {
    running?.interrupt();
    for (const pid of left) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });

  test('leaves no process of the step behind', async () => {
    running = await startAct({ fixture: 'endless', event: 'push' });
    const ended = running.ended.then((run) => {
      running = undefined;
      return run;
    });
    const file = path.join(running.out, 'pids');
    const never = ended.then((run) => Promise.reject(new Error(`the step ended by itself: ${run.log}`)));
    await Promise.race([until(() => existsSync(file), 60_000), never]);
    left.push(...(await readFile(file, 'utf8')).split(' ').map(Number));
    expect(left.filter(isAlive)).toHaveLength(3);

    running.interrupt();
    const run = await ended;
    expect(run.exitCode).not.toBe(0);
    await until(() => !left.some(isAlive), 10_000);
    expect(left.filter(isAlive)).toEqual([]);
  });
});

/** A zombie is dead: in a container, nobody may be there to bury it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Returns when it holds, or after that many milliseconds: the caller's expectation tells. */
async function until(holds: () => boolean, milliseconds: number): Promise<void> {
  for (let waited = 0; waited < milliseconds && !holds(); waited += 100) await sleep(100);
}
