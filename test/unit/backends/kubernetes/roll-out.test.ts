import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { settle, until } from './backend-scene.ts';
import { apiError, type FakeApi } from './fake-api.ts';
import { crashed, name, ours, RollOutScene } from './roll-out-scene.ts';

let scene: RollOutScene;
let api: FakeApi;
beforeEach(() => {
  scene = new RollOutScene();
  api = scene.api;
});
afterEach(() => scene.end());

const notes = () => scene.deployment?.metadata?.annotations ?? {};
const changes = (): string[] =>
  api.calls
    .filter(({ verb, kind }) => ['apply', 'delete'].includes(verb) && kind !== 'Lease')
    .map(({ verb, kind }) => `${verb} ${kind ?? ''}`);

describe('a roll-out', () => {
  test('has succeeded when the Deployment is complete', async () => {
    const { result } = await scene.begin();
    await scene.applied();
    expect(api.all('Service')).toEqual([]);
    scene.complete();
    expect(await result).toMatchObject({
      state: 'succeeded',
      service: { url: `http://${name}.ml:8000`, external_url: null, smoke: null },
    });
    expect(api.all('Service').map(({ metadata }) => metadata?.name)).toEqual([name]);
    expect(notes()).toMatchObject({ [labels.deployedBy]: 'r1', [labels.commit]: 'abc' });
    expect(notes()).not.toHaveProperty([labels.before]);
    await until(() => api.watched.length === 0);
    expect(await scene.log()).toBe('');
  });

  test('has all that its pods need belong to the Deployment, and to no run', async () => {
    await scene.deployed();
    const [map] = api.all('ConfigMap').filter(({ metadata }) => metadata?.name !== 'automl-r1-source-0');
    expect(map?.metadata).toMatchObject({
      name: `${name}-${scene.revision}-0`,
      ownerReferences: [{ kind: 'Deployment', name, uid: scene.deployment?.metadata?.uid }],
    });
    expect(map?.metadata?.labels).not.toHaveProperty([labels.run]);
    expect(map?.binaryData).toEqual({ 'source.tgz.000': 'AAAA' });
    expect(JSON.stringify(scene.deployment)).not.toContain('automl-r1');
  });

  test.each([
    ['Deployment', 'a Deployment'],
    ['Service', 'a Service'],
    ['Ingress', 'a Ingress'],
    ['HorizontalPodAutoscaler', 'a HorizontalPodAutoscaler'],
  ] as const)('does not touch a %s of somebody else', async (kind, what) => {
    api.put(kind, { metadata: { name, labels: { app: 'theirs' } } });
    const { result } = await scene.begin();
    expect(await result).toMatchObject({
      state: 'failed',
      reason: `there is ${what} ${name} in namespace ml that this workflow does not own: rename the step, or delete it`,
    });
    expect(changes()).toEqual([]);
  });

  test.each([
    ['adopting', () => api.fail('patch', 'ConfigMap', apiError(403, 'no ConfigMap'))],
    ['the watch', () => api.fail('watch', 'Deployment', apiError(403, 'no watch'))],
    ['the watch of pods', () => api.fail('watch', 'Pod', apiError(403, 'no watch'))],
  ])('that the API server refuses half-way (%s) leaves nothing of a first deployment', async (_what, refuse) => {
    refuse();
    const { result } = await scene.begin();
    expect(await result).toMatchObject({ state: 'failed', reason: expect.stringContaining('could not: no ') });
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('says that it could not be undone, and why it failed', async () => {
    api.fail('delete', 'Deployment', apiError(403, 'no delete')).fail('apply', 'Service', apiError(403, 'no apply'));
    const { result } = await scene.begin();
    await scene.applied();
    scene.complete();
    expect((await result).reason).toBe('could not: no apply; it could not be undone: could not: no delete');
  });

  test('ends when somebody deletes the Deployment', async () => {
    const { result } = await scene.begin();
    await scene.applied();
    api.take('Deployment', name);
    expect(await result).toMatchObject({ state: 'failed', reason: 'its Deployment was deleted by somebody else' });
  });

  test('ends when somebody has paused the Deployment', async () => {
    api.put('Deployment', { metadata: { name, labels: ours }, spec: { paused: true, selector: {}, template: {} } });
    const { result } = await scene.begin();
    expect((await result).reason).toBe(
      `its Deployment is paused: kubectl rollout resume deployment/${name} -n ml; the revision before it goes on serving`,
    );
  });

  test('does not overwrite what another run has deployed since it looked', async () => {
    await scene.deployed();
    const { deployment } = scene;
    api.meanwhile('apply', 'Deployment', () => {
      const annotations = { ...deployment?.metadata?.annotations, [labels.deployedBy]: 'other' };
      api.put('Deployment', { ...deployment, metadata: { ...deployment?.metadata, annotations } });
    });
    const { result } = await scene.begin({ run: { source: 'code-2', id: 'r2' } });
    expect(await result).toMatchObject({ state: 'failed', reason: expect.stringContaining('has been modified') });
  });
});

describe('the same revision once more', () => {
  const versions = () =>
    (['Deployment', 'Service', 'ConfigMap', 'Secret'] as const).flatMap((kind) =>
      api.all(kind).map(({ metadata }) => `${kind} ${metadata?.name ?? ''} ${metadata?.resourceVersion ?? ''}`),
    );

  test('changes nothing, whichever run deploys it', async () => {
    await scene.deployed();
    scene.complete();
    const before = versions();
    const { result } = await scene.begin({ run: { id: 'r2' } });
    expect((await result).state).toBe('succeeded');
    expect(versions()).toEqual(before);
  });

  test.each([
    ['code', { run: { source: 'code-2' } }],
    ['image', { step: { image: 'other' } }],
    ['params', { order: { params: { alpha: 1 } } }],
    ['environment', { order: { env: { A: '1' } } }],
    ['probes', { service: { liveness: null } }],
  ])('rolls when there is other %s', async (_what, change) => {
    await scene.deployed();
    const before = scene.revision;
    await scene.deployed(change);
    expect(scene.revision).not.toBe(before);
  });

  test('does not roll for another number of replicas', async () => {
    await scene.deployed();
    const { template } = scene.deployment?.spec ?? {};
    await scene.deployed({ service: { replicas: 3 }, run: { id: 'r2' } });
    expect(scene.deployment?.spec).toMatchObject({ replicas: 3, template });
    expect(notes()).toMatchObject({ [labels.deployedBy]: 'r2' });
  });

  test('puts back what somebody has changed by hand', async () => {
    await scene.deployed({ step: { image: 'ours' } });
    const { deployment } = scene;
    const containers = [{ name: 'step', image: 'theirs' }];
    const template = { ...deployment?.spec?.template, spec: { containers } };
    api.put('Deployment', { ...deployment, spec: { selector: {}, ...deployment?.spec, template } });
    await scene.deployed({ step: { image: 'ours' } });
    expect(scene.image).toBe('ours');
  });

  test('leaves the replicas to what scales them', async () => {
    const service = { replicas: { min: 2, max: 6, cpu: 70 } };
    await scene.deployed({ service });
    expect(scene.deployment?.spec?.replicas).toBe(2);
    const { deployment } = scene;
    api.put('Deployment', { ...deployment, spec: { selector: {}, template: {}, ...deployment?.spec, replicas: 5 } });
    scene.complete();
    const { result } = await scene.begin({ service });
    expect((await result).state).toBe('succeeded');
    expect(scene.deployment?.spec?.replicas).toBe(5);
    await scene.quiet();
    await scene.deployed({ service: { replicas: 1 } });
    expect([scene.deployment?.spec?.replicas, api.all('HorizontalPodAutoscaler')]).toEqual([1, []]);
  });

  test('has as many replicas as the file says when what scaled them did so for the last time', async () => {
    await scene.deployed({ service: { replicas: { min: 2, max: 6, cpu: 70 } } });
    const { result } = await scene.begin({ service: { replicas: 1 } });
    await scene.applied();
    scene.scale(4);
    scene.complete();
    expect((await result).state).toBe('succeeded');
    expect(scene.deployment?.spec?.replicas).toBe(1);
  });
});

describe('a Secret', () => {
  const secrets = ['aws'];

  test('that exists and changes rolls the service', async () => {
    api.put('Secret', { metadata: { name: 'aws' }, data: { KEY: 'MQ==' } });
    await scene.deployed({ step: { secrets } });
    const before = scene.revision;
    await scene.deployed({ step: { secrets }, run: { id: 'r2' } });
    expect(scene.revision).toBe(before);
    api.put('Secret', { metadata: { name: 'aws' }, data: { KEY: 'Mg==' } });
    await scene.deployed({ step: { secrets } });
    expect(scene.revision).not.toBe(before);
  });

  test('that the run brings stays for as long as a revision names it, and is known again by its values alone', async () => {
    const bring = (id: string, value: string) => {
      api.put('Secret', { metadata: { name: `own-${id}` }, data: { KEY: value } });
      return { step: { secrets }, run: { id, ownSecrets: new Map([['aws', `own-${id}`]]) } };
    };
    await scene.deployed(bring('r1', 'MQ=='));
    const before = scene.revision;
    const kept = () => api.all('Secret').filter(({ metadata }) => metadata?.name?.startsWith(name));
    expect(kept().map(({ data }) => data)).toEqual([{ KEY: 'MQ==' }]);
    await scene.deployed(bring('r2', 'MQ=='));
    expect(scene.revision).toBe(before);
    await scene.deployed(bring('r3', 'Mg=='));
    expect(scene.revision).not.toBe(before);
    // No ReplicaSet names the one before any more.
    expect(kept().map(({ data }) => data)).toEqual([{ KEY: 'Mg==' }]);
    expect(JSON.stringify(kept()[0]?.metadata)).not.toContain('Mg==');
  });

  test('of somebody else is not taken away, whatever the annotation of the Deployment says', async () => {
    api.put('Secret', { metadata: { name: 'database' }, data: { KEY: 'MQ==' } });
    await scene.deployed();
    const [live] = api.all('Deployment');
    const annotations = { ...live?.metadata?.annotations, 'automl-action/secrets': 'database' };
    api.put('Deployment', { ...live, metadata: { ...live?.metadata, annotations } });
    await scene.deployed({ step: { env: { A: '2' } }, run: { id: 'r2' } });
    expect(api.all('Secret').map(({ metadata }) => metadata?.name)).toEqual(['database']);
  });

  test('that nobody may take away any more is no reason to fail', async () => {
    api.put('Secret', { metadata: { name: 'own' }, data: { KEY: 'MQ==' } });
    await scene.deployed({ step: { secrets }, run: { ownSecrets: new Map([['aws', 'own']]) } });
    api.fail('delete', 'Secret', apiError(403, 'no delete'));
    const { result } = await scene.begin({ run: { id: 'r2' } });
    await scene.applied();
    scene.complete();
    expect(await result).toMatchObject({
      state: 'succeeded',
      warnings: ['what revisions before needed stays for now: could not: no delete'],
    });
  });

  test('of the package index that the run brings is none of a service that installs nothing', async () => {
    const bring = (id: string) => {
      api.put('Secret', { metadata: { name: `own-${id}` }, data: { password: 'MQ==' } });
      return { credentials: 'index', run: { id, ownSecrets: new Map([['index', `own-${id}`]]) } };
    };
    await scene.deployed(bring('r1'));
    const before = scene.revision;
    await scene.deployed(bring('r2'));
    expect(scene.revision).toBe(before);
  });
});

describe('the undoing of a later deployment', () => {
  test('applies what the one before had applied', async () => {
    await scene.deployed({ step: { image: 'old' }, order: { env: { OLD: '1' } } });
    const before = structuredClone(scene.deployment);
    const roll = await scene.begin({ step: { image: 'new' }, run: { id: 'r2' } });
    await scene.applied();
    expect(scene.image).toBe('new');
    scene.pod(crashed);
    expect(await roll.result).toMatchObject({
      state: 'failed',
      reason: 'the service exited with 1 before it was ready; the revision before it goes on serving',
    });
    expect(scene.deployment?.spec).toEqual(before?.spec);
    expect(scene.deployment?.metadata?.annotations).toEqual(before?.metadata?.annotations);
  });

  test('leaves the Service and what leads to it as they were', async () => {
    await scene.deployed();
    const [service] = api.all('Service');
    const roll = await scene.begin({ service: { port: 9000 } });
    await scene.applied();
    scene.pod(crashed);
    await roll.result;
    expect(api.all('Service')).toEqual([service]);
  });
});

describe('a crash', () => {
  test('is of this revision only: pods of the one before are on their way out', async () => {
    const roll = await scene.begin();
    await scene.applied();
    scene.pod(crashed, { revision: 'before' });
    scene.pod(crashed, { leaving: true });
    await settle();
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
  });

  test('that was too quick to be seen running has its log read before the pod goes', async () => {
    const log = api.log('pod-1');
    const roll = await scene.begin();
    await scene.applied();
    scene.pod(crashed);
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
    expect(changes()).toEqual([]);
  });

  test.each([
    ['apply', 'Deployment'],
    ['patch', 'ConfigMap'],
  ] as const)('while it is being made (%s of the %s) is undone at once', async (verb, kind) => {
    const goOn = api.hold(verb, kind);
    const roll = await scene.begin();
    await until(() => api.calls.some((call) => call.verb === verb && call.kind === kind));
    roll.cancel();
    goOn();
    expect((await roll.result).state).toBe('cancelled');
    expect(api.all('Deployment')).toEqual([]);
  });

  test('while it is waited for is undone', async () => {
    const roll = await scene.begin();
    await scene.applied();
    roll.cancel();
    roll.cancel();
    expect(await roll.result).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
    await scene.quiet();
    expect([api.all('Deployment'), api.all('Service')]).toEqual([[], []]);
  });

  test('during the smoke test is no success, though the answer is right', async () => {
    const roll = await scene.begin({ service: { smoke: { method: 'GET', path: '/', status: 200 } } });
    api.answer('GET', /proxy/, () => {
      roll.cancel();
      return 'fine';
    });
    await scene.applied();
    scene.complete();
    expect(await roll.result).toMatchObject({ state: 'cancelled' });
    expect(api.all('Deployment')).toEqual([]);
  });

  test('after its end stays what it was', async () => {
    const roll = await scene.begin();
    await scene.applied();
    scene.complete();
    expect((await roll.result).state).toBe('succeeded');
    roll.cancel();
    scene.pod(crashed);
    await settle();
    expect(api.all('Deployment')).toHaveLength(1);
  });
});

test('a smoke test that fails undoes the roll-out', async () => {
  api.answer('GET', /services\/http:.*:8000\/proxy\/health$/, () => 'sick');
  const smoke = { method: 'GET', path: '/health', status: 200, contains: 'fine' } as const;
  const roll = await scene.begin({ service: { smoke } });
  await scene.applied();
  scene.complete();
  expect((await roll.result).reason).toBe('smoke test GET /health answered without "fine": sick');
  expect(api.all('Deployment')).toEqual([]);
});
