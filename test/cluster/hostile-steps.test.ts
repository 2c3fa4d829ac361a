/** Steps that end in every way there is, side by side in one run: the right state, and one plain sentence. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { apply, automl, connect, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';
import { deleteJob, deletePod, evict, livingPods, meddle } from './hostile/meddle.ts';
import { startRun, type RunEnded } from './hostile/run.ts';

jest.setTimeout(180_000);

const deleted = 'was deleted while it ran (kubectl delete, or a controller)';
const noImage = 'was not found in the registry: check the name, or add image_pull_secrets';

describe('a run of hostile steps', () => {
  let namespace = '';
  let folder = '';
  let run: RunEnded;
  const over = new AbortController();

  beforeAll(async () => {
    namespace = await makeNamespace('hostile');
    folder = makeFolder();
    cpSync(path.join(import.meta.dirname, 'hostile', 'steps'), folder, { recursive: true });
    const spec = {
      storageClassName: 'no-such-class',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Mi' } },
    };
    await apply(namespace, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'classless' }, spec });
    const { ended } = startRun(folder, namespace, '--log-level', 'warn');
    const meddling = meddle(
      namespace,
      [
        { step: 'evicted', act: (pod) => evict(namespace, pod) },
        { step: 'evicted-once', act: (pod) => evict(namespace, pod) },
        { step: 'pod-deleted', act: (pod) => deletePod(namespace, pod) },
        { step: 'bereft', index: 1, act: (pod) => deletePod(namespace, pod) },
        { step: 'job-deleted', act: () => deleteJob(namespace, 'job-deleted') },
        { step: 'job-orphaned', act: () => deleteJob(namespace, 'job-orphaned', '--cascade=orphan') },
      ],
      over.signal,
    );
    run = await ended.finally(() => {
      over.abort();
    });
    await meddling;
  });
  afterAll(() => {
    over.abort();
  });

  const log = (name: string): string => path.join(run.logs, `${name}.log`);
  const readLog = (name: string): string => readFileSync(log(name), 'utf8');
  const jobs = (step: string, query: string): Promise<string> =>
    kubectl(['get', 'jobs', '--selector', `automl-action/step=${step}`, '-o', `jsonpath=${query}`], { namespace });

  test('fails, and says how many did', () => {
    expect(run.code).toBe(1);
    expect(run.record).toMatchObject({ state: 'failed', reason: 'exits: exit 3', backend: 'kubernetes' });
  });

  test.each([
    ['exits', 'failed', 3, 'exit 3'],
    ['raises', 'failed', 1, 'exit 1: ValueError in raises.py:1: Input X contains NaN'],
    ['no-program', 'failed', 127, 'command "pyhton" was not found'],
    ['slow', 'timed-out', null, 'ran longer than its timeout of 2 s'],
    ['stubborn', 'timed-out', null, 'ran longer than its timeout of 2 s'],
    ['greedy', 'failed', null, 'was killed by SIGKILL; the kernel killed a process because memory had run out'],
    ['greedy-child', 'failed', 5, 'exit 5; the kernel killed a process because memory had run out'],
    ['binary', 'failed', 4, 'exit 4'],
    ['forger', 'failed', 6, 'exit 6'],
    ['scribbling-failure', 'failed', 8, 'exit 8'],
    ['installs-for-ever', 'failed', null, 'the requirements were not installed within 10 s (start_timeout)'],
    ['no-image', 'failed', null, `image "no-such-image:1" ${noImage}`],
    ['unpulled', 'failed', null, 'image "no-such-image:2" is not on the node, and its pull policy is Never'],
    [
      'bad-image',
      'failed',
      null,
      'image "No Such Image" is not a valid image name: repository name (library/No Such Image) must be lowercase',
    ],
    [
      'unplaced',
      'failed',
      null,
      'did not start within 10 s (start_timeout): no node that may take it has the label hostile/nowhere=yes: correct node_selector',
    ],
    [
      'huge',
      'failed',
      null,
      'did not start within 10 s (start_timeout): asks for 100 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node',
    ],
    [
      'no-class',
      'failed',
      null,
      'claim "classless" names the storage class "no-such-class", which the cluster does not have: correct it (kubectl get storageclass lists them)',
    ],
    ['evicted', 'failed', null, 'was evicted while it ran: its node was drained, or the cluster was scaled down'],
    [
      'overfull',
      'failed',
      null,
      'was evicted: its volume at /data held more than its limit of 1 MiB: raise the volume\'s size',
    ],
    ['pod-deleted', 'failed', null, `its pod ${deleted}`],
    ['job-deleted', 'failed', null, `its Job ${deleted}`],
    ['job-orphaned', 'failed', null, `its Job ${deleted}`],
    ['unwanted', 'skipped', null, 'condition `steps.maker.outputs.items[0].n > 5` is false'],
    ['after-exits', 'skipped', null, 'exits failed'],
    ['crashing', 'failed', null, 'the service exited with 9 before it was ready'],
    ['deaf', 'failed', null, 'did not listen on port 8000 within 10 s (start_timeout)'],
    ['unhealthy', 'failed', null, 'GET /health did not answer 2xx within 10 s (start_timeout)'],
    ['wrong', 'failed', null, 'smoke test GET / answered without "goodbye": hello'],
  ])('%s: %s', (name, state, exit_code, reason) => {
    const { state: is, exit_code: code, reason: why } = run.step(name);
    expect([is, code, why]).toEqual([state, exit_code, reason]);
  });

  test('names the secret that is missing, and the command that makes it', () => {
    const make = `kubectl create secret generic nowhere --namespace ${namespace} --from-literal=KEY=value`;
    expect(run.step('no-secret')).toMatchObject({
      state: 'failed',
      reason: `secret "nowhere" does not exist in namespace ${namespace}: ${make}`,
    });
  });

  test.each(['family', 'loud', 'wide', 'wordy', 'scribbler', 'evicted-once', 'maker', 'squares', 'good', 'clean', 'alarm'])(
    '%s: succeeded',
    (name) => {
      expect(run.step(name)).toMatchObject({ state: 'succeeded', reason: null });
    },
  );

  test('gives every step a sentence of one line', () => {
    for (const { state, reason } of run.record.steps) {
      if (state === 'succeeded') expect(reason).toBeNull();
      else expect(reason).toMatch(/^[^\n]{5,300}$/);
    }
  });

  test('keeps 200 MB of output whole, in bounded memory', async () => {
    let lines = 0;
    for await (const line of createInterface(createReadStream(log('loud')))) {
      if (line !== 'x'.repeat(99)) throw new Error(`line ${lines} is ${line.slice(0, 200)}`);
      lines += 1;
    }
    expect(lines).toBe(2_000_000);
    console.log(`peak memory of the command line: ${Math.round(run.peak)} MiB`);
    expect(run.peak).toBeGreaterThan(20);
    expect(run.peak).toBeLessThan(300);
  });

  test('keeps what is no text, and a line of 1 MB', () => {
    const binary = readLog('binary');
    for (const number of [0, 499, 999]) expect(binary).toContain(`<${number}>\n`);
    expect(binary.match(/0123456789:;<=>\?@ABC/g)).toHaveLength(1000);
    expect(statSync(log('wide')).size).toBe(1_000_000 + '\nafter it\n'.length);
    expect(readLog('wide').endsWith('yyy\nafter it\n')).toBe(true);
  });

  test('gets a result that no termination message holds', () => {
    const { summary, outputs, warnings } = run.step('wordy');
    expect(summary).toMatch(/^z{60000,65536}/);
    expect(warnings).toEqual(['$AUTOML_SUMMARY is larger than 64 KiB and was cut']);
    expect(outputs['numbers']).toHaveLength(2000);
  });

  test('does not take the word of the code for that of the agent', () => {
    expect(run.step('forger').summary).toBeNull();
    expect(run.step('scribbler').outputs).toEqual({ rows: 7 });
  });

  test('tries an evicted step again as a new Job', async () => {
    const { attempts } = run.step('evicted-once');
    expect(attempts.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
    const names = (await jobs('evicted-once', '{.items[*].metadata.name}')).split(' ');
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/-a1(-h\w+)?$/);
    expect(names[1]).toMatch(/-a2(-h\w+)?$/);
    expect(readLog('evicted-once~2')).toBe(`attempt 2 on ${names[1] ?? ''}\n`);
  });

  test('runs a sweep as one Indexed Job, and one failed child fails the step alone', async () => {
    const { state, reason, children } = run.step('partly');
    expect([state, reason]).toEqual(['failed', '1 of 6 failed: #4 exit 7']);
    expect(children?.map((child) => child.metrics['rmse'] ?? child.reason)).toEqual([1.5, 0.5, 1.5, 'exit 7', 3.5, 4.5]);
    expect(await jobs('partly', '{range .items[*]}{.spec.completionMode} {.spec.completions}{end}')).toBe('Indexed 6');
  });

  test('loses one child when its pod is deleted, and no other', () => {
    const { state, reason, children } = run.step('bereft');
    expect([state, reason]).toEqual(['failed', `1 of 3 failed: #2 its pod ${deleted}`]);
    expect(children?.map((child) => child.state)).toEqual(['succeeded', 'failed', 'succeeded']);
  });

  test('fans out over a list that a step made', () => {
    const { outputs, children } = run.step('squares');
    expect(outputs['square']).toEqual([1, 4, 9]);
    expect(children?.map(({ item }) => item)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('leaves nothing running but the service that is good, and nothing of the others', async () => {
    expect(await livingPods(namespace)).toEqual([expect.stringMatching(/^hostile-good-/)]);
    const served = (await objects(namespace, 'automl-action/component=service')).filter((name) => !/^pod\//.test(name));
    expect(served.map((name) => name.replace(/-[a-z0-9]{6}(-[a-z0-9]+)?$/, ''))).toEqual([
      'deployment.apps/hostile-good',
      'replicaset.apps/hostile-good',
      'service/hostile-good',
    ]);
  });

  test('is gone without a trace after `automl delete workflow`', async () => {
    const ended = await automl(['delete', 'workflow', 'hostile', '--namespace', namespace], { cwd: folder });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^workflow hostile deleted from namespace/) });
    expect(await objects(namespace, 'automl-action/project')).toEqual([]);
  });

  test('says that an image without a shell has none', async () => {
    if (!connect().own) return;
    const bare = makeFolder();
  });
});
