/** Two processes that were told to drive one run: only one does. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { canonical } from '../../src/records/canonical.ts';
import { connect } from './cluster.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';
import { Lane } from './unbreakable/lane.ts';
import type { Running } from './hostile/run.ts';

jest.setTimeout(300_000);

/** Seconds, as short as it may be: a Lease that stands still for so long is taken. */
process.env['AUTOML_LEASE_SECONDS'] = '3';

describe('of two drivers', () => {
  let node: SimulatedNode;
  let proxies: readonly [Proxy, Proxy];

  beforeAll(async () => {
    node = await startSimulatedNode();
  });
  beforeEach(async () => {
    const { kubeconfig } = connect();
    proxies = [await startProxy(kubeconfig), await startProxy(kubeconfig)];
  });
  afterEach(async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });
  afterAll(async () => {
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  /** It stops for good where it has ordered the first step. */
  async function putToSleep(lane: Lane, key: string, ...more: readonly string[]): Promise<Running> {
    const [proxy] = proxies;
    const running = lane.start(key, proxy.kubeconfig, ...more);
    await new Promise<void>((resolve) => {
      proxy.at('create Job wine-split-RUN-a1', 'after', () => {
        running.child.kill('SIGSTOP');
        resolve();
        return Promise.resolve('pass');
      });
    });
    return running;
  }

  async function expectOneRun(lane: Lane, runs: readonly Running[]): Promise<void> {
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(new Set(ends.map(({ record }) => `${record.id} ${canonical(record)}`)).size).toBe(1);
    const begun = lane.begun(ends[0]?.record.id ?? '');
    expect(begun).toHaveLength(10);
    expect(new Set(begun).size).toBe(10);
  }

  test.each([
    ['while the other one drives', '8'],
    ['when the run is over', '0.3'],
  ])('one that slept longer than its Lease and wakes %s changes nothing, and follows', async (when, seconds) => {
    const [asleep, awake] = proxies;
    const lane = await Lane.make('wine', node.namespace);
    const first = await putToSleep(lane, when, '--param', `seconds=${seconds}`);
    const second = lane.twin().start(when, awake.kubeconfig, '--param', `seconds=${seconds}`);
    if (seconds === '8') {
      await new Promise<void>((resolve) => {
        awake.at('patch Lease automl-RUN', 'after', () => {
          resolve();
          return Promise.resolve('pass');
        });
      });
    } else await second.ended;
    const before = asleep.calls.length;
    first.child.kill('SIGCONT');
    await expectOneRun(lane, [first, second]);
    const tried = asleep.calls.slice(before).filter(({ mutating }) => mutating);
    expect(tried.filter(({ status }) => status === null || status < 400)).toEqual([]);
    // It asks for what it had, and for its place, and gets neither.
    const { id } = (await first.ended).record;
    expect(new Set(tried.map(({ name }) => name))).toEqual(new Set([`automl-${id}`]));
  });

  test('that start at the same moment one drives, and the other follows', async () => {
    const lane = await Lane.make('wine', node.namespace);
    const runs = [lane, lane.twin()].map((job) => job.start('same moment'));
    await expectOneRun(lane, runs);
    const said = (await Promise.all(runs.map(({ ended }) => ended))).map(({ stdout, stderr }) => stdout + stderr);
    expect(said.filter((text) => text.includes('following it'))).toHaveLength(1);
  });
});
