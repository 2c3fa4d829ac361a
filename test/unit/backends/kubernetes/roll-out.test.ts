import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Deployment, Pod, Service } from '../../../../src/backends/kubernetes/client/types.ts';
import { lastingLabels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { serviceName } from '../../../../src/backends/kubernetes/objects/names.ts';
import { OpenLogs } from '../../../../src/backends/kubernetes/open-logs.ts';
import { RollOut } from '../../../../src/backends/kubernetes/roll-out.ts';
import type { Service as ServiceSettings } from '../../../../src/workflow/model.ts';
import { plan, step } from '../../engine/plans.ts';
import { settle, until } from './backend-scene.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { facts, order } from './objects/facts.ts';

const settings: ServiceSettings = {
  port: 8000,
  replicas: 1,
  ingress: false,
  minReadySeconds: 0,
  revisionHistoryLimit: 3,
};
const name = serviceName('wine', 'api', facts().owner);
const ours = { ...lastingLabels(facts()) };

let folder = '';
let api = new FakeApi();
const said: string[] = [];
afterEach(async () => {
  jest.useRealTimers();
  await rm(folder, { recursive: true });
  api = new FakeApi();
  said.length = 0;
});

async function rollOut(service: Partial<ServiceSettings> = {}, attempt = 1): Promise<RollOut> {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-rollout-'));
  const api_ = step('api', { kind: 'service', service: { ...settings, ...service } });
  const logs = new OpenLogs({ api, logPath: () => path.join(folder, 'log'), onOutput: () => undefined });
  return new RollOut({
    api,
    facts: facts(),
    plan: plan([api_]),
    step: api_,
    order: order(api_, { attempt }),
    logs,
    eventsOf: () => [],
    say: (message) => said.push(message),
  });
}

const live = (): Deployment | undefined => api.all('Deployment').find(({ metadata }) => metadata?.name === name);

/** As the Deployment controller says that all is up. */
function complete(): void {
  const now = live();
  if (now === undefined) throw new Error('no Deployment');
  api.put('Deployment', {
    ...now,
    status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
  });
}

function podOf(state: object, more: { restartCount?: number; attempt?: string; leaving?: boolean } = {}): Pod {
  const { restartCount = 0, attempt = '1', leaving = false } = more;
  return {
    metadata: {
      name: `pod-${attempt}`,
      uid: `pod-${attempt}`,
      labels: { 'automl-action/step': 'api', 'automl-action/attempt': attempt },
      ...(leaving ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
      containerStatuses: [{ name: 'step', image: 'i', imageID: '', ready: false, restartCount, state }],
    },
  };
}
const crashed = { terminated: { exitCode: 1, reason: 'Error' } };

/** Deployed by an earlier run, with another port and a variable that nobody wants any more. */
function earlier(): { deployment: Deployment; service: Service } {
  const f = (fields: object) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [`f:${key}`, value]));
  const entry = (fieldsV1: object) => ({ manager: 'automl', operation: 'Apply', apiVersion: 'apps/v1', fieldsV1 });
  const metadata = { name, uid: 'uid-before', labels: ours, generation: 1 };
  const template = { spec: { containers: [{ name: 'step', image: 'old', env: [{ name: 'OLD', value: '1' }] }] } };
  const deployment: Deployment = {
    metadata: {
      ...metadata,
      annotations: { 'automl-action/deployed-by': 'r0', 'deployment.kubernetes.io/revision': '1' },
      managedFields: [
        entry({
          ...f({
            metadata: f({ annotations: f({ 'automl-action/deployed-by': {} }), labels: {} }),
            spec: f({
              template: f({
                spec: f({ containers: { 'k:{"name":"step"}': { '.': {}, ...f({ name: {}, image: {}, env: {} }) } } }),
              }),
            }),
          }),
        }),
      ],
    },
    spec: { replicas: 7, selector: {}, template },
  };
  const service: Service = {
    metadata: { ...metadata, uid: 'uid-service', managedFields: [entry(f({ spec: f({ ports: {} }) }))] },
    spec: { clusterIP: '10.0.0.1', ports: [{ port: 5000 }] },
  };
  return { deployment, service };
}

describe('a roll-out', () => {
  test('has succeeded when the Deployment is complete', async () => {
    const { result } = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    complete();
    expect(await result).toMatchObject({
      state: 'succeeded',
      service: { url: `http://${name}.ml:8000`, smoke: null },
    });
    expect(api.all('Service').map(({ metadata }) => metadata?.name)).toEqual([name]);
    await until(() => api.watched.length === 0);
    expect(await readFile(path.join(folder, 'log'), 'utf8')).toBe('');
  });

  test('keeps what its pods need for as long as it serves', async () => {
    api.put('ConfigMap', {
      metadata: {
        name: 'automl-r1-source-0',
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' }],
      },
    });
    const { result } = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    complete();
    await result;
    const [map] = api.all('ConfigMap');
    expect(map?.metadata?.ownerReferences).toMatchObject([
      { uid: 'u1' },
      { kind: 'Deployment', name, uid: live()?.metadata?.uid },
    ]);
  });

  test.each([
    ['Deployment', 'a Deployment'],
    ['Service', 'a Service'],
  ] as const)('does not touch a %s of somebody else', async (kind, what) => {
    api.put(kind, { metadata: { name, labels: { app: 'theirs' } } });
    const { result } = await rollOut();
    expect(await result).toMatchObject({
      state: 'failed',
      reason: `there is ${what} ${name} in namespace ml that this workflow does not own: rename the step, or delete it`,
    });
    expect(api.calls.filter(({ verb }) => verb !== 'get')).toEqual([]);
  });

  test.each([
    ['adopting', () => api.fail('get', 'ConfigMap', apiError(403, 'no ConfigMap'))],
    ['the Service', () => api.fail('apply', 'Service', apiError(403, 'no Service'))],
    ['the watch', () => api.fail('watch', 'Deployment', apiError(403, 'no watch'))],
  ])('that the API server refuses half-way (%s) leaves nothing of a first deployment', async (_what, refuse) => {
    refuse();
    const { result } = await rollOut();
    expect(await result).toMatchObject({ state: 'failed', reason: expect.stringContaining('could not: no ') });
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('says that it could not be undone, and why it failed', async () => {
    api.fail('delete', 'Deployment', apiError(403, 'no delete')).fail('apply', 'Service', apiError(403, 'no apply'));
    const { result } = await rollOut();
    expect((await result).reason).toBe('could not: no apply; it could not be undone: could not: no delete');
  });

  test('ends when somebody deletes the Deployment', async () => {
    const { result } = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    api.take('Deployment', name);
    expect(await result).toMatchObject({ state: 'failed', reason: 'its Deployment was deleted by somebody else' });
    expect(api.all('Service')).toEqual([]);
  });

  test('ends when somebody has paused the Deployment', async () => {
    api.put('Deployment', { metadata: { name, labels: ours }, spec: { paused: true, selector: {}, template: {} } });
    const { result } = await rollOut();
    expect((await result).reason).toBe(
      `its Deployment is paused: kubectl rollout resume deployment/${name} -n ml; the revision before it goes on serving`,
    );
  });
});

describe('the undoing of a later deployment', () => {
  test('applies what the one before had applied, and nothing that others own', async () => {
    const { deployment, service } = earlier();
    api.put('Deployment', deployment).put('Service', service);
    const roll = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed), false);
    expect(await roll.result).toMatchObject({
      state: 'failed',
      reason: 'the service exited with 1 before it was ready; the revision before it goes on serving',
    });
    expect(api.applied.slice(2)).toEqual([
      { metadata: { name }, spec: { ports: [{ port: 5000 }] } },
      {
        metadata: { name, labels: ours, annotations: { 'automl-action/deployed-by': 'r0' } },
        spec: {
          template: { spec: { containers: [{ name: 'step', image: 'old', env: [{ name: 'OLD', value: '1' }] }] } },
        },
      },
    ]);
    expect(api.calls.filter(({ verb }) => verb === 'delete')).toEqual([]);
  });
});

describe('a crash', () => {
  test('is of this attempt only: pods of the one before are on their way out', async () => {
    const roll = await rollOut({}, 2);
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed, { attempt: '1' }), false);
    roll.seePod(podOf(crashed, { attempt: '2', leaving: true }), false);
    await settle();
    complete();
    expect((await roll.result).state).toBe('succeeded');
  });

  test('that was too quick to be seen running has its log read before the pod goes', async () => {
    api.log('pod-1').say('2026-01-01T00:00:01.000000001Z ImportError: no module').end();
    const roll = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed), false);
    expect((await roll.result).state).toBe('failed');
    expect(await readFile(path.join(folder, 'log'), 'utf8')).toBe('ImportError: no module\n');
  });
});

describe('a cancelled roll-out', () => {
  test('before anything was applied changes nothing', async () => {
    const roll = await rollOut();
    roll.cancel();
    expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
    expect(api.calls.filter(({ verb }) => verb === 'apply' || verb === 'delete')).toEqual([]);
  });

  test('while it is waited for is undone', async () => {
    const roll = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    roll.cancel();
    roll.cancel();
    expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
    expect([api.all('Deployment'), api.all('Service'), api.watched]).toEqual([[], [], []]);
  });

  test('during the smoke test is no success, though the answer is right', async () => {
    const roll = await rollOut({ smoke: { method: 'GET', path: '/', status: 200 } });
    api.answer('GET', /proxy/, () => {
      roll.cancel();
      return 'fine';
    });
    await until(() => api.watched.includes('Deployment'));
    complete();
    expect(await roll.result).toMatchObject({ state: 'cancelled' });
    expect(api.all('Deployment')).toEqual([]);
  });

  test('after its end stays what it was', async () => {
    const roll = await rollOut();
    await until(() => api.watched.includes('Deployment'));
    complete();
    expect((await roll.result).state).toBe('succeeded');
    roll.cancel();
    roll.seePod(podOf(crashed), false);
    await settle();
    expect(api.all('Deployment')).toHaveLength(1);
  });
});

test('a smoke test that fails undoes the roll-out', async () => {
  api.answer('GET', /services\/http:.*:8000\/proxy\/health$/, () => 'sick');
  const roll = await rollOut({ smoke: { method: 'GET', path: '/health', status: 200, contains: 'fine' } });
  await until(() => api.watched.includes('Deployment'));
  complete();
  expect((await roll.result).reason).toBe('smoke test GET /health answered without "fine": sick');
  expect(api.all('Deployment')).toEqual([]);
});
