/** What `automl init --ci gitlab` writes, run by gitlab-ci-local: jobs as GitLab would run them, with its shell. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';

jest.setTimeout(180_000);

const execute = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');
const program = path.join(root, 'node_modules', '.bin', 'gitlab-ci-local');

let folder: string;
let repository: string;
let head: string;

/** Nothing of an outer CI gets in. */
function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => /^(PIP_|UV_|SSL_|(HTTPS?|NO)_PROXY$)/i.test(name));
  const programs = [
    path.join(folder, 'bin'),
    path.join(root, 'node_modules', 'node', 'bin'),
    process.env['PATH'] ?? '',
  ];
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    HOME: path.join(folder, 'home'),
    PATH: programs.join(path.delimiter),
  };
}

async function call(file: string, ...args: string[]): Promise<{ code: number; log: string }> {
  try {
    const { stdout, stderr } = await execute(file, args, { cwd: repository, env: environment() });
    return { code: 0, log: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    return { code: typeof code === 'number' ? code : -1, log: `${stdout}${stderr}` };
  }
}

async function must(file: string, ...args: string[]): Promise<string> {
  const { code, log } = await call(file, ...args);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${String(code)}:\n${log}`);
  return log;
}

/** A pipeline with these variables, whatever else GitLab would set. */
function pipeline(variables: Readonly<Record<string, string>>): Promise<{ code: number; log: string }> {
  const all = Object.entries({ GITLAB_CI: 'true', CI_PROJECT_ID: '42', ...variables });
  return call(program, '--force-shell-executor', ...all.flatMap(([name, value]) => ['--variable', `${name}=${value}`]));
}

const recordFile = (): string => path.join(repository, 'run.json');

async function record({ code, log }: { code: number; log: string }): Promise<RunRecord> {
  if (code !== 0) throw new Error(`gitlab-ci-local ended with ${String(code)}:\n${log}`);
  return runRecord.parse(JSON.parse(await readFile(recordFile(), 'utf8')));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-gitlab-'));
  repository = path.join(folder, 'models');
  for (const name of ['models', 'bin', 'home']) await mkdir(path.join(folder, name));
  const automl = path.join(folder, 'bin', 'automl');
  await writeFile(automl, `#!/bin/sh\nexec node '${path.join(root, 'dist', 'cli.js')}' "$@"\n`);
  await chmod(automl, 0o755);
  await writeFile(path.join(repository, 'train.py'), 'import os\nprint("alpha is", os.environ.get("PARAM_ALPHA"))\n');
  await must('git', 'init', '--quiet', '--initial-branch=main');
  await must(automl, 'init', '--ci', 'gitlab');
  const file = path.join(repository, 'automl.yaml');
  const schedule = 'schedule: {name: nightly, cron: "7 3 * * *", params: {alpha: 0.9}}\nparams: {alpha: 0.1}\n';
  await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd()}\n${schedule}`);
  await writeFile(path.join(repository, '.gitignore'), '.automl/\n.gitlab-ci-local/\nrun.json\nreport.md\n');
  await must('git', 'add', '--all');
  await must('git', '-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', 'commit', '--quiet', '--message=first');
  await must('git', 'remote', 'add', 'origin', 'git@gitlab.example:acme/models.git');
  await must('git', 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  await must('git', 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  head = (await must('git', 'rev-parse', 'HEAD')).trim();
});
beforeEach(() => rm(recordFile(), { force: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a GitLab job', () => {
  test('of a push to the default branch runs for production', async () => {
    const run = await record(await pipeline({ CI_PIPELINE_SOURCE: 'push' }));
    expect(run).toMatchObject({ state: 'succeeded', event: 'push', environment: 'production', schedule: null });
    expect(run.commit).toMatchObject({ head, merge: null, ref: 'main', dirty: false });
    expect(run.params).toEqual({ alpha: 0.1 });
    expect(await readFile(path.join(repository, 'report.md'), 'utf8')).toContain(`/-/commit/${head}`);
  });

  test('of a pipeline schedule runs as the schedule that its description names', async () => {
    const run = await record(
      await pipeline({
        CI_PIPELINE_SOURCE: 'schedule',
        CI_PIPELINE_CREATED_AT: '2026-03-02T03:09:30Z',
        CI_PIPELINE_SCHEDULE_DESCRIPTION: 'automl models/nightly (automl.yaml)',
      }),
    );
    expect(run).toMatchObject({
      event: 'schedule',
      environment: 'production',
      schedule: { name: 'nightly', at: '2026-03-02T03:07:00.000Z' },
      params: { alpha: 0.9 },
    });
    expect(run.commit.head).toBe(head);
  });

  test("of another file's schedule runs nothing", async () => {
    const { code, log } = await pipeline({
      CI_PIPELINE_SOURCE: 'schedule',
      AUTOML_SCHEDULE: 'nightly',
      AUTOML_FILE: 'other/automl.yaml',
    });
    expect(log).toContain('this job is for the schedule "nightly" of other/automl.yaml: nothing to do for automl.yaml');
    expect(code).toBe(0);
    await expect(readFile(recordFile())).rejects.toThrow('ENOENT');
  });

  test('of a merge request from a fork validates the file', async () => {
    const { code, log } = await pipeline({
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_PROJECT_ID: '42',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '99',
    });
    expect(log).toContain('what comes from a fork is validated only');
    expect(code).toBe(0);
    await expect(readFile(recordFile())).rejects.toThrow('ENOENT');
  });
});
