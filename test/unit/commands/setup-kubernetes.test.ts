import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cluster } from '../../../src/backends/kubernetes/client/cluster.ts';
import { anchorName } from '../../../src/backends/kubernetes/objects/names.ts';
import { kubernetesSetup } from '../../../src/commands/setup-kubernetes.ts';
import { isRunId } from '../../../src/records/run-id.ts';
import { apiError, FakeApi } from '../backends/kubernetes/fake-api.ts';
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
  close: () => {
    closed += 1;
    return Promise.resolve();
  },
});
const idFor = async (runKey?: string): Promise<string> => {
  const request = requestOf(runKey === undefined ? {} : { runKey });
  return (await kubernetesSetup(request, cluster(), root, worldOf())).runId ?? '';
};
/** As the run that has this id does. */
const ran = (id: string): FakeApi => api.put('ConfigMap', { metadata: { name: anchorName(id) } });

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

test('without a key the id is wide enough for many machines, and nobody is asked', async () => {
  expect(await idFor()).toMatch(/^[0-9a-z]{10}$/);
  expect(api.calls).toEqual([]);
});

test('a setup lets go of its connection', async () => {
  const setup = await kubernetesSetup(requestOf(), cluster(), root, worldOf());
  await setup.close();
  expect([setup.backend, closed]).toEqual(['kubernetes', 1]);
});
