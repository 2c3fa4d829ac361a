/** Pods that the cluster, or somebody in it, takes away: none of it counts against `retries`. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply, connect, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { startSecondNode, type SecondNode } from './extras/second-node.ts';
import { deletePod, evict, meddle } from './hostile/meddle.ts';
import { startRun, type RunEnded } from './hostile/run.ts';
import { strangePodSpec } from './hostile/strange-pod.ts';

jest.setTimeout(300_000);

const ours = connect().own ? test : test.skip;

/** A pod ends when its step, or child, is named here when it begins. */
const again = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'again' } };
const isNamed = '[ -e /again/$AUTOML_STEP$AUTOML_ITERATION ]';
const ends = {
  command: `echo begun on $HOSTNAME; ${isNamed} || sleep 600; echo done on $HOSTNAME`,
  volumes: [{ mount: '/again', config_map: 'again' }],
};
/** Only another attempt ends. */
const endsLater = { command: '[ "$AUTOML_ATTEMPT" = 2 ] || sleep 600; echo attempt $AUTOML_ATTEMPT' };

/** The next pod of it will end by itself. */
function letEnd(namespace: string, task: string): Promise<string> {
  const patch = JSON.stringify({ data: { [task]: '' } });
  return kubectl(['patch', 'configmap', 'again', '--type=merge', '--patch', patch], { namespace });
}

const endsOf = (run: RunEnded, step: string): unknown[] =>
  run.step(step).attempts.map(({ state, lost = false, reason }) => [state, lost, reason]);

function readLog(run: RunEnded, step: string): readonly string[] {
  return readFileSync(path.join(run.logs, `${step}.log`), 'utf8')
    .trimEnd()
    .split('\n');
}

/** Whoever asks for it comes before all others. */
const priorityClass = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'automl-test-urgent' },
  value: 1,
};

/** Nothing but that node may run it, and it is soon done. */
function urgentPod({ name: node, pod }: SecondNode, cpu: number): object {
  const spec = {
    ...strangePodSpec(['true'], { requests: { cpu } }),
    ...pod,
    nodeSelector: { 'kubernetes.io/hostname': node },
    priorityClassName: priorityClass.metadata.name,
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'urgent' }, spec };
}

/** Takes the node's room from the step `preempted`, and when that has ended the node from the step `lost`. */
async function takeNode(namespace: string, node: SecondNode, cpu: number): Promise<void> {
  const wait = (condition: string, kind: string, step: string): Promise<string> => {
    const selection = ['--selector', `automl-action/step=${step}`, '--timeout=120s'];
    return kubectl(['wait', `--for=${condition}`, kind, ...selection], { namespace });
  };
  await letEnd(namespace, 'preempted');
  await apply(namespace, priorityClass, urgentPod(node, cpu));
  await wait('condition=complete', 'job', 'preempted');
  await wait('condition=ready', 'pod', 'lost');
  await node.lose();
}

describe('a run that loses pods', () => {
  let node: SecondNode | null = null;
  let run: RunEnded;
  const over = new AbortController();

  beforeAll(async () => {
    const namespace = await makeNamespace('lossy');
    await apply(namespace, { ...again, data: { children1: '' } });
    const evictOnce = (task: string) => async (pod: string) => {
      await letEnd(namespace, task);
      await evict(namespace, pod);
    };
    const steps: object[] = [
      { name: 'evicted', ...ends },
      { name: 'children', ...ends, sweep: { params: { alpha: [1, 2] } } },
      { name: 'deleted', ...endsLater },
      { name: 'careful', ...ends, on_lost: 'fail', retries: 3 },
    ];
    const targets = [
      { step: 'evicted', act: evictOnce('evicted') },
      { step: 'children', index: 1, act: evictOnce('children2') },
      { step: 'deleted', act: (pod: string) => deletePod(namespace, pod) },
      { step: 'careful', act: (pod: string) => evict(namespace, pod) },
    ];
    const meddling = [meddle(namespace, targets, over.signal)];
    if (connect().own) {
      const second = await startSecondNode();
      node = second;
      // More than half of the node each.
      const cpu = second.processors * 0.6;
      steps.push(
        { name: 'preempted', ...ends, resources: { cpu }, pod: second.pod },
        { name: 'lost', ...endsLater, pod: { ...second.pod, terminationGracePeriodSeconds: 1 } },
      );
      const act = (): Promise<void> => takeNode(namespace, second, cpu);
      meddling.push(meddle(namespace, [{ step: 'preempted', act }], over.signal));
    }
    const folder = makeFolder();
    const defaults = { image: 'python:3.11-slim' };
    const workflow = { name: 'lossy', params: { alpha: 0 }, defaults, stages: { main: steps } };
    writeFileSync(path.join(folder, 'automl.yaml'), JSON.stringify(workflow));
    const { ended } = startRun(folder, namespace);
    const done = ended.finally(() => {
      over.abort();
    });
    // Without them it would not end.
    [run] = await Promise.all([done, ...meddling]);
  });
  afterAll(async () => {
    over.abort();
    if (node === null) return;
    await kubectl(['delete', 'priorityclass', priorityClass.metadata.name, '--ignore-not-found']);
    await node.stop();
  });

  test('goes on in the same Job with one that was evicted', () => {
    expect(endsOf(run, 'evicted')).toEqual([['succeeded', false, null]]);
    const [begun, mark, begunAgain, done] = readLog(run, 'evicted');
    expect(begun).toMatch(/^begun on /);
    expect(mark).toMatch(/^\[was evicted while it ran: .* \(\S+\); its Job starts it again\]$/);
    expect(begunAgain).not.toBe(begun);
    expect(done).toBe(begunAgain?.replace('begun', 'done'));
    expect(run.stdout).toContain(mark?.slice(1, -1));
  });

  test('goes on with one child of several', () => {
    expect(run.step('children').state).toBe('succeeded');
    expect(run.step('children').children?.map(({ attempts, warnings }) => [attempts.length, warnings.length])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  test('makes a new Job for one that was deleted by hand', () => {
    const reason = 'its pod was deleted while it ran (kubectl delete, or a controller)';
    expect(endsOf(run, 'deleted')).toEqual([
      ['failed', true, reason],
      ['succeeded', false, null],
    ]);
    expect(readLog(run, 'deleted~2')).toEqual(['attempt 2']);
  });

  test('fails with on_lost: fail at the first loss, whatever its retries', () => {
    expect(endsOf(run, 'careful')).toEqual([
      ['failed', true, 'was evicted while it ran: its node was drained, or the cluster was scaled down'],
    ]);
    expect(run.code).toBe(1);
  });

  ours('goes on in the same Job with a pod that made room for a more urgent one', () => {
    expect(endsOf(run, 'preempted')).toEqual([['succeeded', false, null]]);
    expect(run.step('preempted').warnings).toEqual([
      expect.stringMatching(/^a pod of higher priority took its place: .* \(node-2\); its Job starts it again$/),
    ]);
  });

  ours('makes a new Job, elsewhere, for a pod that its node keeps for ever', () => {
    const reason = 'was evicted while it ran: its node got a taint that it does not tolerate, or was lost';
    expect(endsOf(run, 'lost')).toEqual([
      ['failed', true, reason],
      ['succeeded', false, null],
    ]);
  });
});
