/** Of all who could report something, one does. */
import { expect, test } from '@jest/globals';
import type { Kind, Kinds } from '../../../../../src/backends/kubernetes/client/types.ts';
import { claimReport } from '../../../../../src/backends/kubernetes/driving/reporting.ts';
import { apiError, FakeApi } from '../fake-api.ts';

const anchored = (): FakeApi => new FakeApi().put('ConfigMap', { metadata: { name: 'automl-r1' } });

test('of all that claim it at the same time, one is told that it is to report', async () => {
  const api = anchored();
  const all = await Promise.all(['end', 'end', 'end', 'late'].map((what) => claimReport(api, 'r1', what)));
  expect(all.slice(0, 3).filter(Boolean)).toHaveLength(1);
  expect(all[3]).toBe(true);
  expect(await claimReport(api, 'r1', 'end')).toBe(false);
});

/** Loses the answer to the first patch, which is then sent again. */
class LosingApi extends FakeApi {
  #hasLost = false;

  override async patch<K extends Kind>(kind: K, name: string, patch: object): Promise<Kinds[K] | null> {
    const done = await super.patch(kind, name, patch);
    if (this.#hasLost) return done;
    this.#hasLost = true;
    throw apiError(409, 'it has been modified');
  }
}

test('a claim whose answer was lost is known again', async () => {
  const api = new LosingApi().put('ConfigMap', { metadata: { name: 'automl-r1' } });
  expect(await claimReport(api, 'r1', 'end')).toBe(true);
});

test('nobody reports a run that is gone', async () => {
  expect(await claimReport(new FakeApi(), 'r1', 'end')).toBe(false);
});
