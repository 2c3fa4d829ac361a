/** Runs that a cluster, or a person, does not let go on as planned. */
import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';
import { livingPods } from './hostile/meddle.ts';
import { startRun, type Running } from './hostile/run.ts';
import { strangePodSpec } from './hostile/strange-pod.ts';

jest.setTimeout(300_000);

const steps = path.join(import.meta.dirname, 'hostile', 'steps');

/** A folder with this workflow and the files of the hostile steps. */
function project(workflow: string): string {
  const folder = makeFolder();
  cpSync(steps, folder, { recursive: true });
  writeWorkflow(folder, workflow);
  return folder;
}

function writeWorkflow(folder: string, workflow: string): void {
  writeFileSync(path.join(folder, 'automl.yaml'), `defaults: {image: python:3.11-slim}\n${workflow}`);
}

/** Waits until the condition holds, at most a minute. */
async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`waited in vain: ${what}`);
}

describe('what no cluster could run', () => {
  test('is refused before anything is made, each step with its cause and what mends it', async () => {
    const namespace = await makeNamespace('refused');
    const folder = project(`name: refused
store: {storage_class: no-such-class}
stages:
  main:
    - {name: huge, command: "true", resources: {cpu: 100}}
    - {name: no-secret, command: "true", secrets: [aws-secret]}
    - {name: no-claim, command: "true", volumes: [{mount: /data, claim: nowhere}]}
    - {name: no-store, command: "touch model", outputs: {model: model}}
    - {name: fine, command: "true"}
`);
    const run = await startRun(folder, namespace).ended;
    expect(run.code).toBe(1);
    expect(run.record.steps.map(({ name, state, reason }) => `${name} ${state}: ${reason ?? ''}`)).toEqual([
      expect.stringMatching(
        /^huge failed: it asks for 100 CPUs, and the largest node has [\d.]+ CPUs?: lower resources\.cpu, or add a larger node$/,
      ),
      `no-secret failed: secret "aws-secret" does not exist in namespace ${namespace}: automl create secret aws-secret --namespace ${namespace} KEY=value`,
      expect.stringMatching(
        /^no-claim failed: claim "nowhere" does not exist in namespace \S+: echo '.*' \| kubectl create/,
      ),
      expect.stringMatching(/^no-store failed: the store's StorageClass "no-such-class" does not exist: set store\./),
      expect.stringMatching(/^fine skipped: /),
    ]);
    expect(await objects(namespace)).toEqual([]);
  });
});

describe('a namespace whose quota is used up', () => {
  const quota = (hard: object) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'full' },
    spec: { hard },
  });
  const workflow = 'name: cramped\nstages: {main: [{name: cramped, command: "true", start_timeout: 8}]}\n';

  test('of pods is waited for, until start_timeout', async () => {
    const namespace = await makeNamespace('full-pods');
    await apply(namespace, quota({ pods: '1' }), blocker('Pod'));
    await until(
      async () =>
        (await kubectl(['get', 'quota', 'full', '-o', 'jsonpath={.status.used.pods}'], { namespace })) === '1',
      'the quota to be full',
    );
    const run = await startRun(project(workflow), namespace).ended;
    expect(run.step('cramped')).toMatchObject({
      state: 'failed',
      reason: `did not start within 8 s (start_timeout): quota "full" of namespace ${namespace} is used up (pods 1 more, 1 of 1 in use): it waits for other pods to end`,
    });
  });

  test('of Jobs is waited for as well', async () => {
    const namespace = await makeNamespace('full-jobs');
    await apply(namespace, quota({ 'count/jobs.batch': '1' }));
    await until(
      async () => (await kubectl(['get', 'quota', 'full', '-o', 'jsonpath={.status.hard}'], { namespace })) !== '',
      'the quota to count',
    );
    await apply(namespace, blocker('Job'));
    const run = await startRun(project(workflow), namespace).ended;
    expect(run.step('cramped')).toMatchObject({
      state: 'failed',
      reason: `did not start within 8 s (start_timeout): quota "full" of namespace ${namespace} is used up (count/jobs.batch 1 more, 1 of 1 in use): it waits for some to be deleted`,
    });
  });

  /** Holds the one place that the quota has. */
  function blocker(kind: 'Pod' | 'Job'): object {
    const spec = strangePodSpec(['sleep', '600']);
    return kind === 'Pod'
      ? { apiVersion: 'v1', kind, metadata: { name: 'blocker' }, spec }
      : { apiVersion: 'batch/v1', kind, metadata: { name: 'blocker' }, spec: { suspend: true, template: { spec } } };
  }
});

describe('a run that is stopped', () => {
  let namespace = '';
  let running: Running;
  beforeAll(async () => {
    namespace = await makeNamespace('stopped');
  });
  afterEach(() => {
    running.child.kill('SIGKILL');
  });

  const workflow = (name: string, more = ''): string => `name: ${name}
params: {alpha: 0}
stages:
  main:
    - {name: sleeper, command: "echo begun; sleep 600"}
    - {name: fan, command: [sleep, "600"], sweep: {params: {alpha: [1, 2]}}}
    - {name: pending, command: "true", node_selector: {hostile/nowhere: "yes"}}
    - {name: server, run: serve.py, service: {port: 8000, health: /health}}
${more}  next:
    - {name: never, command: "true"}
finally:
  - {name: clean, command: "echo cleaned"}
`;

  /** A run of which all pods run that can. */
  async function begun(text: string, count: number): Promise<Running> {
    running = startRun(project(text), namespace);
    const phase = ['--field-selector', 'status.phase=Running', '--selector', 'automl-action/step', '-o', 'name'];
    await until(
      async () => (await kubectl(['get', 'pods', ...phase], { namespace })).trim().split('\n').length === count,
      `${count} pods to run`,
    );
    return running;
  }

  async function expectNothingLeft(): Promise<void> {
    const kinds = 'jobs,deployments,services';
    const selection = ['--selector', 'automl-action/project', '-o', 'name'];
    expect(await kubectl(['get', kinds, ...selection], { namespace })).toBe('');
    await until(async () => (await livingPods(namespace)).length === 0, 'the pods to end');
  }

  test('by SIGINT ends every pod, runs the finally steps and says cancelled', async () => {
    const { child, ended } = await begun(workflow('polite'), 4);
    child.kill('SIGINT');
    const run = await ended;
    expect(run.code).toBe(130);
    expect(run.record).toMatchObject({ state: 'cancelled', reason: 'cancelled: interrupted by SIGINT' });
    for (const name of ['sleeper', 'fan', 'pending', 'server'])
      expect(run.step(name)).toMatchObject({ state: 'cancelled', reason: 'the run was cancelled' });
    expect(run.step('never')).toMatchObject({ state: 'skipped', reason: 'the run was cancelled' });
    expect(run.step('clean').state).toBe('succeeded');
    await expectNothingLeft();
  });

  test('by a second SIGINT waits neither for code that does not listen nor for finally steps', async () => {
    const dogged = `    - {name: dogged, command: "trap '' TERM; while :; do sleep 1; done"}\n`;
    const { child, ended } = await begun(workflow('impatient', dogged), 5);
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const asked = performance.now();
    child.kill('SIGINT');
    const run = await ended;
    // The grace of the code alone would be 10 s.
    expect(performance.now() - asked).toBeLessThan(7000);
    expect(run.code).toBe(130);
    expect(run.record.state).toBe('cancelled');
    expect(run.step('dogged').state).toBe('cancelled');
    expect(['cancelled', 'skipped']).toContain(run.step('clean').state);
    await expectNothingLeft();
  });

  test('by fail_fast at its first failure ends what runs beside it', async () => {
    const bad = '    - {name: bad, command: "sleep 8; exit 3"}\n';
    const { ended } = await begun(`fail_fast: true\n${workflow('hasty', bad)}`, 5);
    const run = await ended;
    expect(run.code).toBe(1);
    expect(run.record).toMatchObject({ state: 'failed', reason: 'bad: exit 3' });
    for (const name of ['sleeper', 'fan', 'pending', 'server']) expect(run.step(name).state).toBe('cancelled');
    expect(run.step('never').state).toBe('skipped');
    expect(run.step('clean').state).toBe('succeeded');
    await until(async () => (await livingPods(namespace)).length === 0, 'the pods to end');
  });
});

describe('a service whose next revision is bad', () => {
  const workflow = (service: string): string => `name: steady\nstages: {serve: [{name: api, ${service}}]}\n`;
  const pods = async (namespace: string): Promise<string> =>
    kubectl(['get', 'pods', '--selector', 'app.kubernetes.io/component=service', '-o', 'name'], { namespace });

  test.each([
    ['crashes', 'run: crash.py, service: {port: 8000}', 'the service exited with 9 before it was ready'],
    [
      'answers wrongly',
      'run: serve.py, service: {port: 8000, smoke: {path: /, contains: goodbye}}',
      'smoke test GET / answered without "goodbye": hello',
    ],
  ])('that %s keeps the pods that served', async (_, service, reason) => {
    const namespace = await makeNamespace('steady');
    const folder = project(workflow('run: serve.py, service: {port: 8000, smoke: {path: /, contains: hello}}'));
    expect((await startRun(folder, namespace).ended).record.state).toBe('succeeded');
    const before = await pods(namespace);
    expect(before).toMatch(/^pod\/steady-api-\S+\n$/);
    writeWorkflow(folder, workflow(service));
    const run = await startRun(folder, namespace).ended;
    expect(run.step('api')).toMatchObject({
      state: 'failed',
      reason: `${reason}; the revision before it goes on serving`,
    });
    await until(async () => (await pods(namespace)).trim().split('\n').length === 1, 'the new pod to go');
    const address = (await kubectl(['get', 'services', '-o', 'name'], { namespace })).trim().replace('service/', '');
    const proxy = `/api/v1/namespaces/${namespace}/services/http:${address}:8000/proxy/`;
    await until(async () => (await kubectl(['get', '--raw', proxy]).catch(() => '')) === 'hello', 'the answer');
    if (reason.includes('exited')) expect(await pods(namespace)).toBe(before);
  });
});
