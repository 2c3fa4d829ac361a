import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { componentLabels, labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import type { RunFacts } from '../../../../src/backends/kubernetes/objects/run-facts.ts';
import {
  createAnchor,
  createRunObjects,
  finishRun,
  removeAnchor,
  type RunRequest,
} from '../../../../src/backends/kubernetes/run-objects.ts';
import type { RunRecord } from '../../../../src/records/schema.ts';
import { plan, step } from '../../engine/plans.ts';
import { recordOf, stepOf } from '../../report/fixtures.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { facts, owner } from './objects/facts.ts';

let root = '';
let api = new FakeApi();
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-objects-'));
  await mkdir(path.join(root, 'runner', 'pod'), { recursive: true });
  for (const folder of ['agent', 'python']) await mkdir(path.join(root, 'runner', folder));
  for (const file of ['pod/boot.py', 'pod/boot.sh', 'pod/answers.py', 'agent/main.py', 'python/automl.py'])
    await writeFile(path.join(root, 'runner', file), 'pass\n');
  await writeFile(path.join(root, 'train.py'), 'pass\n');
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(() => {
  api = new FakeApi();
});

const request = (fields: Partial<RunRequest> = {}): RunRequest => ({
  api,
  plan: plan([step('train')]),
  owner,
  source: { root, files: ['train.py'] },
  runner: path.join(root, 'runner'),
  secrets: new Map([['aws', { KEY: 'v' }]]),
  needsStore: true,
  assignsUsers: false,
  grace: 10,
  verbose: false,
  ...fields,
});
/** As a driver does that is the first, or comes after one that was killed. */
async function create(fields: Partial<RunRequest> = {}): Promise<RunFacts> {
  const wanted = request(fields);
  const { run } = await createAnchor(api, wanted.plan, wanted.owner);
  return createRunObjects(wanted, run);
}
const names = (): string[] =>
  (['ConfigMap', 'Secret', 'PersistentVolumeClaim'] as const).flatMap((kind) =>
    api.all(kind).map(({ metadata }) => metadata?.name ?? ''),
  );

describe('the objects of a run', () => {
  test('belong to its anchor, which takes them along', async () => {
    const made = await create();
    expect(names()).toEqual([
      'automl-r1',
      'automl-r1-source-0',
      'automl-r1-plan-0',
      'automl-r1-aws',
      'automl-r1-store',
    ]);
    const [anchor, ...maps] = api.all('ConfigMap');
    for (const { metadata } of [...maps, ...api.all('Secret'), ...api.all('PersistentVolumeClaim')])
      expect(metadata?.ownerReferences).toMatchObject([{ kind: 'ConfigMap', uid: anchor?.metadata?.uid }]);
    expect(made).toMatchObject({
      anchor: { name: 'automl-r1', uid: anchor?.metadata?.uid },
      injected: ['automl-r1-source-0'],
      store: { claim: 'automl-r1-store', sharesNode: true },
      ownSecrets: new Map([['aws', 'automl-r1-aws']]),
    });
  });

  test('are found when they were made before', async () => {
    const first = await create();
    expect(await create()).toEqual(first);
    expect(api.calls.filter(({ verb }) => verb === 'delete')).toEqual([]);
    const { created } = await createAnchor(api, request().plan, owner);
    expect(created).toBe(false);
  });

  test('are made anew where a driver that was killed has left something else under their name', async () => {
    await create();
    await writeFile(path.join(root, 'train.py'), 'print()\n');
    await create({ secrets: new Map([['aws', { KEY: 'w' }]]) });
    await writeFile(path.join(root, 'train.py'), 'pass\n');
    expect(api.calls.filter(({ verb }) => verb === 'delete').map((call) => call.name)).toEqual([
      'automl-r1-source-0',
      'automl-r1-aws',
    ]);
    expect(api.all('Secret')).toMatchObject([{ data: { KEY: 'dw==' } }]);
  });

  test('use the claim that the workflow names', async () => {
    const named = {
      ...plan([step('train')]),
      store: { size: 1, accessMode: 'ReadWriteMany', claim: 'shared' } as const,
    };
    const made = await create({ plan: named });
    expect([made.store, api.all('PersistentVolumeClaim')]).toEqual([{ claim: 'shared', sharesNode: false }, []]);
  });

  test.each(['ConfigMap', 'Secret'] as const)('are not mixed with a %s of somebody else', async (kind) => {
    const name = kind === 'Secret' ? 'automl-r1-aws' : 'automl-r1';
    api.put(kind, { metadata: { name, labels: { app: 'theirs' } } });
    await expect(create()).rejects.toThrow(
      `there is a ${kind} ${name} in namespace ml that this run does not own: delete it, or use another namespace`,
    );
    expect(api.all(kind)).toContainEqual(expect.objectContaining({ metadata: expect.objectContaining({ name }) }));
    expect(api.calls.filter(({ verb }) => verb === 'delete')).toEqual([]);
  });

  test('have no plan unless all others are there', async () => {
    api.fail('create', 'PersistentVolumeClaim', apiError(403, 'quota'));
    await expect(create()).rejects.toThrow('quota');
    expect(names()).not.toContain('automl-r1-plan-0');
  });

  test('go with their anchor, and an anchor of another run by that name stays', async () => {
    const { run } = await createAnchor(api, request().plan, owner);
    await removeAnchor(api, { ...run, anchor: { ...run.anchor, uid: 'other' } });
    expect(names()).toEqual(['automl-r1']);
    await removeAnchor(api, run);
    expect(names()).toEqual([]);
    api.fail('delete', 'ConfigMap', apiError(403, 'no'));
    await removeAnchor(api, run);
  });
});

describe('the end of a run', () => {
  const ofRun = { ...componentLabels(facts(), 'step') };
  /** Of the first attempt of step a. */
  const ofStep = { ...ofRun, [labels.step]: 'a', [labels.attempt]: '1' };
  const warnings: string[] = [];
  const finish = (record: RunRecord): Promise<void> =>
    finishRun(api, facts(), record, {
      warn: (sentence) => warnings.push(sentence),
      say: () => undefined,
    });

  test.each(['succeeded', 'cancelled'] as const)('takes the Jobs along when it has %s', async (state) => {
    api.put('Job', { metadata: { name: 'a', labels: ofRun } }).put('Job', { metadata: { name: 'theirs' } });
    await finish(recordOf([], { state }));
    expect(api.all('Job').map(({ metadata }) => metadata?.name)).toEqual(['theirs']);
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).toContain('automl-r1-record');
  });

  test('leaves those of a failed run for a day', async () => {
    api.put('Job', { metadata: { name: 'a', labels: ofStep } });
    await finish(recordOf([stepOf('one/a')], { state: 'failed' }));
    expect(api.all('Job')).toMatchObject([{ metadata: { name: 'a' }, spec: { ttlSecondsAfterFinished: 86_400 } }]);
  });

  test('takes those along that the record does not know: a driver was killed before it could say that it made them', async () => {
    api.put('Job', { metadata: { name: 'a', labels: { ...ofStep, [labels.attempt]: '2' } } });
    await finish(recordOf([stepOf('one/a')], { state: 'failed' }));
    expect(api.all('Job')).toEqual([]);
  });

  test('takes the source along, which nothing starts from any more', async () => {
    api.put('ConfigMap', { metadata: { name: 'source', labels: { ...componentLabels(facts(), 'source') } } });
    await finish(recordOf([], { state: 'failed' }));
    expect(names()).toEqual(['automl-r1-record']);
  });

  test('takes nothing away before the record is stored', async () => {
    api.put('Job', { metadata: { name: 'a', labels: ofRun } }).fail('create', 'ConfigMap', apiError(403, 'no'));
    await expect(finish(recordOf([], { state: 'succeeded' }))).rejects.toThrow('could not: no');
    expect(api.all('Job')).toHaveLength(1);
  });

  test('comes too with a record that is too large, and a warning says what it lacks in the cluster', async () => {
    api.put('Job', { metadata: { name: 'a', labels: ofStep } });
    const summary = randomBytes(2_000_000).toString('base64');
    await finish(recordOf([stepOf('one/a', { summary })], { state: 'failed' }));
    expect(api.all('Job')).toMatchObject([{ spec: { ttlSecondsAfterFinished: 86_400 } }]);
    expect(warnings).toEqual([
      'the record in the cluster is too large and goes without summaries: this machine has all of it',
    ]);
  });
});
