import { describe, expect, test } from '@jest/globals';
import { preflight, type ClusterPreflight } from '../../../../../src/backends/kubernetes/preflight/preflight.ts';
import type { Plan, PlanStep } from '../../../../../src/plan/plan.ts';
import { plainDriver } from '../../../../../src/workflow/driver.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { plainIngress, plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { noticeOf } from '../../../notify/scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';

const files = ['train.py', 'requirements.txt'];

interface Extras {
  readonly api?: FakeApi;
  readonly ownSecrets?: readonly string[];
  readonly fields?: Partial<Plan>;
  readonly cronJobs?: boolean;
}

function look(
  steps: readonly PlanStep[],
  { api = cluster(), ownSecrets = [], fields, cronJobs = false }: Extras = {},
): Promise<ClusterPreflight> {
  return preflight(plan(steps, fields), { api, files, ownSecrets: new Set(ownSecrets), cronJobs });
}

function cluster(): FakeApi {
  return new FakeApi().put('StorageClass', {
    metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'example.com/disk',
  });
}

const model = { outputs: { model: { kind: 'artifact', path: 'model.bin' } } } as const;

describe('a cluster where all is well', () => {
  test('refuses nothing, and asks for the rights in one call', async () => {
    const api = cluster();
    expect(await look([step('train', model)], { api })).toEqual({
      refused: new Map(),
      warnings: [],
      problems: [],
      namespace: { assignsUsers: false },
    });
    expect(api.calls.filter(({ name }) => name.includes('authorization'))).toHaveLength(1);
  });

  test('is not changed', async () => {
    const api = cluster();
    await look([step('train', { ...model, secrets: ['aws'] })], { api });
    expect(api.calls.filter(({ verb }) => !['get', 'list', 'request'].includes(verb))).toEqual([]);
  });

  test('a step that is skipped is not looked at', async () => {
    const skipped = step('train', { ...model, skip: 'not selected', secrets: ['aws'] });
    expect((await look([skipped], { api: new FakeApi() })).refused).toEqual(new Map());
  });
});

describe('who is to be told of the run', () => {
  const hooks = { kind: 'slack', url: { secret: 'hooks', key: 'url' } } as const;
  const fields = { notify: [noticeOf(hooks)], run: { id: 'r1', event: 'push' } };
  const told = async (api: FakeApi, more: Extras = {}): Promise<readonly string[]> =>
    (await look([step('train', model)], { api, fields, ...more })).warnings;

  test('can be where the secret is there, or is brought along', async () => {
    const api = cluster().put('Secret', { metadata: { name: 'hooks' }, data: { url: 'eA==' } });
    expect(await told(api)).toEqual([]);
    expect(await told(cluster(), { ownSecrets: ['hooks'] })).toEqual([]);
  });

  test('is a warning where it is not there, lacks the key or may not be read', async () => {
    expect(await told(cluster())).toEqual([
      'somebody who is to be told of the run will not be: secret "hooks" does not exist in namespace ml: automl create secret hooks --namespace ml KEY=value',
    ]);
    const empty = cluster().put('Secret', { metadata: { name: 'hooks' }, data: {} });
    expect(await told(empty)).toEqual([expect.stringContaining('has no key "url"')]);
    const refusing = cluster().forbid('Secret');
    expect(await told(refusing)).toEqual([expect.stringContaining('automl rbac prints the right')]);
  });

  test('does not matter to a run of a person, of which nobody is told', async () => {
    expect(await told(cluster(), { fields: { ...fields, run: { id: 'r1', event: 'command' } } })).toEqual([]);
  });
});

describe('a driver in the cluster', () => {
  const fields = { driver: plainDriver };

  test('needs its account, and the sentence says how to make it', async () => {
    expect((await look([step('train')], { fields })).problems).toEqual([
      'the driver in the cluster has no account, service account "automl-wine" does not exist in namespace ml: `automl rbac automl.yaml -n ml | kubectl apply -f -` makes it and gives it its rights, or use --driver here',
    ]);
    const api = cluster().put('ServiceAccount', { metadata: { name: 'automl-wine' } });
    expect((await look([step('train')], { api, fields })).problems).toEqual([]);
  });

  test('is let alone where its account may not be looked at', async () => {
    expect((await look([step('train')], { api: cluster().forbid('ServiceAccount'), fields })).problems).toEqual([]);
  });
});

describe('the namespace', () => {
  test('one that does not exist is the only problem told of it', async () => {
    const api = cluster().take('Namespace', 'ml').deny('create jobs.batch');
    const { problems, refused } = await look([step('train', { secrets: ['aws'] })], { api });
    expect(problems).toEqual([
      'namespace ml does not exist on https://cluster.example:6443: kubectl create namespace ml, or name another one',
    ]);
    expect(refused).toEqual(new Map());
  });

  test('one that is being deleted takes nothing new', async () => {
    const api = cluster().put('Namespace', { metadata: { name: 'ml' }, status: { phase: 'Terminating' } });
    expect((await look([step('train')], { api })).problems[0]).toContain('namespace ml is being deleted');
  });

  test('of OpenShift assigns users', async () => {
    const annotations = { 'openshift.io/sa.scc.uid-range': '1000650000/10000' };
    const api = cluster().put('Namespace', { metadata: { name: 'ml', annotations } });
    expect((await look([step('train')], { api })).namespace.assignsUsers).toBe(true);
  });

  test('one that may not be read is told by the API groups of the cluster', async () => {
    const api = cluster().forbid('Namespace');
    expect((await look([step('train')], { api })).namespace.assignsUsers).toBe(false);
    api.answer('GET', /security\.openshift\.io$/, () => ({ kind: 'APIGroup' }));
    expect((await look([step('train')], { api })).namespace.assignsUsers).toBe(true);
  });
});

describe('rights', () => {
  test('everything that is missing is one sentence', async () => {
    const api = cluster().deny('create jobs.batch', 'delete jobs.batch', 'get pods/log');
    expect((await look([step('train')], { api })).problems).toEqual([
      'the account "ci" has too few rights in namespace ml, it lacks create, delete jobs.batch; get pods/log: `automl rbac automl.yaml -n ml` prints the Role that gives them, or use another account',
    ]);
  });

  test('a plan without services or files needs no rights for them', async () => {
    const api = cluster().deny('create deployments.apps', 'create persistentvolumeclaims', 'create secrets');
    expect((await look([step('train')], { api })).problems).toEqual([]);
    expect((await look([step('train', model)], { api })).problems[0]).toContain('lacks create persistentvolumeclaims:');
  });

  test('that only its schedules want are no reason to refuse a run, which says it when it comes to them', async () => {
    const api = cluster().deny('create cronjobs.batch');
    expect((await look([step('train')], { api, cronJobs: true })).problems).toEqual([]);
  });

  test('without the right to read events the run goes on, with a warning', async () => {
    const api = cluster().deny('list events', 'watch events');
    const { problems, warnings } = await look([step('train')], { api });
    expect(problems).toEqual([]);
    expect(warnings).toEqual(['the account may not read events: why a pod waits will stay unknown']);
  });

  test('a cluster that tells no rights is not taken for one that gives none', async () => {
    const api = cluster().answer('POST', /access|rules/, () => {
      throw apiError(403);
    });
    const { problems, warnings } = await look([step('train')], { api });
    expect(problems).toEqual([]);
    expect(warnings[0]).toContain('does not say which rights');
  });

  test('without rules reviews each right is asked for', async () => {
    const api = cluster().deny('watch pods');
    api.rulesReadable = false;
    expect((await look([step('train')], { api })).problems[0]).toContain('it lacks watch pods:');
  });
});

describe('the store', () => {
  test('no default StorageClass: the steps with files are refused, with what there is', async () => {
    const api = new FakeApi().put('StorageClass', { metadata: { name: 'slow' }, provisioner: 'x' });
    const { refused } = await look([step('train', model), step('report')], { api });
    expect(refused).toEqual(
      new Map([
        [
          'train',
          'its files need a store, and the cluster has no default StorageClass: set store.storage_class to one of slow, or set store.claim to a PersistentVolumeClaim that exists',
        ],
      ]),
    );
  });

  test('a StorageClass that does not exist', async () => {
    const store = { size: 1e9, accessMode: 'ReadWriteOnce', storageClass: 'gone' } as const;
    const { refused } = await look([step('train', model)], { fields: { store } });
    expect(refused.get('train')).toContain(
      'StorageClass "gone" does not exist: set store.storage_class to one of fast',
    );
  });

  test('a claim that does not exist, and one that does', async () => {
    const fields = { store: { size: 1e9, accessMode: 'ReadWriteOnce', claim: 'data' } } as const;
    const api = new FakeApi();
    const missing = await look([step('train', model)], { api, fields });
    expect(missing.refused.get('train')).toContain(`claim "data" does not exist in namespace ml: echo '{"apiVersion"`);
    api.put('PersistentVolumeClaim', { metadata: { name: 'data' } });
    expect((await look([step('train', model)], { api, fields })).refused).toEqual(new Map());
  });

  test('StorageClasses that may not be read are no reason', async () => {
    expect((await look([step('train', model)], { api: new FakeApi().forbid('StorageClass') })).refused).toEqual(
      new Map(),
    );
  });

  test('a notebook is a file', async () => {
    const notebook = step('explore', { code: { kind: 'notebook', file: 'train.py' } });
    expect((await look([notebook], { api: new FakeApi() })).refused.has('explore')).toBe(true);
  });

  test('larger than the quota allows', async () => {
    const api = cluster().put('ResourceQuota', {
      metadata: { name: 'disk' },
      spec: { hard: { 'requests.storage': '5Gi' } },
    });
    expect((await look([step('train', model)], { api })).refused.get('train')).toBe(
      'the store asks for 10 GiB of storage, and ResourceQuota "disk" allows 5 GiB of storage in all: lower store.size',
    );
  });
});

describe('the project', () => {
  test('a script that git ignores', async () => {
    const train = step('train', { code: { kind: 'python', file: 'other.py', args: [] } });
    expect((await look([train])).refused.get('train')).toContain('other.py is ignored by git');
  });

  test('files of an image that brings its own code', async () => {
    const code = { kind: 'image', args: [] } as const;
    const made = step('made', { code, image: 'acme/train', ...model });
    const wants = step('wants', { code, image: 'acme/train', inputs: { data: { step: 'made', output: 'model' } } });
    const { refused } = await look([made, wants, step('fine', { code, image: 'acme/train' })]);
    expect([...refused.keys()]).toEqual(['made', 'wants']);
    expect(refused.get('wants')).toContain('it has the input "data"');
  });

  test('the way to a service from outside', async () => {
    const service = { ...plainService, port: 80, ingress: plainIngress, replicas: { min: 1, max: 2, cpu: 80 } };
    const { refused, warnings } = await look([step('api', { kind: 'service', service })]);
    expect(refused.get('api')).toBeUndefined();
    expect(warnings.join()).toContain("step api can't be reached from outside: the cluster has no IngressClass");
    expect(warnings.join()).toContain('install metrics-server');
  });

  test('all that is wrong with a step is told at once', async () => {
    const train = step('train', {
      code: { kind: 'python', file: 'other.py', args: [] },
      secrets: ['aws'],
      pod: { ...plainPod, serviceAccount: 'robot' },
    });
    const reason = (await look([train])).refused.get('train');
    expect(reason).toContain('other.py is ignored by git');
    expect(reason).toContain('secret "aws" does not exist');
    expect(reason).toContain('service account "robot" does not exist');
  });
});

test('a cluster that fails is an error, not a list of what it lacks', async () => {
  const api = cluster().fail('list', 'Node', apiError(500));
  await expect(look([step('train')], { api })).rejects.toMatchObject({ status: 500 });
});
