/** What a file says of its pods: that it is in the pods, and that it holds. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, automl, kubectl, makeNamespace, objects } from './cluster.ts';
import { digestOf, registryHost } from './extras/registry.ts';
import { startRun, type RunEnded } from './hostile/run.ts';
import { makeProject } from './pods/project.ts';

jest.setTimeout(300_000);

const object = (kind: string, name: string, rest: object): object => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});
const noGpu = /asks for 1 nvidia\.com\/gpu/;

interface Job {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly object[] } } };
}

describe('settings of pods', () => {
  let namespace = '';
  let priority = '';
  let digest = '';
  let run: RunEnded;
  let gpuJob = '';

  beforeAll(async () => {
    namespace = await makeNamespace('settings');
    priority = namespace;
    await kubectl(['create', 'priorityclass', priority, '--value=5']);
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } };
    const dockerConfig = JSON.stringify({ auths: { 'registry.example': { auth: 'YTpi' } } });
    await apply(
      namespace,
      object('ServiceAccount', 'worker', {}),
      object('ConfigMap', 'config', { data: { greeting: 'hello\n', 'one.ini': '[one]\n' } }),
      object('Secret', 'mine', { stringData: { TOKEN: 'a-token\n' } }),
      object('Secret', 'pull', {
        type: 'kubernetes.io/dockerconfigjson',
        stringData: { '.dockerconfigjson': dockerConfig },
      }),
      object('PersistentVolumeClaim', 'data', { spec: claim }),
    );
    digest = await digestOf('library/debian', '12');
    const [node = ''] = (await kubectl(['get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ');
    const values = { NODE: node, PRIORITY: priority, DIGEST: digest, REGISTRY: registryHost() };
    const { ended } = startRun(makeProject('settings', values), namespace, '--log-level', 'warn');
    gpuJob = await jobOf('gpu');
    run = await ended;
  });
  afterAll(() => kubectl(['delete', 'priorityclass', priority, '--ignore-not-found']));

  const log = (name: string): string => readFileSync(path.join(run.logs, `${name}.log`), 'utf8');

  /** As JSON, as soon as it is there. @throws Error when it does not come */
  async function jobOf(step: string): Promise<string> {
    const query = ['-l', `automl-action/step=${step}`, '-o', 'jsonpath={.items[0]}'];
    for (let tries = 0; tries < 200; tries++) {
      const json = await kubectl(['get', 'jobs', ...query], { namespace }).catch(() => '');
      if (json !== '') return json;
      await sleep(100);
    }
    throw new Error(`there is no Job of ${step}`);
  }

  async function podOf(step: string) {
    const { spec } = (JSON.parse(await jobOf(step)) as Job).spec.template;
    return { ...spec, step: spec.containers[0] };
  }

  test('memory is a limit too unless the file says otherwise, CPU only if it does', async () => {
    expect((await podOf('limits')).step).toMatchObject({
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '500m', memory: '64Mi' } },
    });
    expect(log('limits')).toBe(`${64 * 2 ** 20}\n`);
    expect((await podOf('unlimited')).step).toMatchObject({ resources: { requests: { cpu: '10m', memory: '64Mi' } } });
    expect((await podOf('unlimited')).step).not.toHaveProperty('resources.limits');
  });

  test('shared memory has the size of the file', () => {
    expect(log('shm')).toMatch(/^tmpfs +102400 .* \/dev\/shm\n$/);
  });

  test('a pod gets its node, tolerations, priority and registry secrets', async () => {
    expect(run.step('placed').state).toBe('succeeded');
    expect(await podOf('placed')).toMatchObject({
      nodeSelector: { 'kubernetes.io/hostname': expect.any(String) },
      tolerations: [
        { key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' },
        { key: 'flaky', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
      ],
      priorityClassName: priority,
      imagePullSecrets: [{ name: 'pull' }],
    });
  });

  test('a service account lends its name, and its token only if the file says so', async () => {
    expect(await podOf('account')).toMatchObject({ serviceAccountName: 'worker', automountServiceAccountToken: false });
    expect(log('account')).toMatch(/^none$/m);
    expect(log('token').split('\n')).toContain('token');
  });

  test('volumes are mounted as told, one claim at two places', () => {
    expect(run.step('volumes')).toMatchObject({ state: 'succeeded', reason: null });
    const [greeting, token, ini, ...rest] = log('volumes').trim().split('\n');
    expect([greeting, token, ini]).toEqual(['hello', 'a-token', '[one]']);
    expect(rest.slice(0, -1)).toEqual([
      '/config read-only',
      '/keys read-only',
      '/data writable',
      '/again read-only',
      '/scratch writable',
      '/mem writable',
    ]);
    expect(rest.at(-1)).toMatch(/^tmpfs +8192 /);
  });

  test('containers that the file adds do not keep a step or its room', async () => {
    expect(run.step('sidecar')).toMatchObject({ state: 'failed', exit_code: 4, reason: 'exit 4' });
    expect(run.step('sidecar-beside-success')).toMatchObject({ state: 'succeeded', exit_code: 0 });
    const lines = log('sidecar-beside-success').trim().split('\n');
    expect(lines[0]).toBe('[prepare] prepared');
    expect(lines.toSorted()).toEqual(['[helper] helping', '[prepare] prepared', 'done']);
    const selector = 'automl-action/step in (sidecar, sidecar-beside-success)';
    await kubectl(['wait', '--for=delete', 'pods', '-l', selector, '--timeout=30s'], { namespace });
    expect(await objects(namespace, selector)).toEqual([]);
  });

  test('an init container that fails is named, and what it printed is shown', () => {
    expect(run.step('unprepared')).toMatchObject({
      state: 'failed',
      reason: 'its init container "prepare" failed (exit 3)',
    });
    expect(log('unprepared')).toBe('[prepare] no bucket\n');
  });

  test('images by digest and of another registry are asked for as they are written', async () => {
    expect(run.step('digest').state).toBe('succeeded');
    expect(run.step('full').state).toBe('succeeded');
    expect((await podOf('digest')).step).toMatchObject({ image: `debian@${digest}` });
    expect((await podOf('full')).step).toMatchObject({ image: `${registryHost()}/library/debian:12` });
  });

  test('a GPU is asked for by its resource, and a cluster without one says so', () => {
    const { containers } = (JSON.parse(gpuJob) as Job).spec.template.spec;
    expect(containers[0]).toMatchObject({
      resources: { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } },
    });
    expect(run.step('gpu').state).toBe('failed');
    expect(run.step('gpu').reason).toMatch(noGpu);
  });

  test('a GPU that no node has is refused before anything is created', async () => {
    const before = await objects(namespace);
    const refused = await startRun(makeProject('gpu'), namespace).ended;
    expect(refused.step('gpu')).toMatchObject({ state: 'failed', attempts: [] });
    expect(refused.step('gpu').reason).toMatch(noGpu);
    expect(await objects(namespace)).toEqual(before);
  });

  test('annotations by pod: are refused with the file', async () => {
    const folder = makeProject('settings', { NODE: 'n', PRIORITY: 'p', DIGEST: digest, REGISTRY: 'r' });
    const { code, stdout } = await automl(['validate', 'annotated.yaml'], { cwd: folder });
    expect(code).toBe(3);
    expect(stdout).toContain('"metadata" is no field of a PodSpec');
  });
});
