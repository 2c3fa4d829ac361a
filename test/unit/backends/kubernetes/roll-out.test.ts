import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { settle, until } from './backend-scene.ts';
import { apiError, type FakeApi } from './fake-api.ts';
import { crashed, earlier, name, ours, podOf, RollOutScene } from './roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

describe('a roll-out', () => {
  test('has succeeded when the Deployment is complete', async () => {
    const { result } = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    scene.complete();
    expect(await result).toMatchObject({
      state: 'succeeded',
      service: { url: `http://${name}.ml:8000`, smoke: null },
    });
    expect(api.all('Service').map(({ metadata }) => metadata?.name)).toEqual([name]);
    await until(() => api.watched.length === 0);
    expect(await scene.log()).toBe('');
  });

  test('keeps what its pods need for as long as it serves', async () => {
    api.put('ConfigMap', {
      metadata: {
        name: 'automl-r1-source-0',
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' }],
      },
    });
    const { result } = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    scene.complete();
    await result;
    const [map] = api.all('ConfigMap');
    expect(map?.metadata?.ownerReferences).toMatchObject([
      { uid: 'u1' },
      { kind: 'Deployment', name, uid: scene.deployment?.metadata?.uid },
    ]);
  });

  test.each([
    ['Deployment', 'a Deployment'],
    ['Service', 'a Service'],
  ] as const)('does not touch a %s of somebody else', async (kind, what) => {
    api.put(kind, { metadata: { name, labels: { app: 'theirs' } } });
    const { result } = await scene.begin();
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
    const { result } = await scene.begin();
    expect(await result).toMatchObject({ state: 'failed', reason: expect.stringContaining('could not: no ') });
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('says that it could not be undone, and why it failed', async () => {
    api.fail('delete', 'Deployment', apiError(403, 'no delete')).fail('apply', 'Service', apiError(403, 'no apply'));
    const { result } = await scene.begin();
    expect((await result).reason).toBe('could not: no apply; it could not be undone: could not: no delete');
  });

  test('ends when somebody deletes the Deployment', async () => {
    const { result } = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    api.take('Deployment', name);
    expect(await result).toMatchObject({ state: 'failed', reason: 'its Deployment was deleted by somebody else' });
    expect(api.all('Service')).toEqual([]);
  });

  test('ends when somebody has paused the Deployment', async () => {
    api.put('Deployment', { metadata: { name, labels: ours }, spec: { paused: true, selector: {}, template: {} } });
    const { result } = await scene.begin();
    expect((await result).reason).toBe(
      `its Deployment is paused: kubectl rollout resume deployment/${name} -n ml; the revision before it goes on serving`,
    );
  });
});

describe('the undoing of a later deployment', () => {
  test('applies what the one before had applied, and nothing that others own', async () => {
    const { deployment, service } = earlier();
    api.put('Deployment', deployment).put('Service', service);
    const roll = await scene.begin();
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
    const roll = await scene.begin({}, 2);
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed, { attempt: '1' }), false);
    roll.seePod(podOf(crashed, { attempt: '2', leaving: true }), false);
    await settle();
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
  });

  test('that was too quick to be seen running has its log read before the pod goes', async () => {
    const log = api.log('pod-1');
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    roll.seePod(podOf(crashed), false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(api.all('Deployment')).toHaveLength(1);
    log.say('2026-01-01T00:00:01.000000001Z ImportError: no module').end();
    expect((await roll.result).state).toBe('failed');
    expect(await scene.log()).toBe('ImportError: no module\n');
  });
});

describe('a cancelled roll-out', () => {
  test('before anything was applied changes nothing', async () => {
    const roll = await scene.begin();
    roll.cancel();
    expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
    expect(api.calls.filter(({ verb }) => verb === 'apply' || verb === 'delete')).toEqual([]);
  });

  test('while it is waited for is undone', async () => {
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    roll.cancel();
    roll.cancel();
    expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
    expect([api.all('Deployment'), api.all('Service'), api.watched]).toEqual([[], [], []]);
  });

  test('during the smoke test is no success, though the answer is right', async () => {
    const roll = await scene.begin({ smoke: { method: 'GET', path: '/', status: 200 } });
    api.answer('GET', /proxy/, () => {
      roll.cancel();
      return 'fine';
    });
    await until(() => api.watched.includes('Deployment'));
    scene.complete();
    expect(await roll.result).toMatchObject({ state: 'cancelled' });
    expect(api.all('Deployment')).toEqual([]);
  });

  test('after its end stays what it was', async () => {
    const roll = await scene.begin();
    await until(() => api.watched.includes('Deployment'));
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
    roll.cancel();
    roll.seePod(podOf(crashed), false);
    await settle();
    expect(api.all('Deployment')).toHaveLength(1);
  });
});

test('a smoke test that fails undoes the roll-out', async () => {
  api.answer('GET', /services\/http:.*:8000\/proxy\/health$/, () => 'sick');
  const roll = await scene.begin({ smoke: { method: 'GET', path: '/health', status: 200, contains: 'fine' } });
  await until(() => api.watched.includes('Deployment'));
  scene.complete();
  expect((await roll.result).reason).toBe('smoke test GET /health answered without "fine": sick');
  expect(api.all('Deployment')).toEqual([]);
});
