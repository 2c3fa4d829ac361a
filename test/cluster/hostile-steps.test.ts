/** Steps that end in every way there is, side by side in one run: the right state, and one plain sentence. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { apply, automl, connect, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';
import { expected, deleted } from './hostile/expected.ts';
import { deleteJob, deletePod, evict, livingPods, meddle } from './hostile/meddle.ts';
import { startRun, type RunEnded } from './hostile/run.ts';

jest.setTimeout(600_000);

/** On our own cluster the one image without a shell has a name of its own. */
function useOwnPause(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace('registry.k8s.io/pause', 'localhost/pause'));
}

describe('a run of hostile steps', () => {
  let namespace = '';
  let folder = '';
  let run: RunEnded;
  const over = new AbortController();

  beforeAll(async () => {
    namespace = await makeNamespace('hostile');
    folder = makeFolder();
    cpSync(path.join(import.meta.dirname, 'hostile', 'steps'), folder, { recursive: true });
    if (connect().own) useOwnPause(path.join(folder, 'automl.yaml'));
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
        { step: 'deleted-once', act: (pod) => deletePod(namespace, pod) },
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

  test.each(expected)('%s: %s', (name, state, exit_code, reason) => {
    const { state: is, exit_code: code, reason: why } = run.step(name);
    expect([is, code, why]).toEqual([state, exit_code, reason]);
  });

  // The second where the node was so busy that the container began late, and the roll-out's own limit came first.
  test.each([
    ['deaf', 'did not listen on port 8000'],
    ['unhealthy', 'GET /health did not answer 2xx'],
  ])('%s: failed, since it %s', (name, why) => {
    const { state, reason } = run.step(name);
    expect(state).toBe('failed');
    expect([`${why} within 10 s (start_timeout)`, 'was not ready within 40 s: its Startup probe failed']).toContain(
      reason?.replace(/(probe failed): .*/, '$1'),
    );
  });

  test('names the secret that is missing, and the command that makes it', () => {
    const make = `automl create secret nowhere --namespace ${namespace} KEY=value`;
    expect(run.step('no-secret')).toMatchObject({
      state: 'failed',
      reason: `secret "nowhere" does not exist in namespace ${namespace}: ${make}`,
    });
  });

  test('says that an image has no shell', () => {
    expect(run.step('no-shell')).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(
        /^image "\S+\/pause:3\.10" has no shell \(sh\): use an image with Python or a shell$/,
      ),
    });
  });

  test.each([
    'family',
    'loud',
    'wide',
    'wordy',
    'scribbler',
    'deleted-once',
    'maker',
    'squares',
    'good',
    'clean',
    'alarm',
  ])('%s: succeeded', (name) => {
    expect(run.step(name)).toMatchObject({ state: 'succeeded', reason: null });
  });

  test('gives every step a sentence of one line', () => {
    for (const { state, reason } of run.record.steps) {
      if (state === 'succeeded') expect(reason).toBeNull();
      else expect(reason).toMatch(/^[^\n]{5,300}$/);
    }
  });

  test('keeps 200 MB of output whole, or says where some is missing, in bounded memory', async () => {
    let lines = 0;
    const marks: string[] = [];
    const odd: string[] = [];
    for await (const line of createInterface(createReadStream(log('loud')))) {
      if (line === 'x'.repeat(99)) lines += 1;
      else if (line.startsWith('[truncated: ')) marks.push(line);
      else odd.push(line);
    }
    const shown = `${lines} lines of 2000000, ${odd.map(({ length }) => length).join(' ')} ${marks.join(' ')}`;
    console.log(shown);
    // A node that rotates a log cuts a line in two.
    expect(odd.filter((line) => !/^x+$/.test(line))).toEqual([]);
    expect(odd.length).toBeLessThanOrEqual(2 * marks.length);
    if (marks.length === 0) expect(lines).toBe(2_000_000);
    else expect(lines).toBeGreaterThan(0);
    console.log(`peak memory of the command line: ${Math.round(run.peak)} MiB`);
    expect(run.peak).toBeGreaterThan(20);
    expect(run.peak).toBeLessThan(250);
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

  test('tries a step whose pod was deleted again as a new Job', async () => {
    const { attempts } = run.step('deleted-once');
    expect(attempts.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
    const names = (await jobs('deleted-once', '{.items[*].metadata.name}')).split(' ');
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/-a1(-h\w+)?$/);
    expect(names[1]).toMatch(/-a2(-h\w+)?$/);
    expect(readLog('deleted-once~2')).toMatch(new RegExp(`^attempt 2 on ${names[1] ?? ''}-\\w+\n$`));
  });

  test('runs a sweep as one Indexed Job, and one failed child fails the step alone', async () => {
    const { state, reason, children } = run.step('partly');
    expect([state, reason]).toEqual(['failed', '1 of 6 failed: #4 exit 7']);
    expect(children?.map((child) => child.metrics['rmse'] ?? child.reason)).toEqual([
      1.5,
      0.5,
      1.5,
      'exit 7',
      3.5,
      4.5,
    ]);
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
    const served = (await objects(namespace, 'app.kubernetes.io/component=service')).filter(
      (name) => !/^pod\//.test(name),
    );
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
});
