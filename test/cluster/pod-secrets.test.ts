/** Secrets get to the code, and nowhere else: those of the namespace, those of the run, those of a package index. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, automl, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';
import { startIndex, type PackageIndex } from './extras/package-index.ts';
import { startRun, type RunEnded } from './hostile/run.ts';
import { leaksOf, unpacked } from './pods/leaks.ts';
import { makeProject } from './pods/project.ts';

jest.setTimeout(300_000);

const secret = (name: string, stringData: Readonly<Record<string, string>>): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData,
});

describe('secrets of steps', () => {
  let namespace = '';
  let folder = '';
  let run: RunEnded;
  /** As it was while the run went on. */
  let owned = '';

  const values = {
    TOKEN: 'token"with\\quotes',
    FIRST: 'first-of-the-namespace',
    API_KEY: 'given/key+with=signs',
    PEM: 'one line, 7Qx\nand the next, 8Zk',
    ONE_KEY: 'hunter2-hunter2',
  };
  const allLines = Object.values(values).flatMap((value) => value.split('\n'));

  beforeAll(async () => {
    namespace = await makeNamespace('secrets');
    const greeting = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { greeting: 'hello' } };
    const { TOKEN, FIRST, ONE_KEY } = values;
    await apply(namespace, secret('existing', { TOKEN, FIRST }), secret('other', { password: ONE_KEY }), greeting);
    folder = makeProject('secrets');
    const given = path.join(makeFolder(), 'given.env');
    writeFileSync(given, `API_KEY='${values.API_KEY}'\nPEM="${values.PEM.replace('\n', '\\n')}"\n`);
    const { ended } = startRun(folder, namespace, '--summary', 'summary.md', '--secret', `given=${given}`);
    const query = '{.items[?(@.metadata.ownerReferences)].metadata}';
    const over = ended.then(() => true);
    while (owned === '' && !(await Promise.race([over, sleep(200, false)]))) {
      owned = await kubectl(['get', 'secrets', '-o', `jsonpath=${query}`], { namespace });
    }
    run = await ended;
  });

  test('are variables of the code: all keys of a Secret, single keys, those of the run, and of ConfigMaps', () => {
    const lengths = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.length]));
    expect(run.step('tell').outputs['facts']).toEqual({
      lengths: { ...lengths, OF_GIVEN: values.API_KEY.length },
      open: 'hello',
    });
  });

  test('are masked in outputs, labels, page, reason and log', () => {
    expect(run.step('tell')).toMatchObject({
      state: 'failed',
      outputs: { leak: '***' },
      labels: { leak: '***' },
      reason: 'exit 1: ValueError in tell.py:22: no *** here',
      summary: expect.stringContaining('# a page with ***'),
    });
    expect(readFileSync(path.join(run.logs, 'tell.log'), 'utf8')).toMatch(/^API_KEY \*\*\*$/m);
  });

  test('stand in no object, event, log, record, report or output', async () => {
    expect(await leaksOf(allLines, namespace, folder, [run.stdout, run.stderr])).toEqual([]);
  });

  test('would be found there', async () => {
    expect(await leaksOf(['hello', 'no *** here', run.record.id], namespace, folder, [])).toHaveLength(3);
    const maps = await kubectl(['get', 'configmaps', '-o', 'yaml'], { namespace });
    expect(unpacked(maps).join('\n')).toContain('no *** here');
  });

  test('of the run belong to its anchor, and go with the workflow', async () => {
    const anchor = `automl-${run.record.id}`;
    expect(JSON.parse(owned)).toMatchObject({
      name: `${anchor}-given`,
      ownerReferences: [{ kind: 'ConfigMap', name: anchor }],
    });
    const { code } = await automl(['delete', 'workflow', 'secrets', '-n', namespace], { cwd: folder });
    expect(code).toBe(0);
    await kubectl(['wait', '--for=delete', `secret/${anchor}-given`, '--timeout=60s'], { namespace });
    expect(await objects(namespace)).toEqual(['configmap/config', 'secret/existing', 'secret/other']);
  });

  test('that are missing are named with what makes them, before anything is created', async () => {
    const before = await objects(namespace);
    const refused = await startRun(folder, namespace, 'missing.yaml').ended;
    expect(refused.code).toBe(1);
    expect(refused.step('lost').attempts).toEqual([]);
    expect(refused.step('lost').reason?.split('; ')).toEqual([
      `secret "absent" does not exist in namespace ${namespace}: automl create secret absent --namespace ${namespace} KEY=value`,
      `config map "nowhere" does not exist in namespace ${namespace}: kubectl create configmap nowhere --namespace ${namespace} --from-literal=KEY=value`,
      expect.stringContaining(`secret "other" in namespace ${namespace} has no key "nothing"`),
    ]);
    expect(await objects(namespace)).toEqual(before);
  });

  test('that are empty end the run before anything is created', async () => {
    const before = await objects(namespace);
    writeFileSync(path.join(folder, 'empty.env'), 'API_KEY=\n');
    const { record } = await startRun(folder, namespace, '--secret', 'given=empty.env').ended;
    expect(record).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('API_KEY of secret "given" is empty'),
    });
    expect(await objects(namespace)).toEqual(before);
  });
});

describe('a package index with a password and a CA of its own', () => {
  const password = 'p@ss/word:0815';
  let namespace = '';
  let index: PackageIndex;

  beforeAll(async () => {
    namespace = await makeNamespace('secrets');
    index = await startIndex({ password });
  });
  afterAll(() => index.close());

  async function install(file: string, secretPassword: string): Promise<{ run: RunEnded; folder: string }> {
    await apply(namespace, secret('index-login', { username: index.user, password: secretPassword }));
    const folder = makeProject('index', { INDEX: index.url });
    const authorities = [index.caFile, '/etc/ssl/certs/ca-certificates.crt'].map((name) => readFileSync(name, 'utf8'));
    writeFileSync(path.join(folder, 'ca.crt'), authorities.join('\n'));
    return { run: await startRun(folder, namespace, file).ended, folder };
  }
  const leaks = ({ run, folder }: Awaited<ReturnType<typeof install>>, secretPassword: string) =>
    leaksOf([secretPassword], namespace, folder, [run.stdout, run.stderr]);

  // pip fetches uv only where an index has it: with PyPI as a second one, which then must not get the password.
  test.each([
    ['pip', 'automl.yaml'],
    ['uv', 'with-uv.yaml'],
  ])('gives %s what a step requires, and the code does not see the password', async (_installer, file) => {
    const done = await install(file, password);
    expect(done.run.step('install')).toMatchObject({
      state: 'succeeded',
      outputs: { facts: { greeting: 'hello from a private index', told: [], uv: file === 'with-uv.yaml' } },
    });
    expect(await leaks(done, password)).toEqual([]);
  });

  test.each(['automl.yaml', 'with-uv.yaml'])(
    'refuses a wrong password in one sentence, which does not say it: %s',
    async (file) => {
      const wrong = 'wr@ng/word:4711';
      const done = await install(file, wrong);
      const { host } = new URL(index.url);
      expect(done.run.step('install')).toMatchObject({
        state: 'failed',
        reason: `requirements.txt could not be installed: the package index ${host} refuses access (401): check \`python.credentials\``,
      });
      expect(index.requests).toContainEqual({ path: '/simple/outer-demo/', status: 401 });
      expect(await leaks(done, wrong)).toEqual([]);
    },
  );
});
