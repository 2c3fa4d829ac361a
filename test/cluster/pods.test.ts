/** Steps in images that nobody made for us, in a namespace that lets nothing be root. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply, kubectl, makeNamespace, objects } from './cluster.ts';
import { pushLeaner } from './extras/registry.ts';
import { startRun, type RunEnded } from './hostile/run.ts';
import { makeProject } from './pods/project.ts';

jest.setTimeout(300_000);

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'mine' },
  stringData: { TOKEN: 'a-token-of-24-characters' },
};
const range = 'openshift.io/sa.scc.uid-range';
const lean = 'automl-test/lean';

/** A copy of the project in a state of git: one file committed and changed since, one new, one ignored. */
function makeDirty(): string {
  const folder = makeProject('stock', { LEAN: `${lean}:1` });
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), text);
  };
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  };
  git('init', '--quiet');
  mkdirSync(path.join(folder, 'sub'));
  write('sub/here.txt', 'here');
  write('committed.txt', 'committed');
  write('.gitignore', 'ignored.txt\n.automl/\nrecord.json\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all');
  write('committed.txt', 'changed');
  write('untracked.txt', 'untracked');
  write('ignored.txt', 'ignored');
  return folder;
}

describe('steps in stock images', () => {
  let namespace = '';
  let folder = '';
  let run: RunEnded;

  beforeAll(async () => {
    namespace = await makeNamespace('pods');
    await apply(namespace, secret);
    await pushLeaner({
      from: ['library/python', '3.11-slim'],
      without: ['usr/lib/python3.11/ensurepip', 'usr/lib/python3.11/venv', 'usr/lib/python3/dist-packages/pip'],
      name: lean,
    });
    folder = makeDirty();
    run = await startRun(folder, namespace, '--log-level', 'warn').ended;
  });

  const facts = (name: string) => run.step(name).outputs['facts'];
  const log = (name: string): string => readFileSync(path.join(run.logs, `${name}.log`), 'utf8');

  test.each(['slim', 'lean', 'locked'])('%s runs as a user without a name, who can write where programs do', (name) => {
    expect(run.step(name)).toMatchObject({ state: 'succeeded', reason: null });
    expect(facts(name)).toMatchObject({
      uid: 10001,
      gid: 10001,
      user: 'automl',
      home_is_tilde: true,
      tmp_is_tmpdir: true,
      writable: true,
      root_writable: false,
      token: false,
      version: '3.11',
    });
  });

  test('requirements are installed also where the root is read-only, or Python has neither venv nor pip', () => {
    expect(facts('slim')).toMatchObject({ installed: false, modules: ['ensurepip', 'pip', 'venv'] });
    expect(facts('locked')).toMatchObject({ installed: true });
    expect(facts('lean')).toMatchObject({ installed: true, modules: [] });
  });

  test('images are pulled by the name that the file gives them', async () => {
    const columns = 'custom-columns=:.metadata.labels.automl-action/step,:.spec.containers[0].image';
    const listed = await kubectl(['get', 'pods', '--no-headers', '-o', columns], { namespace });
    const images = listed.split('\n').map((line) => line.replace(/\s+/g, ' '));
    expect(images).toEqual(expect.arrayContaining(['bare-shell debian:12', `lean ${lean}:1`, 'slim python:3.11-slim']));
  });

  test('without Python a command gets params and gives values', () => {
    expect(run.step('bare-shell')).toMatchObject({ state: 'succeeded', outputs: { rows: 12, text: 'a\nb' } });
    expect(log('bare-shell')).toBe("alpha=0.5 label=it's $HOME\nwritable\nchanged\n");
    expect(run.step('bare-command').state).toBe('succeeded');
    expect(log('bare-command')).toBe("it's $HOME\n");
  });

  test('without Python exit codes and timeouts are told', () => {
    expect(run.step('bare-exit')).toMatchObject({ state: 'failed', exit_code: 3, reason: 'exit 3' });
    expect(run.step('bare-slow')).toMatchObject({
      state: 'timed-out',
      exit_code: null,
      reason: 'ran longer than its timeout of 2 s',
    });
  });

  test.each(['bare-python', 'bare-files', 'bare-requirements', 'bare-secret'])(
    'without Python %s is refused',
    (name) => {
      const reason = 'this step needs Python 3.8 or newer in its image, which has none';
      expect(run.step(name)).toMatchObject({ state: 'failed', reason, outputs: {}, artifacts: {} });
    },
  );

  test('steps see the working tree as it is, without what git ignores, and start in their own folder', () => {
    expect(run.record.commit).toMatchObject({ dirty: true });
    expect(facts('where')).toEqual({
      cwd: 'sub',
      files: { 'committed.txt': 'changed', 'untracked.txt': 'untracked', 'ignored.txt': null, 'sub/here.txt': 'here' },
    });
  });

  test('a script that git ignores is refused before anything is created', async () => {
    const before = await objects(namespace);
    appendFileSync(path.join(folder, '.gitignore'), 'steps/where.py\n');
    execFileSync('git', ['rm', '--cached', '--quiet', 'steps/where.py'], { cwd: folder });
    const refused = await startRun(folder, namespace, '--step', 'where').ended;
    expect(refused.step('where')).toMatchObject({ state: 'failed', attempts: [] });
    expect(refused.step('where').reason).toContain('steps/where.py is ignored by git');
    expect(await objects(namespace)).toEqual(before);
  });
});

describe('a namespace that gives pods their users, as OpenShift does', () => {
  let namespace = '';
  let run: RunEnded;

  beforeAll(async () => {
    namespace = await makeNamespace('pods', { annotations: { [range]: '1000700000/10000' } });
    await apply(namespace, secret);
    run = await startRun(makeProject('stock'), namespace, 'assigned.yaml', '--log-level', 'warn').ended;
  });

  const named = { user: 'automl', home_is_tilde: true, tmp_is_tmpdir: true, writable: true, token: false, secret: 24 };

  test('pods name no user of their own accord', async () => {
    const pods = await kubectl(['get', 'jobs', '-l', 'automl-action/step=group-zero', '-o', 'json'], { namespace });
    const { items } = JSON.parse(pods) as { items: { spec: { template: { spec: Record<string, unknown> } } }[] };
    expect(items.map(({ spec }) => spec.template.spec['securityContext'])).toEqual([
      { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    ]);
    expect(run.step('unassigned')).toMatchObject({
      state: 'failed',
      reason:
        'image "python:3.11-slim" runs as root, which the pod must not: write USER with a number in the image, or set runAsUser in the step\'s pod settings',
    });
  });

  test('a large user id in group 0 runs, installs and keeps files', () => {
    expect(run.step('group-zero')).toMatchObject({ state: 'succeeded', reason: null });
    expect(run.step('group-zero').outputs['facts']).toMatchObject({
      uid: 1000700000,
      gid: 0,
      ...named,
      installed: true,
    });
  });

  test('a large user id in a group of its own runs, and reads them', () => {
    expect(run.step('own-group')).toMatchObject({ state: 'succeeded', reason: null });
    expect(run.step('own-group').outputs['facts']).toMatchObject({ uid: 1000700000, gid: 1000700000, ...named });
    expect(readFileSync(path.join(run.logs, 'own-group.log'), 'utf8')).toBe('kept\n');
  });
});
