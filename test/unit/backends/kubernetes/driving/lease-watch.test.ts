import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Lease } from '../../../../../src/backends/kubernetes/client/types.ts';
import { untilAbandoned } from '../../../../../src/backends/kubernetes/driving/lease-watch.ts';
import { until } from '../backend-scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { current, held, renew } from './leases.ts';

let api = new FakeApi();
let stop = new AbortController();
beforeEach(() => {
  [api, stop] = [new FakeApi(), new AbortController()];
});
afterEach(() => {
  stop.abort();
});

async function watch(seconds: number, isDead = false): Promise<Lease | null> {
  const lease = await held(api, { seconds });
  return untilAbandoned({ api, lease, isDead: () => Promise.resolve(isDead), signal: stop.signal });
}
const version = (lease: Lease | null): string | undefined => lease?.metadata?.resourceVersion;

describe('who waits for a driver to be gone', () => {
  test('hears of a Lease that stood still for its whole duration, in the version that did', async () => {
    const since = performance.now();
    expect(version(await watch(0.3))).toBe(version(current(api)));
    expect(performance.now() - since).toBeGreaterThan(290);
  });

  test('waits the whole duration again after each renewal', async () => {
    // Long enough for a busy machine to renew it in time.
    const waiting = watch(4);
    await until(() => api.watched.includes('Lease'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const since = performance.now();
    renew(api);
    expect(version(await waiting)).toBe(version(current(api)));
    expect(performance.now() - since).toBeGreaterThan(3990);
    await until(() => api.watched.length === 0);
  });

  test('need not wait for a process of this machine that is dead', async () => {
    expect(await watch(60, true)).not.toBeNull();
  });

  test.each([
    ['is gone', (): unknown => api.take('Lease', 'automl-r1')],
    ['was released', (): unknown => api.put('Lease', { ...current(api), spec: { holderIdentity: '' } })],
    [
      'is of no interest any more',
      (): void => {
        stop.abort();
      },
    ],
  ])('hears at once when the Lease %s', async (_what, happen) => {
    const waiting = watch(60);
    await until(() => api.watched.includes('Lease'));
    happen();
    expect(await waiting).toBeNull();
  });

  test('is told when nothing can be watched', async () => {
    api.fail('list', 'Lease', apiError(403, 'no leases'));
    await expect(watch(60)).rejects.toThrow('no leases');
  });
});
