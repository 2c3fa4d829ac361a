/** The workflow files that `automl schedule sync` makes, as GitHub's runner would execute them, and as linters see them. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import { scheduleFiles } from '../../src/forges/github/schedules/schedule-files.ts';
import { scheduleOf } from '../github/schedules.ts';
import { programFromGo } from '../go.ts';
import { programFromPyPI } from '../pypi.ts';
import { runAct } from './act.ts';
import { makeScheduled, readRecord, scheduleFile } from './scheduled.ts';

jest.setTimeout(600_000);

const execute = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'automl-scheduled-'));
  await makeScheduled({ folder, action: './', out: '$E2E_OUT' });
});
afterAll(() => rm(folder, { recursive: true }));

describe('act', () => {
  async function recordOf(event: 'schedule' | 'workflow_dispatch', inputs = {}): Promise<RunRecord> {
    const run = await runAct({ fixture: folder, event, workflow: scheduleFile, inputs });
    if (run.exitCode !== 0) throw new Error(`act ended with ${String(run.exitCode)}:\n${run.log}`);
    const [file = ''] = (await readdir(run.out)).filter((name) => name.startsWith('record'));
    return runRecord.parse(await readRecord(path.join(run.out, file)));
  }

  test('runs the schedule, for the time at which it should have fired', async () => {
    expect(await recordOf('schedule')).toMatchObject({
      state: 'succeeded',
      event: 'schedule',
      environment: 'production',
      schedule: { name: 'minute', at: expect.stringMatching(/:00\.000Z$/) },
      params: { who: 'schedule' },
    });
  });

  test('runs it by hand, for the time that is given', async () => {
    const record = await recordOf('workflow_dispatch', { scheduled_at: '2026-03-01T04:00:00+01:00' });
    expect(record).toMatchObject({
      state: 'succeeded',
      event: 'schedule',
      schedule: { name: 'minute', at: '2026-03-01T03:00:00.000Z' },
    });
  });
});

describe('linters have nothing to say', () => {
  const sha = '0'.repeat(40);
  const schedules = [
    scheduleOf({ timezone: 'Europe/Berlin', ref: 'training' }),
    scheduleOf({ name: 'replaced', concurrency: 'replace' }),
    scheduleOf({ name: 'free', concurrency: 'allow', cron: '0 3 1-31/2 jan-mar mon' }),
    scheduleOf({ name: 'resting', suspend: true }),
  ];
  const ci = `name: ci
on: push
permissions: {}
concurrency: { group: ci }
jobs:
  train:
    name: train
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write } # to log in at the cluster
    steps:
      - uses: actions/checkout@${sha} # v6.0.2
        with: { persist-credentials: false }
      - id: automl
        uses: automl-action/automl-action@${sha} # v1
        with:
          kubeconfig: \${{ secrets.KUBECONFIG }}
          params: alpha=0.1
`;

  async function repositoryWith(name: string, workflow: string | null): Promise<string> {
    const repository = path.join(folder, name);
    await mkdir(path.join(repository, '.github', 'workflows'), { recursive: true });
    await execute('git', ['init', '--quiet', repository]);
    if (workflow !== null) await writeFile(path.join(repository, '.github', 'workflows', 'ci.yml'), workflow);
    const pin = `automl-action/automl-action@${sha} # v1`;
    for (const { path: file, wanted } of scheduleFiles({ repository, file: 'automl.yaml' }, schedules, pin))
      await writeFile(path.join(repository, file), wanted ?? '');
    return repository;
  }

  test.each([
    ['a job of its own', null],
    ['a job that is copied', ci],
  ])('%s', async (name, workflow) => {
    const repository = await repositoryWith(name, workflow);
    const actionlint = await programFromGo('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12');
    await execute(actionlint, ['-shellcheck=', '-pyflakes='], { cwd: repository });
    const zizmor = await programFromPyPI({ name: 'zizmor', version: '1.32.0', program: 'zizmor' });
    await execute(zizmor, ['--offline', '--quiet', '.github/workflows'], { cwd: repository });
  });
});
