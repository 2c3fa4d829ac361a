/** What a service starts from comes out of a real pod, exactly, and once: also when the driver is killed in between. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'tar';
import type { BackendPlan, InputSource, TaskOrder } from '../../src/backends/backend.ts';
import type { KubeApi } from '../../src/backends/kubernetes/client/api.ts';
import { findConnection } from '../../src/backends/kubernetes/client/connection.ts';
import { HttpApi } from '../../src/backends/kubernetes/client/http-api.ts';
import { stepJob } from '../../src/backends/kubernetes/objects/job.ts';
import type { Owner, RunFacts } from '../../src/backends/kubernetes/objects/run-facts.ts';
import { OpenLogs } from '../../src/backends/kubernetes/open-logs.ts';
import { createAnchor, createRunObjects } from '../../src/backends/kubernetes/run-objects.ts';
import type { Prepared } from '../../src/backends/kubernetes/serving/handover.ts';
import { prepareService } from '../../src/backends/kubernetes/serving/preparation.ts';
import type { Plan, PlanStep } from '../../src/plan/plan.ts';
import { plainService } from '../../src/workflow/service.ts';
import { plan, step } from '../unit/engine/plans.ts';
import { connect, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';
import { startIndex, type PackageIndex } from './extras/package-index.ts';

jest.setTimeout(300_000);

const password = 'p@ss/word';
const owner: Owner = { forge: 'local', repository: 'here', file: 'automl.yaml', environment: 'dev' };
const image = 'python:3.11-slim';
const train = step('train', {
  image,
  code: { kind: 'shell', script: 'mkdir -p m/w; head -c 3000000 /dev/urandom > m/w/a; echo x > m/b; exit 0' },
  outputs: { model: { kind: 'artifact', path: 'm' } },
});
const serve = step('serve', {
  kind: 'service',
  image,
  code: { kind: 'command', argv: ['false'] },
  requirements: 'requirements.txt',
  inputs: { model: { step: 'train', output: 'model' } },
  service: { ...plainService, port: 5000 },
});

describe('the preparation of a service', () => {
  let index: PackageIndex;
  let namespace = '';
  let first: Prepared;
  let second: Prepared;
  let model: InputSource;
  const said: string[] = [];
  let left: readonly string[] = [];

  beforeAll(async () => {
    [index, namespace] = await Promise.all([startIndex({ password }), makeNamespace('preparation')]);
    const project = makeFolder();
    writeFileSync(path.join(project, 'ca.pem'), readFileSync(index.caFile));
    writeFileSync(path.join(project, 'requirements.txt'), 'outer-demo\n');
    const login = { username: index.user, password };
    await kubectl(
      [
        'create',
        'secret',
        'generic',
        'index',
        ...Object.entries(login).map(([key, value]) => `--from-literal=${key}=${value}`),
      ],
      { namespace },
    );
    const api = openApi(namespace);
    const python = { index: index.url, extraIndex: [], ca: 'ca.pem', offline: false, credentials: 'index' };
    const whole = plan([train, serve], { python });
    const facts = await makeRun(api, whole, project);
    model = { task: { step: 'train' }, output: 'model', sha256: await trained(api, facts, whole) };
    const parts = {
      facts,
      plan: whole,
      step: serve,
      order: orderOf(serve, { model: [model] }),
      logs: new OpenLogs({ api, logPath: () => path.join(project, 'log'), onOutput: () => undefined }),
      say: (message: string) => said.push(message),
      signal: new AbortController().signal,
      isLeft: () => false,
    };
    first = await prepareService({ ...parts, api: undying(api) });
    index.publishNewer();
    second = await prepareService({ ...parts, api });
    left = await objects(namespace, 'app.kubernetes.io/component=prepare');
  });
  afterAll(() => index.close());

  test('fixes all packages as they are in the index at that time', () => {
    expect(first.lock).toBe('inner-demo==2.0\nouter-demo==1.0\n');
    expect(said).toEqual(['installing requirements.txt', 'installing requirements.txt']);
  });

  test('brings the files of the inputs, as they lie in the store', async () => {
    const sizes = await sizesIn(first.files ?? Buffer.alloc(0));
    expect(sizes).toEqual({ 'train/model/': 0, 'train/model/w/': 0, 'train/model/b': 2, 'train/model/w/a': 3_000_000 });
    expect(first.tooLarge).toBeNull();
  });

  test('is read again by the next driver, and made once', () => {
    expect(second.lock).toBe(first.lock);
    expect(first.files?.equals(second.files ?? Buffer.alloc(0))).toBe(true);
    expect(index.requests.filter(({ path: asked }) => asked === '/simple/outer-demo/')).toHaveLength(1);
  });

  test('leaves nothing behind', () => {
    expect(left.filter((name) => name.startsWith('job'))).toEqual([]);
  });
});

function openApi(namespace: string): KubeApi {
  const request = { kubeconfig: connect().kubeconfig, namespace, home: '/', cwd: '/' };
  const connection = findConnection(request, {});
  if (connection === null) throw new Error('there is no cluster');
  return HttpApi.open(connection, { env: {}, userAgent: 'automl-test' });
}

/** As for a driver that is killed before it can take anything away. */
function undying(api: KubeApi): KubeApi {
  return new Proxy(api, {
    get: (whole, name) => {
      if (name === 'delete') return () => Promise.resolve(false);
      const member = Reflect.get(whole, name, whole) as unknown;
      return typeof member === 'function' ? (member.bind(whole) as unknown) : member;
    },
  });
}

async function makeRun(api: KubeApi, whole: Plan, root: string): Promise<RunFacts> {
  const { run } = await createAnchor(api, whole, owner);
  const runner = path.join(import.meta.dirname, '..', '..', 'runner');
  return createRunObjects(
    {
      api,
      plan: whole,
      owner,
      source: { root, files: ['ca.pem', 'requirements.txt'] },
      runner,
      secrets: new Map(),
      needsStore: true,
      assignsUsers: false,
      grace: 5,
      verbose: false,
    },
    run,
  );
}

const orderOf = (one: PlanStep, inputs: TaskOrder['inputs'] = {}): TaskOrder => {
  return { task: { step: one.name }, attempt: 1, params: {}, code: one.code, env: {}, inputs };
};

/** The hash of the model that a step has stored. */
async function trained(api: KubeApi, facts: RunFacts, whole: BackendPlan): Promise<string> {
  const job = stepJob(facts, whole, train, orderOf(train));
  await api.create('Job', job);
  const name = job.metadata?.name ?? '';
  await kubectl(['wait', '--for=condition=complete', `job/${name}`, '--timeout=60s'], { namespace: api.namespace });
  const [pod] = (await api.list('Pod', { labelSelector: `batch.kubernetes.io/job-name=${name}` })).items;
  const [status] = pod?.status?.containerStatuses ?? [];
  const message = JSON.parse(status?.state?.terminated?.message ?? '{}') as {
    document: { artifacts: { model: { sha256: string } } };
  };
  return message.document.artifacts.model.sha256;
}

/** Bytes by name. */
async function sizesIn(tgz: Buffer): Promise<Readonly<Record<string, number>>> {
  const sizes: Record<string, number> = {};
  const parser = new Parser({
    onReadEntry: (entry) => {
      sizes[entry.path] = entry.size;
      entry.resume();
    },
  });
  await new Promise((resolve) => parser.on('end', resolve).end(tgz));
  return sizes;
}
