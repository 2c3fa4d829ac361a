import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { componentLabels, labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { createRunObjects, finishRun, type RunRequest } from '../../../../src/backends/kubernetes/run-objects.ts';
import { plan, step } from '../../engine/plans.ts';
import { recordOf } from '../../report/fixtures.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { facts, owner } from './objects/facts.ts';

let root = '';
let api = new FakeApi();
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-objects-'));
  await mkdir(path.join(root, 'runner', 'pod'), { recursive: true });
  for (const folder of ['agent', 'python']) await mkdir(path.join(root, 'runner', folder));
  for (const file of ['pod/boot.py', 'pod/boot.sh', 'agent/main.py', 'python/automl.py'])
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
const names = (): string[] =>
  (['ConfigMap', 'Secret', 'PersistentVolumeClaim'] as const).flatMap((kind) =>
    api.all(kind).map(({ metadata }) => metadata?.name ?? ''),
  );

describe('the objects of a run', () => {
  test('belong to its anchor, which takes them along', async () => {
    const made = await createRunObjects(request());
    expect(names()).toEqual([
      'automl-r1',
      'automl-r1-plan-0',
      'automl-r1-source-0',
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
    const first = await createRunObjects(request());
    expect(await createRunObjects(request())).toEqual(first);
  });

  test('use the claim that the workflow names', async () => {
    const named = {
      ...plan([step('train')]),
      store: { size: 1, accessMode: 'ReadWriteMany', claim: 'shared' } as const,
    };
    const made = await createRunObjects(request({ plan: named }));
    expect([made.store, api.all('PersistentVolumeClaim')]).toEqual([{ claim: 'shared', sharesNode: false }, []]);
  });

  test.each(['ConfigMap', 'Secret'] as const)('are not mixed with a %s of somebody else', async (kind) => {
    const name = kind === 'Secret' ? 'automl-r1-aws' : 'automl-r1';
    api.put(kind, { metadata: { name, labels: { app: 'theirs' } } });
    await expect(createRunObjects(request())).rejects.toThrow(
      `there is a ${kind} ${name} in namespace ml that this run does not own: delete it, or use another namespace`,
    );
    // Theirs stays; our anchor does not.
    expect(api.all(kind).map(({ metadata }) => metadata?.name)).toContain(name);
    expect(api.all('ConfigMap').filter(({ metadata }) => metadata?.labels?.[labels.run] === 'r1')).toHaveLength(
      kind === 'Secret' ? api.all('ConfigMap').length : 0,
    );
    expect(api.calls.filter(({ verb }) => verb === 'delete').map((call) => call.name)).toEqual(
      kind === 'Secret' ? ['automl-r1'] : [],
    );
  });

  test('do not stay when one of them can not be made', async () => {
    api.fail('create', 'PersistentVolumeClaim', apiError(403, 'quota'));
    await expect(createRunObjects(request())).rejects.toThrow('quota');
    expect(names()).not.toContain('automl-r1');
  });

  test('do not stay when the source can not be packed', async () => {
    await expect(createRunObjects(request({ runner: path.join(root, 'nowhere') }))).rejects.toThrow('ENOENT');
    expect(names()).toEqual([]);
  });

  test('of an earlier generation survive a failure of ours', async () => {
    await createRunObjects(request());
    await expect(createRunObjects(request({ runner: path.join(root, 'nowhere') }))).rejects.toThrow('ENOENT');
    expect(names()).toContain('automl-r1');
  });
});

describe('the end of a run', () => {
  const ofRun = { ...componentLabels(facts(), 'step') };

  test.each(['succeeded', 'cancelled'] as const)('takes the Jobs along when it has %s', async (state) => {
    api.put('Job', { metadata: { name: 'a', labels: ofRun } }).put('Job', { metadata: { name: 'theirs' } });
    await finishRun(api, facts(), recordOf([], { state }));
    expect(api.all('Job').map(({ metadata }) => metadata?.name)).toEqual(['theirs']);
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).toContain('automl-r1-record');
  });

  test('leaves those of a failed run for a day', async () => {
    api.put('Job', { metadata: { name: 'a', labels: ofRun } });
    await finishRun(api, facts(), recordOf([], { state: 'failed' }));
    expect(api.all('Job')).toMatchObject([{ metadata: { name: 'a' }, spec: { ttlSecondsAfterFinished: 86_400 } }]);
  });

  test('takes nothing away before the record is stored', async () => {
    api.put('Job', { metadata: { name: 'a', labels: ofRun } }).fail('create', 'ConfigMap', apiError(403, 'no'));
    await expect(finishRun(api, facts(), recordOf([], { state: 'succeeded' }))).rejects.toThrow('could not: no');
    expect(api.all('Job')).toHaveLength(1);
  });
});
