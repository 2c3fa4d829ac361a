import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cluster } from '../../../src/backends/kubernetes/client/cluster.ts';
import { anchorName, leaseName, planName, recordName } from '../../../src/backends/kubernetes/objects/names.ts';
import { planObjects } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { createAnchor } from '../../../src/backends/kubernetes/run-objects.ts';
import type { OpenRun } from '../../../src/commands/setup.ts';
import { kubernetesSetup } from '../../../src/commands/setup-kubernetes.ts';
import { isRunId } from '../../../src/records/run-id.ts';
import type { Source } from '../../../src/source/source.ts';
import type { Workflow } from '../../../src/workflow/model.ts';
import { apiError, FakeApi } from '../backends/kubernetes/fake-api.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { plan, step } from '../engine/plans.ts';
import { requestOf, worldOf } from './world.ts';

let root = '';
let api = new FakeApi();
let closed = 0;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-setup-'));
  [api, closed] = [new FakeApi(), 0];
});
afterEach(() => rm(root, { recursive: true }));

const cluster = (): Cluster => ({
  api,
  connection: {} as Cluster['connection'],
  lifeLeft: () => null,
  close: () => {
    closed += 1;
    return Promise.resolve();
  },
});
const workflow = { schedules: [], environments: [] } as unknown as Workflow;
const idFor = async (runKey?: string): Promise<string> => {
  const request = requestOf(runKey === undefined ? {} : { runKey });
  return (await kubernetesSetup(request, cluster(), root, worldOf())).runId ?? '';
};
const begun = (id: string): FakeApi => api.put('ConfigMap', { metadata: { name: anchorName(id) } });
const ran = (id: string): FakeApi => begun(id).put('ConfigMap', { metadata: { name: recordName(id) } });

describe('the id of a run with a key', () => {
  test('is the same wherever it is asked for, until it is used', async () => {
    const id = await idFor('pipeline 42');
    expect(await idFor('pipeline 42')).toBe(id);
    expect(await idFor('pipeline 43')).not.toBe(id);
    expect(isRunId(id)).toBe(true);
  });

  test('is that of the next generation each time the key was used', async () => {
    const ids: string[] = [];
    for (let generation = 1; generation <= 4; generation++) {
      ids.push(await idFor('k'));
      ran(ids.at(-1) ?? '');
    }
    expect(new Set(ids).size).toBe(4);
    expect(await idFor('other')).not.toBe(await idFor('k'));
  });

  test('is that of the run of this key that is not over, also where only its Lease is left', async () => {
    const id = await idFor('k');
    begun(id);
    expect(await idFor('k')).toBe(id);
    ran(id).put('Lease', { metadata: { name: leaseName(id) } });
    expect(await idFor('k')).toBe(id);
    api.take('Lease', leaseName(id));
    expect(await idFor('k')).not.toBe(id);
  });

  test('is also used up by a run that only this folder knows', async () => {
    const id = await idFor('k');
    await mkdir(path.join(root, '.automl', 'runs', id), { recursive: true });
    expect(await idFor('k')).not.toBe(id);
  });

  test('does not fill a gap that a removed generation left', async () => {
    const first = await idFor('k');
    ran(first);
    const second = await idFor('k');
    ran(second);
    api.take('ConfigMap', anchorName(second));
    expect(await idFor('k')).toBe(second);
  });

  test('is not guessed when the cluster does not answer', async () => {
    api.fail('get', 'ConfigMap', apiError(403, 'no configmaps'));
    await expect(idFor('k')).rejects.toThrow('no configmaps');
  });
});

describe('a run that was begun', () => {
  test('goes on by the plan that the cluster has', async () => {
    const id = await idFor('k');
    begun(id);
    const begunPlan = plan([step('train')], { run: { id, event: 'push' } });
    for (const part of planObjects(facts({ id }), begunPlan)) api.put('ConfigMap', part);
    const setup = await kubernetesSetup(requestOf({ runKey: 'k' }), cluster(), root, worldOf());
    expect([setup.runId, setup.begun?.plan]).toEqual([id, begunPlan]);
  });

  test('and never got as far as a plan begins with that of this start', async () => {
    begun(await idFor('k'));
    expect((await kubernetesSetup(requestOf({ runKey: 'k' }), cluster(), root, worldOf())).begun).toBeNull();
  });
});

describe('a run whose objects can not be made', () => {
  const opened = async (): Promise<void> => {
    const request = requestOf({ repository: { forge: 'github.com', id: '4711' } });
    const setup = await kubernetesSetup(request, cluster(), root, worldOf({ home: root, cwd: root }));
    const prepared = await setup.prepare(plan([step('train')]), { root, files: [] } as unknown as Source, workflow);
    await prepared.open({ plan: plan([step('train')]), leave: () => undefined } as unknown as OpenRun);
  };

  test('leaves nothing: its anchor takes along what there is', async () => {
    await expect(opened()).rejects.toThrow('ENOENT');
    expect(api.all('ConfigMap')).toEqual([]);
    expect(api.all('Lease')).toMatchObject([{ spec: { holderIdentity: '' } }]);
  });

  test('leaves the anchor that was there before', async () => {
    await createAnchor(api, plan([step('train')]), { ...owner, environment: null });
    await expect(opened()).rejects.toThrow('ENOENT');
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).toEqual([anchorName('r1')]);
    expect(api.objects.get('ConfigMap', planName('r1', 0))).toBeNull();
  });
});

test('without a key the id is wide enough for many machines, and nobody is asked', async () => {
  expect(await idFor()).toMatch(/^[0-9a-z]{10}$/);
  expect(api.calls).toEqual([]);
});

test('a setup lets go of its connection', async () => {
  const setup = await kubernetesSetup(requestOf(), cluster(), root, worldOf());
  await setup.close();
  expect([setup.backend, closed]).toEqual(['kubernetes', 1]);
});
