/** The action as GitHub would run it, on a cluster: the examples, and two repositories that share a namespace. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import { runAct, type ActOptions, type ActRun } from '../e2e/act.ts';
import { automl, kubectl, makeFolder, makeNamespace, objects, setUpCi } from './cluster.ts';
import { changeCode, commitAll, examples, makeExamples, makeSecrets, names, type Name } from './examples/project.ts';
import { startVisitor, type Visitor } from './examples/visitor.ts';
import { startS3, type S3 } from './extras/s3.ts';

jest.setTimeout(600_000);

const fixtures = path.join(import.meta.dirname, 'examples');
let visitor: Visitor;
beforeAll(async () => {
  visitor = await startVisitor();
});
afterAll(() => visitor.close());

type Ended = ActRun & { readonly out: string };

/** Content of the kubeconfigs that `automl setup` made, by namespace. */
const kubeconfigs = new Map<string, string>();

async function makeCiNamespace(prefix: string): Promise<string> {
  const namespace = await makeNamespace(prefix);
  kubeconfigs.set(namespace, await setUpCi(namespace));
  return namespace;
}

/** act, with the kubeconfig as the secret of a repository would hold it. */
async function ci(namespace: string, options: ActOptions): Promise<Ended> {
  const secrets = { KUBECONFIG: Buffer.from(kubeconfigs.get(namespace) ?? '').toString('base64') };
  const run = await runAct({ ...options, env: { NAMESPACE: namespace }, secrets });
  if (run.exitCode !== 0) throw new Error(`act ended with ${String(run.exitCode)}:\n${run.log}`);
  return run;
}

const readRecord = ({ out }: Ended, name: string): RunRecord =>
  runRecord.parse(JSON.parse(readFileSync(path.join(out, `${name}.json`), 'utf8')));

/** @throws Error for a run that serves nothing */
function serviceOf(record: RunRecord): string {
  const service = record.steps.find((step) => step.service !== null)?.service;
  if (service === undefined || service === null) throw new Error('the run serves nothing');
  return service.url;
}

describe('the examples', () => {
  let namespace = '';
  let s3: S3;
  let fresh: Ended;
  let changed: Ended;
  let answers: readonly string[];
  const { asked } = examples.wine;

  beforeAll(async () => {
    [namespace, s3] = await Promise.all([makeCiNamespace('act'), startS3()]);
    await makeSecrets(namespace, s3);
    const fixture = makeExamples();
    mkdirSync(path.join(fixture, '.github', 'workflows'), { recursive: true });
    cpSync(path.join(fixtures, 'ci.yml'), path.join(fixture, '.github', 'workflows', 'ci.yml'));
    const push = (options: Pick<ActOptions, 'matrix'> = {}): Promise<Ended> =>
      ci(namespace, { fixture, event: 'push', ...options });

    fresh = await push();
    changeCode(fixture, 'wine');
    const changing = push({ matrix: 'example:wine' });
    const asking = visitor.keepAsking(serviceOf(readRecord(fresh, 'wine')), asked.path, changing);
    changed = await changing;
    answers = await asking;
  });
  afterAll(() => s3.close());

  const succeeded = (run: Ended, name: Name): void => {
    const record = readRecord(run, name);
    expect(record).toMatchObject({
      state: 'succeeded',
      backend: 'kubernetes',
      environment: 'production',
      event: 'push',
    });
    expect(record.steps.map((step) => `${step.name} ${step.state}`)).toEqual(
      examples[name].steps.map((step) => `${step} succeeded`),
    );
  };

  test.each(names)('%s runs on a push', (name) => {
    succeeded(fresh, name);
  });

  // Those of the others are run in examples.test.ts.
  test('wine goes on serving while its new code takes over', () => {
    succeeded(changed, 'wine');
    const { before, after } = asked;
    expect(answers.filter((answer) => !answer.includes(before) && !answer.includes(after))).toEqual([]);
    expect(answers.at(0)).toContain(before);
    expect(answers.at(-1)).toContain(after);
  });

  test('the report says how to reach a service from elsewhere', () => {
    const report = readFileSync(path.join(fresh.out, 'wine.md'), 'utf8');
    expect(report).toMatch(
      new RegExp(`from elsewhere: \`kubectl port-forward -n ${namespace} service/wine-api-\\w+ 5000\``),
    );
    expect(fresh.summaries.map((summary) => summary.trim())).toContain(report.trim());
  });

  test('the kubeconfig is nowhere to be read', () => {
    const text = kubeconfigs.get(namespace) ?? '';
    const [, key = ''] = /token: (\S+)/.exec(text) ?? [];
    const records = names.map((name) => readFileSync(path.join(fresh.out, `${name}.json`), 'utf8'));
    for (const shown of [fresh.log, changed.log, ...fresh.summaries, ...changed.summaries, ...records]) {
      expect(key !== '' && shown.includes(key)).toBe(false);
      expect(shown.includes(Buffer.from(text).toString('base64'))).toBe(false);
    }
  });

  test('nothing is left of those that are deleted', async () => {
    for (const name of names) {
      const words = ['delete', 'workflow', examples[name].workflow, '-n', namespace];
      expect(await automl(words, { cwd: makeFolder() })).toMatchObject({ code: 0 });
    }
    expect(await objects(namespace)).toEqual(['secret/aws-secret', 'secret/db-secret']);
  });
});

describe('two repositories with a workflow of the same name in one namespace', () => {
  const fixture = path.join(fixtures, 'greeter');
  const lasting = 'app.kubernetes.io/component!=step';
  let namespace = '';
  let byCi = '';
  let byHand = '';
  let rival = '';

  beforeAll(async () => {
    namespace = await makeCiNamespace('rivals');
    rival = makeFolder();
    cpSync(fixture, rival, { recursive: true });
    commitAll(rival, 'git@gitlab.example.com:rival/models.git');
    const words = ['run', '-n', namespace, '--param', 'greeting=hello by hand', '--record', 'record.json'];
    const [ran, { code, stderr }] = await Promise.all([
      ci(namespace, { fixture, event: 'push' }),
      automl(words, { cwd: rival }),
    ]);
    if (code !== 0) throw new Error(stderr);
    byCi = serviceOf(readRecord(ran, 'record'));
    byHand = serviceOf(runRecord.parse(JSON.parse(readFileSync(path.join(rival, 'record.json'), 'utf8'))));
  });

  /** What belongs to the repository of a service; pods of steps that ended go when the cluster finds the time. */
  async function belongings(url: string): Promise<readonly string[]> {
    const [name = ''] = new URL(url).hostname.split('.');
    const query = 'jsonpath={.metadata.labels.automl-action/project}';
    const project = await kubectl(['get', 'service', name, '--output', query], { namespace });
    return objects(namespace, `automl-action/project=${project},${lasting}`);
  }
  /** The fixture with another name for its service: a run that prunes would take the one before away. */
  function withService(name: string): string {
    const folder = makeFolder();
    cpSync(fixture, folder, { recursive: true });
    const file = path.join(folder, 'automl.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('name: api', `name: ${name}`));
    return folder;
  }
  const greetings = async (): Promise<readonly string[]> => [
    await visitor.ask(byCi, '/'),
    await visitor.ask(byHand, '/'),
  ];

  test('serve side by side', async () => {
    expect(byCi).not.toBe(byHand);
    expect(await greetings()).toEqual(['hello from CI\n', 'hello by hand\n']);
  });

  test("a pull request's run neither deploys nor prunes", async () => {
    const state = async (): Promise<string> => {
      const shown = '{range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.generation}{"\\n"}{end}';
      const kinds = 'deployments,replicasets,services,pods';
      return kubectl(['get', kinds, '-l', lasting, '--output', `jsonpath=${shown}`], { namespace });
    };
    const before = await state();
    const belonged = await belongings(byCi);
    const head = { sha: 'a'.repeat(40), ref: 'better', repo: { full_name: 'acme/models' } };
    const base = { sha: 'b'.repeat(40), ref: 'main', repo: { full_name: 'acme/models' } };
    const payload = { pull_request: { number: 7, head, base } };
    const run = await ci(namespace, { fixture: withService('door'), event: 'pull_request', payload });
    const record = readRecord(run, 'record');
    expect(record).toMatchObject({ state: 'succeeded', backend: 'kubernetes', environment: null });
    expect(record.steps).toMatchObject([
      { name: 'letter', state: 'succeeded' },
      { name: 'door', state: 'skipped', service: null },
    ]);
    expect(await state()).toBe(before);
    expect(await belongings(byCi)).toEqual(expect.arrayContaining([...belonged]));
    expect(await greetings()).toEqual(['hello from CI\n', 'hello by hand\n']);
  });

  test('are deleted one by one, by their names', async () => {
    const remove = (...args: readonly string[]) =>
      automl(['delete', 'workflow', 'greeter', '-n', namespace, ...args], { cwd: rival });
    const asked = await remove();
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    const listed = [...asked.stderr.matchAll(/^ {2}--project (\S+) {2}(.+)$/gm)].map(([, id = '', what = '']) => ({
      id,
      what,
    }));
    expect(listed.map(({ what }) => what).toSorted()).toEqual([
      'github.com/acme/models automl.yaml (production)',
      'gitlab.example.com/rival/models automl.yaml (dev)',
    ]);
    const whole = await belongings(byCi);
    expect(await remove('--project', 'nobody')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('it has'),
    });
    expect(await remove('--project', idOf('gitlab'))).toMatchObject({ code: 0 });
    expect(await objects(namespace, lasting)).toEqual(whole);
    expect(await visitor.ask(byCi, '/')).toBe('hello from CI\n');
    await expect(visitor.ask(byHand, '/')).rejects.toThrow('answered');
    expect(await remove()).toMatchObject({ code: 0 });
    expect(await objects(namespace)).toEqual([]);

    function idOf(forge: string): string {
      return listed.find(({ what }) => what.startsWith(forge))?.id ?? '';
    }
  });
});
