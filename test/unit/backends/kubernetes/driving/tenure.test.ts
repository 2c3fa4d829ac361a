import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Elapsed } from '../../../../../src/backends/kubernetes/driving/elapsed.ts';
import { LeaseLost, Tenure } from '../../../../../src/backends/kubernetes/driving/tenure.ts';
import { until } from '../backend-scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { current, held, renew } from './leases.ts';

let api = new FakeApi();
let tenure: Tenure;
const lost: Error[] = [];
let asleep = 0;
beforeEach(() => {
  api = new FakeApi();
  [lost.length, asleep] = [0, 0];
});
afterEach(async () => {
  await tenure.release();
});

/** @param seconds so short that tests see it renewed, or too long for that */
async function hold(seconds: number): Promise<void> {
  const now = (): number => Date.now() + asleep;
  const since = new Elapsed(now);
  tenure = new Tenure({ api, lease: await held(api, { seconds }), now, since, onLost: (reason) => lost.push(reason) });
}
const renewals = (): number => api.calls.filter(({ verb }) => verb === 'patch').length;

/** What becomes of a call that comes to the fence now. */
function arrive(): { state: string } {
  const call = { state: 'waits' };
  tenure.pass().then(
    () => (call.state = 'passed'),
    (error: unknown) => (call.state = String(error)),
  );
  return call;
}
async function isOpen(): Promise<boolean> {
  const call = arrive();
  await new Promise((resolve) => setImmediate(resolve));
  return call.state === 'passed';
}
const lostWords = 'LeaseLost: another driver has taken the run over';

describe('a tenure', () => {
  test('knows how often the run had gone from one driver to another', async () => {
    await held(api, { holder: '' });
    await hold(60);
    expect(tenure.epoch).toBe(1);
  });

  test('is renewed three times in its duration', async () => {
    await hold(0.6);
    const since = performance.now();
    await until(() => renewals() === 3);
    expect(performance.now() - since).toBeGreaterThan(590);
    await until(() => current(api)?.metadata?.resourceVersion !== undefined && renewals() > 3);
    expect(lost).toEqual([]);
  });

  test.each([
    [60, 50, 56],
    [6, 3, 4.2],
  ])('of %d s lets calls pass after %d s and not after %d s', async (seconds, early, late) => {
    await hold(seconds);
    asleep = early * 1000;
    expect(await isOpen()).toBe(true);
    asleep = late * 1000;
    expect(await isOpen()).toBe(false);
  });

  test('holds calls back while the API server is away, and lets them pass when it is renewed', async () => {
    await hold(0.3);
    api.fail('patch', 'Lease', apiError(503, 'away'));
    while (await isOpen()) await new Promise((resolve) => setTimeout(resolve, 20));
    const call = arrive();
    await until(() => renewals() > 1);
    expect(call.state).toBe('waits');
    api.recover('patch', 'Lease');
    await until(() => call.state === 'passed');
    expect(lost).toEqual([]);
  });

  test('is over when another driver holds it: told once, before the fence refuses, and for ever', async () => {
    await hold(0.3);
    const order: string[] = [];
    api.fail('patch', 'Lease', apiError(503, 'away'));
    while (await isOpen()) await new Promise((resolve) => setTimeout(resolve, 20));
    const refused = tenure.pass().catch(() => order.push(`refused after ${lost.length} word`));
    const lease = current(api);
    api.put('Lease', { ...lease, spec: { ...lease?.spec, holderIdentity: 'you' } }).recover('patch', 'Lease');
    await refused;
    expect(order).toEqual(['refused after 1 word']);
    expect(lost).toEqual([expect.any(LeaseLost)]);
    await expect(tenure.pass()).rejects.toThrow('another driver has taken the run over');
    await tenure.release();
    expect(current(api)?.spec?.holderIdentity).toBe('you');
  });

  test('is over when the Lease is gone', async () => {
    await hold(0.3);
    api.take('Lease', 'automl-r1');
    await until(() => lost.length > 0);
    expect(String(lost[0])).toBe(lostWords);
  });

  test('is not longer because the answer to a renewal was lost: the next one counts', async () => {
    await hold(0.3);
    const release = api.hold('patch', 'Lease');
    await until(() => renewals() === 1);
    // What we have sent has come there, and nobody told us.
    renew(api);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const call = arrive();
    release();
    await until(() => api.calls.some(({ verb, kind }) => verb === 'get' && kind === 'Lease'));
    expect([call.state, lost]).toEqual(['waits', []]);
    await until(() => call.state === 'passed');
    expect(renewals()).toBe(2);
  });

  test('counts a renewal from when it was sent', async () => {
    await hold(0.9);
    const answer = api.hold('patch', 'Lease');
    await until(() => renewals() === 1);
    asleep = 700;
    const renewed = current(api)?.metadata?.resourceVersion;
    answer();
    await until(() => current(api)?.metadata?.resourceVersion !== renewed);
    expect(await isOpen()).toBe(false);
  });

  test.each([401, 403])('is over when the API server answers %d, for that reason', async (status) => {
    await hold(0.3);
    api.fail('patch', 'Lease', apiError(status, 'no'));
    await until(() => lost.length > 0);
    expect(lost.map(({ message }) => message)).toEqual(['could not: no']);
    await expect(tenure.pass()).rejects.toThrow('could not: no');
  });
});

describe('a tenure that ends', () => {
  test('leaves a Lease that nobody holds, and refuses what comes later', async () => {
    await hold(60);
    await tenure.release();
    expect(current(api)?.spec).toMatchObject({ holderIdentity: '', leaseTransitions: 0 });
    await expect(tenure.pass()).rejects.toThrow(LeaseLost);
    expect(lost).toEqual([]);
  });

  test('refuses also what waits for a renewal', async () => {
    await hold(60);
    asleep = 56_000;
    const call = arrive();
    await tenure.release();
    await until(() => call.state === lostWords);
  });

  test('releases nothing that another driver has taken', async () => {
    await hold(60);
    const lease = current(api);
    api.put('Lease', { ...lease, spec: { ...lease?.spec, holderIdentity: 'you' } });
    await tenure.release();
    expect(current(api)?.spec?.holderIdentity).toBe('you');
  });

  test('takes the Lease away when the run is over, and lets nothing pass any more', async () => {
    await hold(60);
    await tenure.remove();
    expect(current(api)).toBeNull();
    await expect(tenure.pass()).rejects.toThrow(LeaseLost);
  });
});
