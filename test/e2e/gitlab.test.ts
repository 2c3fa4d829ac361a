/** What `automl init --ci gitlab` writes and what is there to include, run by gitlab-ci-local: jobs as GitLab would run them. */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import { FakeGitLab } from '../gitlab/fake-gitlab.ts';

jest.setTimeout(180_000);

const execute = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');
const program = path.join(root, 'node_modules', '.bin', 'gitlab-ci-local');

/** What GitLab itself does not run, and neither may a shell. */
const hostile = '"; touch pwned; $(touch pwned) `touch pwned` \' | touch pwned';
/** Files of ours in a repository: one to include, and one as the component that it is. */
const included = [
  ['automl.gitlab-ci.yml', 'ci/automl.gitlab-ci.yml'],
  ['templates/automl/template.yml', 'templates/automl/template.yml'],
] as const;

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

/** A pipeline with these variables, whatever else GitLab would set. @param file of the CI @param jobs only these */
function pipeline(
  variables: Readonly<Record<string, string>>,
  file = '.gitlab-ci.yml',
  ...jobs: readonly string[]
): Promise<{ code: number; log: string }> {
  const all = Object.entries({ GITLAB_CI: 'true', CI_PROJECT_ID: '42', ...variables });
  const args = all.flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  return call(program, '--force-shell-executor', '--file', file, ...args, ...jobs);
}

/** A cluster that has nothing. Gives the path of a kubeconfig, and of what was asked for. */
async function emptyCluster(): Promise<{ kubeconfig: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url.split('?')[0] ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"kind": "List", "metadata": {}, "items": []}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const kubeconfig = path.join(folder, 'kubeconfig');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const names = { cluster: 'empty', user: 'nobody' };
  await writeFile(
    kubeconfig,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: names.cluster, cluster: { server: url } }],
      users: [{ name: names.user, user: {} }],
      contexts: [{ name: 'prod', context: names }],
    }),
  );
  return { kubeconfig, asked, server };
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
  const schedule =
    'schedule: {name: nightly, cron: "7 3 * * *", params: {alpha: 0.9}}\nparams: {alpha: 0.1, word: plain}\n';
  await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd()}\n${schedule}`);
  await writeFile(path.join(repository, 'include.yml'), stringify({ include: [{ local: 'ci/automl.gitlab-ci.yml' }] }));
  const component = '$CI_SERVER_FQDN/$CI_PROJECT_PATH/automl@$CI_COMMIT_SHA';
  const inputs = { as: 'train', target: './', params: `alpha=0.3\nword=${hostile}`, backend: 'local' };
  await writeFile(path.join(repository, 'component.yml'), stringify({ include: [{ component, inputs }] }));
  for (const [from, to] of included) {
    await mkdir(path.dirname(path.join(repository, to)), { recursive: true });
    await copyFile(path.join(root, 'gitlab', from), path.join(repository, to));
  }
  await writeFile(
    path.join(repository, '.gitignore'),
    '.automl/\n.gitlab-ci-local/\nrun.json\nreport.md\n*.xml\ncode-*\n',
  );
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
    expect(run.params).toEqual({ alpha: 0.1, word: 'plain' });
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
    expect(log).toContain('what comes from a fork is validated and planned only');
    expect(code).toBe(0);
    await expect(readFile(recordFile())).rejects.toThrow('ENOENT');
  });
});

describe('a merge request', () => {
  const gitlab = new FakeGitLab();
  let request: ReturnType<typeof gitlab.mergeRequests.add>;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    gitlab.users.set('secret', { id: 7, username: 'project_42_bot', role: 30, scopes: ['api'] });
    request = gitlab.mergeRequests.add({ sha: head });
    variables = {
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: String(request.iid),
      CI_MERGE_REQUEST_PROJECT_ID: '42',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '42',
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
      CI_API_V4_URL: await gitlab.serve(),
      AUTOML_GITLAB_TOKEN: 'secret',
    };
  });
  afterAll(() => gitlab.close());

  const read = (name: string): Promise<string> => readFile(path.join(repository, name), 'utf8');

  test('gets test results, findings and a note by the job that is included', async () => {
    const run = await record(await pipeline({ ...variables, CI_PIPELINE_ID: '901' }, 'include.yml'));
    expect(run).toMatchObject({ state: 'succeeded', event: 'merge_request_event', pull: 1, environment: null });
    expect(await read('junit.xml')).toContain('<testcase name="train" classname="models.train"');
    expect(JSON.parse(await read('code-quality.json'))).toEqual([]);
    expect(request.notes).toMatchObject([{ author: { username: 'project_42_bot' } }]);
    expect(request.notes[0]?.body).toContain(run.id);
    // The job itself is the status.
    expect(gitlab.statuses.all).toEqual([]);
  });

  test('gets the same note of the component, whose inputs are no commands', async () => {
    const run = await record(await pipeline({ ...variables, CI_PIPELINE_ID: '902' }, 'component.yml'));
    expect(run).toMatchObject({ state: 'succeeded', params: { alpha: 0.3, word: hostile } });
    await expect(read('pwned')).rejects.toThrow('ENOENT');
    expect(request.notes).toHaveLength(1);
    expect(request.notes[0]?.body).toContain(run.id);
  });

  test('has its environment stopped when it is closed', async () => {
    const environment = { id: 3, name: 'pr-1', state: 'available' as const, external_url: null, tier: 'development' };
    gitlab.environments.all.push(environment);
    const { kubeconfig, asked, server } = await emptyCluster();
    const more = { AUTOML_PREVIEWS: 'true', AUTOML_CONTEXT: 'prod', AUTOML_NAMESPACE: 'ml', KUBECONFIG: kubeconfig };
    const { code, log } = await pipeline({ ...variables, ...more }, 'include.yml', 'automl:stop');
    server.close();
    expect({ code, log }).toEqual({
      code: 0,
      log: expect.stringContaining('namespace ml has no preview of') as unknown,
    });
    expect(asked).toContain('/apis/coordination.k8s.io/v1/namespaces/ml/leases');
    expect(gitlab.environments.all).toMatchObject([{ name: 'pr-1', state: 'stopped' }]);
  });
});
