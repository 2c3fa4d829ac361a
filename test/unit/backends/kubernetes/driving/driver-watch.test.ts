import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Lease, Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { hasDriver, makeDriver, removeIdleDriver } from '../../../../../src/backends/kubernetes/driving/driver-job.ts';
import { awaitDriver, type Awaited } from '../../../../../src/backends/kubernetes/driving/driver-watch.ts';
import { driverJob } from '../../../../../src/backends/kubernetes/objects/driver.ts';
import { recordObject } from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { ofComponent } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { plainDriver } from '../../../../../src/workflow/driver.ts';
import { recordOf, stepOf } from '../../../report/fixtures.ts';
import { FakeApi } from '../fake-api.ts';
import { facts } from '../objects/facts.ts';
import { held } from './leases.ts';

let api: FakeApi;
let said: string[];
beforeEach(() => {
  api = new FakeApi();
  said = [];
});

const options = { facts: facts(), pod: plainDriver, image: 'runner:1', imagePullSecrets: [], args: [], env: {} };
const name = 'automl-r1-driver';

function waited(
  patience = 60,
  signal = new AbortController().signal,
  abandoned: Lease | null = null,
): Promise<Awaited> {
  return awaitDriver({ api, id: 'r1', abandoned, say: (sentence) => said.push(sentence), patience, signal });
}

function pod(status: Pod['status'] & object): void {
  const job = driverJob(options);
  api.put('Pod', {
    metadata: { name: `${name}-x`, uid: 'p1', namespace: 'ml', labels: job.metadata?.labels ?? {} },
    spec: job.spec?.template.spec ?? { containers: [] },
    status,
  });
}

function ended(exitCode: number, message = ''): void {
  const state = { terminated: { exitCode, message, reason: 'Error' } };
  const status = { name: 'driver', ready: false, restartCount: 0, image: '', imageID: '', state };
  pod({ phase: 'Failed', containerStatuses: [status] });
}

function job(status: object): void {
  api.put('Job', { ...driverJob(options), status });
}

const failed = { type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' } as const;

describe('the driver of a run in the cluster', () => {
  test('is made once, and anew where its Job has given up', async () => {
    await makeDriver(api, options);
    await makeDriver(api, options);
    expect(await hasDriver(api, 'r1')).toBe(true);
    job({ conditions: [failed] });
    expect(await hasDriver(api, 'r1')).toBe(false);
    await makeDriver(api, options);
    expect(await hasDriver(api, 'r1')).toBe(true);
    expect(api.all('Job')).toHaveLength(1);
  });

  test('goes with a run that it never came to, and ends by itself where it is there', async () => {
    await makeDriver(api, options);
    job({ ready: 1 });
    await removeIdleDriver(api, 'r1');
    expect(api.all('Job')).toHaveLength(1);
    job({ active: 1 });
    await removeIdleDriver(api, 'r1');
    expect(api.all('Job')).toEqual([]);
    await removeIdleDriver(api, 'r1');
  });

  test('is found among the objects of its run alone', () => {
    expect(ofComponent('r1', 'driver')).toBe('automl-action/run=r1,app.kubernetes.io/component=driver');
  });
});

describe('who waits for the driver of a run', () => {
  test('hears of whoever drives it', async () => {
    await held(api, { holder: 'you' });
    expect(await waited()).toMatchObject({ type: 'driven', lease: { spec: { holderIdentity: 'you' } } });
  });

  test('does not take one for it that was killed, and hears how that ended', async () => {
    const abandoned = await held(api, { holder: 'you' });
    job({});
    ended(137);
    expect(await waited(0, undefined, abandoned)).toMatchObject({
      type: 'failed',
      why: expect.stringContaining('SIGKILL') as unknown,
    });
  });

  test('hears that the run is over', async () => {
    const record = recordOf([stepOf('main/train')], { id: 'r1', state: 'succeeded', reason: null });
    api.put('ConfigMap', recordObject(facts(), record));
    expect(await waited()).toEqual({ type: 'over' });
  });

  test('hears why its Job makes no more pods', async () => {
    job({ conditions: [failed] });
    expect(await waited()).toEqual({ type: 'failed', why: 'Job has reached the specified backoff limit' });
    ended(1, 'automl: it is broken\n');
    expect(await waited()).toEqual({ type: 'failed', why: 'its pod ended: exit 1: automl: it is broken' });
    api.take('Job', name);
    expect(await waited()).toEqual({ type: 'failed', why: 'its Job was deleted' });
  });

  test('is told of a pod that failed, and that it was no other one after all the time', async () => {
    job({});
    ended(137);
    const why = 'its pod ended: exit 137: a process was killed by SIGKILL; memory may have run out';
    expect(await waited(0)).toEqual({ type: 'failed', why });
    expect(said).toEqual([`the driver of run r1 is not there yet: ${why}`]);
  });

  test('is told nothing of a pod that left because it was told to', async () => {
    job({});
    ended(75, 'automl: interrupted by SIGTERM');
    expect(await waited(0)).toEqual({ type: 'waiting', why: null });
    expect(said).toEqual([]);
  });

  test('does not wait for a pod whose image does not exist', async () => {
    job({ active: 1 });
    const waiting = { reason: 'ErrImagePull', message: 'runner:1: not found' };
    const status = {
      name: 'driver',
      ready: false,
      restartCount: 0,
      image: 'runner:1',
      imageID: '',
      state: { waiting },
    };
    const scheduled = [{ type: 'PodScheduled', status: 'True' }];
    pod({ phase: 'Pending', conditions: scheduled, containerStatuses: [status] });
    expect(await waited()).toMatchObject({
      type: 'failed',
      why: expect.stringContaining('image "runner:1"') as unknown,
    });
  });

  test('goes when the wait is of no use any more', async () => {
    expect(await waited(60, AbortSignal.abort())).toEqual({ type: 'waiting', why: null });
  });
});
