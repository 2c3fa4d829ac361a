import { describe, expect, test } from '@jest/globals';
import type { Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { Check } from '../../../../../src/backends/kubernetes/doctor/check.ts';
import { examine, type Means, type Patient } from '../../../../../src/backends/kubernetes/doctor/examine.ts';
import type { Plan } from '../../../../../src/plan/plan.ts';
import type { ServiceIngress } from '../../../../../src/workflow/model.ts';
import { plainIngress, plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { apiError, FakeApi } from '../fake-api.ts';

const connection: Patient['connection'] = {
  source: 'context prod of KUBECONFIG',
  access: {
    cluster: {
      name: 'c',
      server: 'https://cluster.example:6443',
      authority: null,
      skipTlsVerify: false,
      tlsServerName: null,
      proxyUrl: null,
      execConfig: null,
    },
    user: { name: 'ci', token: 't', tokenFile: null, basic: null, certificate: null, exec: null, impersonate: null },
  },
};

type Status = NonNullable<Pod['status']>;

/** A cluster whose Jobs have a pod at once, in the state that the test says for each image. */
function cluster(stateOf: (image: string, isStore: boolean) => Status = ran): FakeApi {
  const api = new FakeApi()
    .answer('GET', /^\/version$/, () => ({ major: '1', minor: '34+', gitVersion: 'v1.34.4' }))
    .put('StorageClass', {
      metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'example.com/disk',
    });
  return api.onCreate((kind, name) => {
    const job = kind === 'Job' ? api.all('Job').find(({ metadata }) => metadata?.name === name) : undefined;
    const spec = job?.spec?.template.spec;
    if (spec === undefined) return;
    const isStore = spec.volumes?.some((volume) => volume.name === 'store') ?? false;
    const metadata = { name: `${name}-x`, namespace: 'ml', labels: { 'batch.kubernetes.io/job-name': name } };
    api.put('Pod', { metadata, spec, status: stateOf(spec.containers[0]?.image ?? '', isStore) });
    api.stream(`/api/v1/namespaces/ml/pods/${name}-x/log`, ['{"python": "3.12.1"}']);
  });
}

const index = { index: 'https://pypi.org/simple', status: 200, milliseconds: 40 };

function wrote(report: unknown, fields: { readonly reason?: string; readonly text?: string } = {}): Status {
  const terminated = {
    exitCode: 0,
    reason: fields.reason ?? 'Completed',
    message: fields.text ?? JSON.stringify(report),
  };
  return {
    phase: 'Succeeded',
    containerStatuses: [
      { name: 'step', image: 'x', imageID: '', ready: false, restartCount: 0, state: { terminated } },
    ],
  };
}

function ran(_image: string, isStore: boolean): Status {
  return wrote(isStore ? { written: true } : { python: '3.12.1', ...index });
}

interface Extras {
  readonly fields?: Partial<Plan>;
  readonly means?: Partial<Means>;
  readonly image?: string;
  readonly cronJobs?: boolean;
}

async function look(
  api: FakeApi,
  steps: readonly ReturnType<typeof step>[] = [],
  { fields, means, image, cronJobs = false }: Extras = {},
): Promise<readonly Check[]> {
  const patient: Patient = {
    api,
    connection,
    life: () => 3600,
    plan: plan(steps, fields),
    file: steps.length === 0 ? null : 'automl.yaml',
    files: ['requirements.txt'],
    ownSecrets: new Set(),
    ca: null,
    cronJobs,
    ...(image === undefined ? {} : { image }),
  };
  const checks: Check[] = [];
  const usual: Means = {
    sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    signal: new AbortController().signal,
    id: 'x7',
    now: 0,
    quick: false,
    patience: { look: 1, trouble: 20, total: 100 },
    onProgress: () => undefined,
    ...means,
  };
  for await (const check of examine(patient, usual)) checks.push(check);
  return checks;
}

function find(checks: readonly Check[], name: string): Check | undefined {
  return checks.find((check) => check.name === name);
}

const installs = step('train', { requirements: 'requirements.txt', image: 'python:3.12' });
const keeps = step('train', { outputs: { model: { kind: 'artifact', path: 'm' } } });

describe('a healthy cluster', () => {
  test('has a line for everything, and none that failed', async () => {
    const checks = await look(cluster(), [installs]);
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'api ok',
      'version ok',
      'rights ok',
      'file ok',
      'quota ok',
      'image ok',
      'logs ok',
      'index ok',
      'store ok',
      'ingress unchecked',
    ]);
    expect(find(checks, 'api')?.text).toMatch(
      /answers in \d+ ms, context prod of KUBECONFIG, its credential is good for 1 h 00 m/,
    );
    expect(find(checks, 'image')?.text).toMatch(/^python:3.12 runs in [\d.]+ s, Python 3.12.1$/);
  });

  test('is as it was afterwards', async () => {
    const api = cluster();
    await look(api, [keeps]);
    expect(api.calls.filter(({ verb }) => verb === 'create').map(({ kind }) => kind)).toEqual(['Job', 'Job']);
    expect(api.all('Job')).toEqual([]);
  });

  test('gets pods that every namespace admits, under names of the doctor', async () => {
    const api = cluster();
    let seen: unknown;
    api.onCreate(() => {
      seen = api.all('Job')[0];
    });
    await look(api, [installs]);
    expect(seen).toMatchObject({
      metadata: { name: 'automl-doctor-x7-1', labels: { 'app.kubernetes.io/name': 'automl-doctor' } },
      spec: {
        ttlSecondsAfterFinished: 60,
        template: {
          spec: {
            securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
          },
        },
      },
    });
  });

  test('without a file tries the usual image, or the one that was asked for', async () => {
    expect(find(await look(cluster()), 'image')?.text).toContain('python:3.11-slim runs');
    expect(find(await look(cluster(), [installs], { image: 'acme/base' }), 'image')?.text).toContain('acme/base runs');
  });

  test('quick makes nothing', async () => {
    const api = cluster();
    const checks = await look(api, [installs, keeps], { means: { quick: true } });
    expect(api.calls.some(({ verb }) => verb === 'create')).toBe(false);
    expect(['image', 'logs', 'index', 'store'].map((name) => find(checks, name)?.state)).toEqual(
      Array(4).fill('unchecked'),
    );
  });
});

describe('the server', () => {
  test('that can not be reached ends the examination', async () => {
    const api = cluster().answer('GET', /version/, () => {
      throw new Error('could not GET /version: it refuses connections; is the cluster up?');
    });
    expect(await look(api)).toEqual([
      {
        name: 'api',
        state: 'failed',
        text: 'could not GET /version: it refuses connections',
        fix: 'is the cluster up?',
      },
      { name: 'version', state: 'unchecked', text: 'the API server was not reached' },
    ]);
  });

  test('that is too old, or does not say how old it is', async () => {
    const version = async (answer: unknown) =>
      find(await look(cluster().answer('GET', /version/, () => answer)), 'version');
    expect(await version({ major: '1', minor: '30', gitVersion: 'v1.30.9' })).toMatchObject({
      state: 'failed',
      text: 'Kubernetes v1.30.9 is older than 1.31',
    });
    expect(await version({ major: '1', minor: '31', gitVersion: 'v1.31.0' })).toMatchObject({ state: 'ok' });
    expect(await version('<html>')).toMatchObject({ state: 'failed' });
  });
});

describe('the namespace', () => {
  test('that does not exist is told with the command that makes it, and nothing is tried in it', async () => {
    const api = cluster().take('Namespace', 'ml');
    const checks = await look(api, [installs]);
    expect(checks.at(-1)).toMatchObject({
      name: 'namespace',
      state: 'failed',
      fix: 'kubectl create namespace ml, or name another one',
    });
    expect(api.calls.some(({ verb }) => verb === 'create')).toBe(false);
  });

  test('whose quota is used up', async () => {
    const api = cluster().put('ResourceQuota', {
      metadata: { name: 'team' },
      spec: { hard: { pods: '10', 'requests.cpu': '4' } },
      status: { hard: {}, used: { pods: '10', 'requests.cpu': '500m' } },
    });
    expect(find(await look(api), 'quota')).toMatchObject({
      state: 'failed',
      text: 'nothing is left of pods (pods 10 of 10 used, requests.cpu 500m of 4 used)',
    });
  });

  test('what a file names and is not there is one line each', async () => {
    const checks = await look(cluster(), [step('a', { secrets: ['aws'] }), step('b', { secrets: ['gcp'] })]);
    const lines = checks.filter(({ name }) => name === 'file');
    expect(lines.map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(lines[0]).toMatchObject({ text: 'step a: secret "aws" does not exist in namespace ml' });
    expect(lines[0]?.fix).toContain('automl create secret aws');
  });

  test('without the right to make CronJobs: only schedules of the cluster want it', async () => {
    const api = cluster().deny('create cronjobs.batch');
    expect(find(await look(api, [installs]), 'rights')?.state).toBe('ok');
    const checks = await look(api, [installs], { cronJobs: true });
    expect(find(checks, 'rights')?.text).toContain('lacks create cronjobs.batch');
  });

  test('without the right to make Jobs: that is a missing right, and no failure of the image', async () => {
    const said = 'jobs.batch is forbidden: User "ci" cannot create resource "jobs" in API group "batch"';
    const api = cluster()
      .deny('create jobs.batch')
      .fail('create', 'Job', apiError(403, said))
      .fail('delete', 'Job', apiError(403));
    const checks = await look(api, [installs]);
    expect(find(checks, 'rights')?.text).toContain('lacks create jobs.batch');
    expect(find(checks, 'image')).toMatchObject({ state: 'unchecked' });
    expect(find(checks, 'clean-up')).toBeUndefined();
  });
});

describe('images', () => {
  const waiting = (reason: string, message: string): Status => ({
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }],
    containerStatuses: [
      { name: 'step', image: 'x', imageID: '', ready: false, restartCount: 0, state: { waiting: { reason, message } } },
    ],
  });

  test('one that does not exist fails, with the reason', async () => {
    const api = cluster(() =>
      waiting('ErrImagePull', 'failed to resolve reference "docker.io/library/gone:1": not found'),
    );
    const checks = await look(api, [step('train', { image: 'gone:1' })]);
    expect(find(checks, 'image')).toMatchObject({ state: 'failed' });
    expect(find(checks, 'image')?.text).toContain('gone:1');
    expect(find(checks, 'logs')).toMatchObject({ state: 'unchecked', text: 'no pod ran' });
    expect(api.all('Job')).toEqual([]);
  });

  test('one that takes long is not called broken', async () => {
    const checks = await look(
      cluster(() => waiting('ContainerCreating', '')),
      [installs],
    );
    expect(find(checks, 'image')).toMatchObject({ state: 'unchecked' });
  });

  test('each is tried once', async () => {
    const api = cluster();
    const checks = await look(api, [
      step('a', { image: 'x:1' }),
      step('b', { image: 'y:1' }),
      step('c', { image: 'x:1' }),
    ]);
    expect(checks.filter(({ name }) => name === 'image')).toHaveLength(2);
  });

  test('one without a shell is fine for steps whose code is in the image', async () => {
    const noShell = () => wrote(null, { reason: 'StartError', text: 'exec: "sh": executable file not found in $PATH' });
    const code = { kind: 'image', args: [] } as const;
    expect(find(await look(cluster(noShell), [step('a', { image: 'x:1', code })]), 'image')).toMatchObject({
      state: 'ok',
    });
    expect(find(await look(cluster(noShell), [step('a', { image: 'x:1' })]), 'image')).toMatchObject({
      state: 'failed',
    });
  });
});

describe('the package index', () => {
  const asked = async (report: object, fields?: Partial<Plan>) =>
    find(
      await look(
        cluster(() => wrote(report)),
        [installs],
        fields === undefined ? {} : { fields },
      ),
      'index',
    );

  test('that a pod can not reach, or that wants a login', async () => {
    expect(await asked({ python: '3.12.1', index: 'https://p.example/simple', error: 'timed out' })).toMatchObject({
      state: 'failed',
      text: "a pod can't reach https://p.example/simple (timed out)",
    });
    expect((await asked({ python: '3.12.1', ...index, status: 401 }))?.fix).toContain('python.credentials');
    expect(await asked({ python: '3.12.1', ...index, status: 404 })).toMatchObject({ state: 'ok' });
  });

  test('is not looked at where nobody needs it, or nothing can ask', async () => {
    expect(await asked({ python: null })).toMatchObject({ state: 'unchecked', text: 'the image has no Python' });
    expect(find(await look(cluster(), [step('plain')]), 'index')).toMatchObject({
      state: 'unchecked',
      text: 'no step installs packages',
    });
    const offline = { python: { extraIndex: [], offline: true } };
    expect(await asked({ python: '3.12.1' }, offline)).toMatchObject({ state: 'unchecked' });
  });
});

describe('the store', () => {
  test('is made and written by a pod where steps keep files', async () => {
    expect(find(await look(cluster(), [keeps]), 'store')?.text).toMatch(/^a volume of 10 GiB was made and written/);
  });

  test('that the user of the steps can not write', async () => {
    const api = cluster((_image, isStore) => wrote(isStore ? { written: false } : { python: '3.12.1' }));
    expect(find(await look(api, [keeps]), 'store')).toMatchObject({
      state: 'failed',
      fix: expect.stringContaining('fsGroup'),
    });
  });

  test('without a StorageClass no pod is needed to know', async () => {
    const api = cluster().take('StorageClass', 'fast');
    expect(find(await look(api, [keeps]), 'store')).toMatchObject({ state: 'failed' });
    expect(api.calls.filter(({ verb }) => verb === 'create')).toHaveLength(1);
    expect(find(await look(api, [step('plain')]), 'store')).toMatchObject({ state: 'unchecked' });
  });
});

describe('the way in from outside', () => {
  const wants = (ingress: Partial<ServiceIngress>) => [
    step('api', { kind: 'service', service: { ...plainService, port: 80, ingress: { ...plainIngress, ...ingress } } }),
  ];

  test('is looked for when a service wants one', async () => {
    const api = cluster();
    expect(find(await look(api, wants({})), 'ingress')).toMatchObject({ state: 'failed' });
    api.put('IngressClass', { metadata: { name: 'nginx' } });
    expect(find(await look(api, wants({})), 'ingress')).toMatchObject({ state: 'ok', text: 'nginx' });
  });

  test('comes with what to do where it is missing', async () => {
    const api = cluster().put('IngressClass', { metadata: { name: 'a' } });
    expect(find(await look(api, wants({ class: 'b' })), 'ingress')).toEqual({
      name: 'ingress',
      state: 'failed',
      text: 'IngressClass "b" does not exist (the cluster has a)',
      fix: 'correct ingress.class, or install its controller',
    });
  });

  test('is unknown where no class may be read', async () => {
    const api = cluster().forbid('IngressClass');
    expect(find(await look(api, wants({ path: '/' })), 'ingress')).toMatchObject({ state: 'unchecked' });
  });
});

test('an interrupt while pods are starting leaves nothing behind', async () => {
  const stop = new AbortController();
  const api = cluster(() => ({ phase: 'Pending' })).onCreate(() => {
    setTimeout(() => {
      stop.abort();
    }, 5);
  });
  const means = { signal: stop.signal, patience: { look: 1, trouble: 10_000, total: 10_000 } };
  await expect(look(api, [keeps], { means })).rejects.toThrow('interrupted');
  expect(api.calls.filter(({ verb }) => verb === 'create')).toHaveLength(2);
  expect(api.all('Job')).toEqual([]);
});

test('Jobs that can not be deleted are told', async () => {
  const api = cluster().fail('delete', 'Job', apiError(500, 'etcd is away'));
  expect(find(await look(api, [installs]), 'clean-up')).toMatchObject({
    state: 'failed',
    fix: 'kubectl delete jobs --namespace ml -l app.kubernetes.io/name=automl-doctor',
  });
});
