/** The examples by command, side by side in one namespace: fresh, again, after a change of their code, and away. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { automl, kubectl, makeNamespace, objects } from './cluster.ts';
import { changeCode, commitAll, examples, makeExamples, makeSecrets, names, type Name } from './examples/project.ts';
import { startVisitor, type Visitor } from './examples/visitor.ts';
import { startS3, type S3 } from './extras/s3.ts';
import { startRun, type RunEnded } from './hostile/run.ts';

jest.setTimeout(600_000);

/** What became of one example. */
interface Story {
  readonly runs: readonly RunEnded[];
  /** Canonical records of the runs before the change. */
  readonly canonical: readonly string[];
  /** What its service answered to somebody who asked before, during and after the roll-out of the change. */
  readonly answers: readonly string[];
  /** What `automl logs` shows of the last run. */
  readonly logs: string;
  readonly deleted: string;
  /** What is left with the labels of its workflow. */
  readonly left: readonly string[];
}

/** The one that is run twice: what is installed for the others takes minutes of this machine. */
const repeated = 'wine';

describe('the examples', () => {
  let namespace = '';
  let s3: S3;
  let visitor: Visitor;
  let repository = '';
  let stories: ReadonlyMap<Name, Story>;

  beforeAll(async () => {
    [namespace, s3, visitor] = await Promise.all([makeNamespace('examples'), startS3(), startVisitor()]);
    await makeSecrets(namespace, s3);
    repository = makeExamples();
    commitAll(repository, 'https://github.com/acme/models.git');
    stories = new Map(await Promise.all(names.map(async (name) => [name, await play(name)] as const)));
  });
  afterAll(() => Promise.all([s3.close(), visitor.close()]));

  async function run(folder: string): Promise<RunEnded> {
    const ended = await startRun(folder, namespace).ended;
    if (ended.code !== 0) throw new Error(`${ended.stdout}\n${ended.stderr}`);
    return ended;
  }
  const say = async (cwd: string, ...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await automl(args, { cwd });
    if (code !== 0) throw new Error(`automl ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  const canonicalOf = (cwd: string): Promise<string> => say(cwd, 'get', 'run', 'latest', '-o', 'canonical');

  async function play(name: Name): Promise<Story> {
    const { asked, workflow } = examples[name];
    const folder = path.join(repository, name);
    const fresh = await run(folder);
    const canonical = [await canonicalOf(folder)];
    const runs = [fresh];
    if (name === repeated) {
      runs.push(await run(folder));
      canonical.push(await canonicalOf(folder));
    }
    changeCode(repository, name);
    const changing = run(folder);
    const answers = asked === null ? [] : await visitor.keepAsking(serviceOf(fresh.record), asked.path, changing);
    runs.push(await changing);
    const logs = await say(folder, 'logs', 'latest');
    const deleted = await say(folder, 'delete', 'workflow', workflow, '-n', namespace);
    const left = await objects(namespace, `automl-action/workflow=${workflow}`);
    return { runs, canonical, answers, logs, deleted, left };
  }

  /** @throws Error for an example that has no story */
  function storyOf(name: Name): Story {
    const story = stories.get(name);
    if (story === undefined) throw new Error(`no story of ${name}`);
    return story;
  }

  test.each(names)('%s runs fresh and after a change of its code', (name) => {
    for (const { record } of storyOf(name).runs) {
      expect(record).toMatchObject({ state: 'succeeded', backend: 'kubernetes', environment: 'dev' });
      expect(record.steps.map((step) => `${step.name} ${step.state}`)).toEqual(
        examples[name].steps.map((step) => `${step} succeeded`),
      );
    }
  });

  test('wine does the same again', () => {
    const [first, second] = storyOf(repeated).canonical;
    expect(second).toBe(first);
  });

  test('wine does on this machine what it does in the cluster', async () => {
    const folder = path.join(makeExamples(), 'wine');
    commitAll(path.dirname(folder), 'https://github.com/acme/models.git');
    await say(folder, 'run', '--backend', 'local');
    const [inCluster] = storyOf('wine').canonical;
    expect(JSON.parse(await canonicalOf(folder))).toEqual(JSON.parse(inCluster ?? ''));
    expect(await canonicalOf(folder)).toBe(inCluster);
  });

  test.each(['wine', 'automl-readme'] as const)('%s goes on serving while its new code takes over', (name) => {
    const { answers } = storyOf(name);
    const { before, after } = examples[name].asked;
    expect(answers.filter((answer) => !answer.includes(before) && !answer.includes(after))).toEqual([]);
    expect(answers.at(0)).toContain(before);
    expect(answers.at(-1)).toContain(after);
  });

  test('notebook prints what its new code prints', () => {
    const { logs } = storyOf('notebook');
    expect(logs).toMatch(/^==> report <==\nchanged bmi/m);
  });

  test('automl-readme leaves its files in the bucket that its Secret names', async () => {
    expect(await s3.keys(namespace)).toEqual([
      'series/123456abcd/best.pickle',
      'series/123456abcd/sarimax.pickle',
      'series/123456abcd/xgboost.pickle',
      'series/data/test.csv',
      'series/data/train.csv',
    ]);
  });

  test('the console tells where the run is, and how to reach a service from here', () => {
    const [{ stdout, record } = { stdout: '', record: undefined }] = storyOf('wine').runs;
    const name = new URL(serviceOf(record)).hostname.split('.')[0] ?? '';
    expect(stdout).toMatch(
      new RegExp(`^wine · main@[0-9a-f]{7} · dev · run [0-9a-z]+ · kubernetes ${namespace}$`, 'm'),
    );
    expect(stdout).toContain(`from here: kubectl port-forward -n ${namespace} service/${name} 5000\n`);
    expect(stdout).not.toMatch(/warning:/);
  });

  test.each(names)('%s leaves nothing behind when it is deleted', (name) => {
    const { left, deleted } = storyOf(name);
    expect(left).toEqual([]);
    expect(deleted).toMatch(/^workflow \S+ deleted from namespace \S+: \d+ objects\n$/);
  });

  test('the namespace holds what it held before', async () => {
    expect(await objects(namespace)).toEqual(['secret/aws-secret', 'secret/db-secret']);
    expect(await kubectl(['get', 'pods', '--output', 'name'], { namespace })).toBe('');
  });
});

/** @throws Error for a run that serves nothing */
function serviceOf(record: RunRecord | undefined): string {
  const service = record?.steps.find((step) => step.service !== null)?.service;
  if (service === undefined || service === null) throw new Error('the run serves nothing');
  return service.url;
}
