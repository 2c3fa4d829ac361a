import { beforeEach, describe, expect, test } from '@jest/globals';
import { serviceDetail } from '../../../../../src/backends/kubernetes/inventory/service-detail.ts';
import { deployedServices, findService } from '../../../../../src/backends/kubernetes/inventory/services.ts';
import { removeService } from '../../../../../src/backends/kubernetes/remove-service.ts';
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { owner } from '../objects/facts.ts';
import { pod, running, withoutImage } from '../pods.ts';
import { putService, selector, up } from './scene.ts';

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});
const dev = { ...owner, environment: 'dev' };

describe('the services of a namespace', () => {
  test('say what is deployed, from which commit, and where it answers', async () => {
    putService(api, 'wine-api-x');
    expect(await deployedServices(api)).toEqual([
      {
        namespace: 'ml',
        name: 'wine-api-x',
        step: 'api',
        stage: 'serve',
        workflow: 'wine',
        environment: 'production',
        repository: 'github.com/4711',
        file: 'automl.yaml',
        state: 'ready',
        ready: 2,
        wanted: 2,
        autoscaling: null,
        image: 'python:3.12-slim',
        revision: 'k1',
        commit: 'abcdef0123456789',
        run: 'r1',
        port: 5000,
        url: 'http://wine-api-x.ml:5000',
        external_url: null,
        created_at: '2026-01-01T00:00:00Z',
      },
    ]);
  });

  test('come by workflow, step and environment, or those of one workflow', async () => {
    putService(api, 'c', { workflow: 'wine', step: 'b' });
    putService(api, 'b', { workflow: 'wine', step: 'a' });
    putService(api, 'a', { workflow: 'beer', step: 'z' });
    const names = async (workflow?: string) => (await deployedServices(api, workflow)).map(({ name }) => name);
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await names('wine')).toEqual(['b', 'c']);
  });

  const late = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
  const done = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];
  test.each([
    ['ready', 2, up(2)],
    ['rolling out', 2, { ...up(2), updatedReplicas: 1 }],
    ['rolling out', 2, { ...up(2), observedGeneration: 0 }],
    ['stuck', 2, { ...up(2), updatedReplicas: 1, conditions: late }],
    ['down', 1, { observedGeneration: 1, conditions: late }],
    ['partly ready', 2, { ...up(2), availableReplicas: 1, conditions: done }],
    ['down', 2, { ...up(2), availableReplicas: 0, conditions: done }],
    ['rolling out', 2, { ...up(1), conditions: done }],
    ['scaled to 0', 0, up(0)],
  ])('are %s by what their Deployment says', async (state, replicas, status) => {
    putService(api, 'a', { replicas, status });
    expect(await deployedServices(api)).toMatchObject([{ state }]);
  });

  test('are shown without what the account may not read, or the cluster does not know', async () => {
    putService(api, 'a');
    api.fail('list', 'Ingress', apiError(403)).fail('list', 'HTTPRoute', apiError(404));
    expect(await deployedServices(api)).toMatchObject([{ name: 'a', external_url: null }]);
    api.fail('list', 'Ingress', apiError(500));
    await expect(deployedServices(api)).rejects.toThrow('status 500');
  });

  test('have the range of what scales them', async () => {
    putService(api, 'a');
    const metrics = [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'step', target: { type: 'Utilization', averageUtilization: 70 } },
      },
    ];
    const spec = { minReplicas: 2, maxReplicas: 8, scaleTargetRef: { kind: 'Deployment', name: 'a' }, metrics };
    const { labels: own = {} } = api.objects.get('Deployment', 'a')?.metadata ?? {};
    api.put('HorizontalPodAutoscaler', { metadata: { name: 'a', labels: own }, spec });
    expect(await deployedServices(api)).toMatchObject([{ autoscaling: { min: 2, max: 8, cpu: 70 } }]);
  });
});

describe('the address from outside', () => {
  const ingress = (path: string, host: string | null, isSecure: boolean, address: object | null): void => {
    const { labels: own = {} } = api.objects.get('Deployment', 'a')?.metadata ?? {};
    const http = { paths: [{ path, pathType: 'Prefix', backend: {} }] };
    api.put('Ingress', {
      metadata: { name: 'a', labels: own },
      spec: { rules: [{ ...(host === null ? {} : { host }), http }], ...(isSecure ? { tls: [{}] } : {}) },
      status: { loadBalancer: { ingress: address === null ? [] : [address] } },
    });
  };
  test.each([
    ['/ml/a', null, false, { ip: '10.0.0.1' }, 'http://10.0.0.1/ml/a'],
    ['/ml/a(/|$)(.*)', null, false, { hostname: 'lb.example.com' }, 'http://lb.example.com/ml/a'],
    ['/', 'wine.example.com', true, { ip: '10.0.0.1' }, 'https://wine.example.com'],
    ['/', 'wine.example.com', false, null, null],
  ])('of an Ingress at %s of %s', async (path, host, isSecure, address, url) => {
    putService(api, 'a');
    ingress(path, host, isSecure, address);
    expect(await deployedServices(api)).toMatchObject([{ external_url: url }]);
  });
});

describe('the service that is meant', () => {
  const nameOf = async (which: string) => (await findService(api, which)).metadata?.name;

  test('is named by its step, its workflow too, or its objects', async () => {
    putService(api, 'wine-api-x');
    putService(api, 'beer-api-y', { workflow: 'beer' });
    expect(await nameOf('beer/api')).toBe('beer-api-y');
    expect(await nameOf('wine-api-x')).toBe('wine-api-x');
    await expect(nameOf('api')).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('is asked for where it may be several, each with what tells it apart', async () => {
    putService(api, 'one');
    putService(api, 'two', { owner: dev });
    await expect(nameOf('wine/api')).rejects.toThrow(
      '2 services are called "wine/api" here; say which by its name:\n  one  wine of github.com/4711 automl.yaml (production)\n  two  wine of github.com/4711 automl.yaml (dev)',
    );
  });

  test('that there is not is named with those that are', async () => {
    await expect(nameOf('api')).rejects.toThrow('namespace ml has no service "api"; it has none');
    putService(api, 'one');
    await expect(nameOf('nope')).rejects.toThrow('namespace ml has no service "nope"; it has api');
  });
});

describe('one service', () => {
  const detail = async () => serviceDetail(api, await findService(api, 'api'));

  test('has its pods, with why those that are not ready are not', async () => {
    putService(api, 'a', { status: { ...up(1), replicas: 2, updatedReplicas: 2 } });
    const own = { ...selector, [labels.revision]: 'k1' };
    const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
    const up_ = running({ name: 'a-1', uid: 'p1', labels: own });
    api.put('Pod', { ...up_, status: { ...up_.status, ...ready } });
    api.put('Pod', { ...withoutImage(), metadata: { name: 'a-2', uid: 'p2', labels: own } });
    api.put('Pod', pod({ phase: 'Running' }, { name: 'other', labels: { app: 'other' } }));
    const { pods, trouble } = await detail();
    expect(pods).toMatchObject([
      { name: 'a-1', state: 'Running', ready: true, trouble: null, revision: 'k1' },
      { name: 'a-2', state: 'ErrImagePull', ready: false },
    ]);
    expect(pods[1]?.trouble).toContain('was not found in the registry');
    expect(trouble).toBe(pods[1]?.trouble);
  });

  test('has its revisions, newest first, where they may be read', async () => {
    putService(api, 'a');
    const set = (name: string, number: string, replicas: number): void => {
      const annotations = { 'deployment.kubernetes.io/revision': number };
      const template = { spec: { containers: [{ name: 'step', image: `i:${number}` }] } };
      const metadata = { name, labels: { ...selector, [labels.revision]: `k${number}` }, annotations };
      api.put('ReplicaSet', { metadata, spec: { selector: {}, template }, status: { replicas } });
    };
    set('a-1', '9', 0);
    set('a-2', '10', 2);
    expect((await detail()).revisions).toMatchObject([
      { number: 10, revision: 'k10', image: 'i:10', replicas: 2 },
      { number: 9, revision: 'k9', replicas: 0 },
    ]);
    api.fail('list', 'ReplicaSet', apiError(403));
    expect((await detail()).revisions).toEqual([]);
  });
});

describe('the removal of a service', () => {
  test('takes each object of its name that is of its owner, what leads to it first', async () => {
    putService(api, 'a');
    putService(api, 'b', { step: 'other' });
    const { labels: own = {} } = api.objects.get('Deployment', 'a')?.metadata ?? {};
    api.put('HTTPRoute', { metadata: { name: 'a', labels: own } });
    api.put('PodDisruptionBudget', { metadata: { name: 'a', labels: own } });
    api.put('Ingress', { metadata: { name: 'a', labels: { [labels.owner]: 'somebody' } } });
    api.fail('get', 'Middleware', apiError(404));
    expect(await removeService(api, await findService(api, 'api'))).toBe(4);
    const deleted = api.calls.filter(({ verb }) => verb === 'delete').map(({ kind }) => kind);
    expect(deleted).toEqual(['HTTPRoute', 'PodDisruptionBudget', 'Service', 'Deployment']);
    expect(api.all('Ingress')).toHaveLength(1);
    expect(await deployedServices(api)).toMatchObject([{ name: 'b' }]);
  });
});
