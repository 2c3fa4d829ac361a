import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { requestCancel } from '../../../src/backends/kubernetes/driving/stored-run.ts';
import { runLease } from '../../../src/backends/kubernetes/driving/lease.ts';
import { anchorObject, planObjects, recordObject } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { stepJob } from '../../../src/backends/kubernetes/objects/job.ts';
import { readKeptLogs } from '../../../src/backends/kubernetes/kept-logs.ts';
import { leaseName } from '../../../src/backends/kubernetes/objects/names.ts';
import { succeeded, plan } from '../engine/plans.ts';
import { apiError } from '../backends/kubernetes/fake-api.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { held } from '../backends/kubernetes/driving/leases.ts';
import { facts, order, owner } from '../backends/kubernetes/objects/facts.ts';
import { ended, lastWord, success } from '../backends/kubernetes/pods.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { begun, ClusterScene, job, train } from './cluster-scene.ts';

let scene: ClusterScene;
beforeEach(async () => {
  scene = await ClusterScene.open();
});
afterEach(() => scene.end());

const whole = ['run-started', 'started', 'ended', 'run-ended'];

/** As the other driver ends it. */
function endedByOther(): void {
  const isBegun = scene.api.objects.get('ConfigMap', 'automl-r1-page-1') !== null;
  scene.store(
    9,
    1,
    ...(isBegun ? [] : begun),
    { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result: succeeded() },
    { type: 'run-ended', at: 4, state: 'succeeded' },
  );
  const record = recordOf([stepOf('main/train')], { id: 'r1', state: 'succeeded', reason: null });
  scene.api.put('ConfigMap', recordObject(facts(), record)).take('Lease', leaseName('r1'));
}

/** Of the step, which has printed something and ended. */
function putPod(): void {
  const own = { ...stepJob(facts(), plan([train]), train, order(train)).metadata?.labels };
  const labels = { ...own, 'batch.kubernetes.io/job-name': job };
  scene.api.put('Pod', ended(lastWord(success()), {}, { name: 'x', uid: 'x', labels }));
  scene.api.log('x').say('2026-01-01T00:00:00.000000001Z hello').end();
}

describe('a run in a cluster', () => {
  test('is driven to its end, and leaves its record', async () => {
    const program = await scene.start();
    await scene.begun();
    expect(scene.holder).toMatch(new RegExp(`^here/${process.pid}/`));
    scene.succeed();
    expect((await program.record).state).toBe('succeeded');
    expect([scene.jobs, scene.holder, await program.told()]).toEqual([[], null, whole]);
    expect(scene.api.objects.get('ConfigMap', 'automl-r1-record')).not.toBeNull();
    expect(scene.api.watched).toEqual([]);
  });

  test('keeps what its steps have printed, also before another driver came', async () => {
    await scene.begunByOther(0.5);
    scene.store(2, 0, { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result: succeeded() });
    putPod();
    const program = await scene.start({ isNew: false });
    expect((await program.record).state).toBe('succeeded');
    expect(await readKeptLogs(scene.api, 'r1')).toEqual([{ step: 'train', attempt: 1, text: 'hello\n' }]);
    const made = scene.calls('create').filter((call) => /logs|record/.test(call));
    expect(made).toEqual(['ConfigMap automl-r1-logs-0', 'ConfigMap automl-r1-record']);
  });

  test('that can not keep what its steps have printed ends all the same, and says so', async () => {
    const program = await scene.start();
    await scene.begun();
    scene.api.log(`${job}-x`).say('2026-01-01T00:00:00.000000001Z hello');
    scene.api.onCreate((_kind, name) => {
      if (name.includes('-logs-')) throw apiError(413, 'too large');
    });
    scene.succeed();
    expect((await program.record).state).toBe('succeeded');
    expect(program.err.text).toMatch(/what the steps have printed is not kept in the cluster: .*too large/);
    expect(scene.holder).toBeNull();
  });

  test('is followed by who has lost it, to the end that another driver brings', async () => {
    const program = await scene.start();
    await scene.begun();
    scene.takeLease();
    await until(() => program.err.text.includes('run r1 is driven by you'));
    endedByOther();
    expect((await program.record).state).toBe('succeeded');
    expect(await program.told()).toEqual(whole);
    expect([scene.jobs, scene.calls('delete'), scene.calls('create').filter((call) => call === `Job ${job}`)]).toEqual([
      [job],
      [],
      [`Job ${job}`],
    ]);
  });

  test('shows what its steps print once, though who follows it goes on to drive it', async () => {
    await scene.begunByOther(2);
    putPod();
    const program = await scene.start({ isNew: false });
    await until(() => program.out.text.includes('hello'));
    expect(program.err.text).toContain('run r1 is driven by you');
    expect((await program.record).state).toBe('succeeded');
    expect(program.out.lines.filter((line) => line.includes('hello'))).toHaveLength(1);
  });

  test('is followed by who loses it while its objects are made', async () => {
    const program = await scene.start({
      begin: async (api) => {
        scene.takeLease();
        for (;;) {
          await api.patch('ConfigMap', 'automl-r1', { metadata: { annotations: { a: 'b' } } });
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      },
    });
    await until(() => program.err.text.includes('run r1 is driven by you'));
    endedByOther();
    expect((await program.record).state).toBe('succeeded');
  });

  test('is gone on with when its driver dies, in the Job that is there, and each event is told once', async () => {
    await scene.begunByOther(0.5);
    const program = await scene.start({ isNew: false, output: 'json' });
    await scene.begun();
    await until(() => scene.holder !== 'you');
    scene.succeed();
    expect((await program.record).state).toBe('succeeded');
    expect(program.reported()).toEqual(whole);
    expect([await program.told(), scene.jobs, scene.holder]).toEqual([whole, [], null]);
    expect(scene.calls('create').filter((call) => call.startsWith('Job'))).toEqual([]);
    const last = scene.api.objects.get('ConfigMap', 'automl-r1-page-2');
    expect(last?.metadata?.annotations).toEqual({ 'automl-action/epoch': '1' });
  });

  test('is rid of a Job that its driver had to stop when it died', async () => {
    await scene.begunByOther(0.5);
    const forgotten = { ...stepJob(facts(), plan([train]), train, order(train)), status: { active: 1 } };
    scene.api.put('Job', forgotten);
    const result = { ...succeeded(), state: 'timed-out', reason: 'timed out after 10 s' } as const;
    scene.store(2, 0, { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result });
    const program = await scene.start({ isNew: false });
    expect((await program.record).state).toBe('failed');
    expect([scene.jobs, scene.calls('delete').filter((call) => call === `Job ${job}`)]).toEqual([[], [`Job ${job}`]]);
  });

  test('that has ended and was not cleaned up is cleaned up by the next start', async () => {
    await scene.begunByOther(60);
    scene.store(9, 0, { type: 'run-ended', at: 4, state: 'failed' });
    const record = recordOf([stepOf('main/train', { state: 'failed' })], { id: 'r1', state: 'failed', reason: 'x' });
    scene.api.put('ConfigMap', recordObject(facts(), record)).take('Lease', leaseName('r1'));
    await held(scene.api, { holder: '' });
    const program = await scene.start({ isNew: false });
    expect(await program.record).toEqual(record);
    expect(scene.holder).toBeNull();
    expect(scene.api.all('Job')).toMatchObject([{ spec: { ttlSecondsAfterFinished: 86_400 } }]);
  });

  test('that is over is told, and nothing is changed', async () => {
    await scene.begunByOther(60);
    endedByOther();
    const before = scene.calls('create').length;
    const program = await scene.start({ isNew: false });
    expect((await program.record).state).toBe('succeeded');
    // That its anchor is there is found out by making it.
    expect(scene.calls('create').slice(before)).toEqual(['ConfigMap automl-r1']);
    expect([...scene.calls('patch'), ...scene.calls('delete'), ...scene.calls('deleteAll')]).toEqual([]);
  });

  test('that somebody deletes ends this program, which stores nothing any more', async () => {
    const program = await scene.start();
    await scene.begun();
    scene.api.take('ConfigMap', 'automl-r1');
    await expect(program.record).rejects.toThrow('run r1 was deleted from the cluster');
    expect(scene.calls('create').filter((call) => call.includes('page'))).toEqual([]);
  });

  test('begins no step while it waits for another run of its group', async () => {
    const first = plan([], { run: { id: 'r0', event: 'push' } });
    scene.api.put('ConfigMap', anchorObject(first, owner));
    for (const part of planObjects(facts({ id: 'r0' }), first)) scene.api.put('ConfigMap', part);
    await held(scene.api, { ...runLease(facts({ id: 'r0' })), holder: 'you' });
    const program = await scene.start({ plan: plan([train], { concurrency: 'queue' }) });
    await until(() => program.err.text.includes('waiting for run r0 (concurrency: queue)'));
    program.interrupt('SIGINT');
    expect((await program.record).state).toBe('cancelled');
    expect(scene.calls('create').filter((call) => call.startsWith('Job'))).toEqual([]);
  });
});

describe('a cancel', () => {
  test('by an interrupt is one call, and the run ends', async () => {
    const program = await scene.start();
    await scene.begun();
    program.interrupt('SIGTERM');
    expect(await program.record).toMatchObject({ state: 'cancelled', reason: 'cancelled: interrupted by SIGTERM' });
    expect(scene.calls('patch').filter((call) => call.startsWith('ConfigMap'))).toEqual(['ConfigMap automl-r1']);
    expect([scene.jobs, scene.holder]).toEqual([[], null]);
  });

  test('by anybody ends the run, for that reason', async () => {
    const program = await scene.start();
    await scene.begun();
    await requestCancel(scene.api, 'r1', 'wrong data');
    expect(await program.record).toMatchObject({ state: 'cancelled', reason: 'cancelled: wrong data' });
    expect((await program.told()).filter((type) => type === 'cancel-requested')).toHaveLength(1);
  });

  test('that a driver has heard of before it died is carried out by the next, and nothing is begun', async () => {
    await scene.begunByOther(0.5);
    scene.api.take('Job', job);
    await requestCancel(scene.api, 'r1', 'interrupted by SIGKILL');
    const program = await scene.start({ isNew: false });
    expect(await program.record).toMatchObject({ state: 'cancelled', reason: 'cancelled: interrupted by SIGKILL' });
    expect(scene.calls('create').filter((call) => call.startsWith('Job'))).toEqual([]);
  });

  test('of a run that another drives is asked of that one', async () => {
    await scene.begunByOther(60);
    const program = await scene.start({ isNew: false, cancel: 'automl cancel', detach: true });
    await until(() => scene.calls('patch').includes('ConfigMap automl-r1'));
    endedByOther();
    expect((await program.record).state).toBe('succeeded');
    expect(scene.calls('patch')).toEqual(['ConfigMap automl-r1']);
  });
});

test.each(['2', '3.5', 'x'])('a Lease of "%s" seconds is refused', async (seconds) => {
  const program = await scene.start({ env: { AUTOML_LEASE_SECONDS: seconds } });
  expect((await program.record).reason).toBe(
    `AUTOML_LEASE_SECONDS is "${seconds}": expected whole seconds from 3 to 3600`,
  );
});
