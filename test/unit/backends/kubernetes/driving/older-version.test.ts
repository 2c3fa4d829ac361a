/** A run that version 0.1.0 has begun, as it lies in the cluster (test/cluster/fixtures): each part of it is still read. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ConfigMap, Lease } from '../../../../../src/backends/kubernetes/client/types.ts';
import { readJournal, readPlan } from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import { storedRun } from '../../../../../src/backends/kubernetes/inventory/runs.ts';
import { fold } from '../../../../../src/engine/state.ts';
import { FakeApi } from '../fake-api.ts';

const file = new URL('../../../../cluster/fixtures/begun-by-0.1.0.json', import.meta.url);
const { items } = JSON.parse(readFileSync(file, 'utf8')) as { items: readonly (ConfigMap | Lease)[] };

let api: FakeApi;
let id: string;
beforeEach(() => {
  api = new FakeApi();
  for (const object of items) {
    if (object.kind === 'Lease') api.put('Lease', object);
    else api.put('ConfigMap', object);
  }
  id = (api.all('Lease')[0]?.metadata?.labels ?? {})['automl-action/run'] ?? '';
});

describe('a run that an older version has begun', () => {
  test('has a plan, with what that version did not know as it was then', async () => {
    const stored = await readPlan(api, id);
    expect(stored?.plan).toMatchObject({ workflow: 'older', schedule: null, driver: null, onInterrupt: 'cancel' });
    expect(stored?.plan.steps.map(({ name }) => name)).toEqual(['split', 'fit', 'show']);
    expect(stored?.facts).toMatchObject({ id, workflow: 'older', ownSecrets: new Map(), store: null });
  });

  test('has a journal, which adds up to what was done', async () => {
    const stored = await readPlan(api, id);
    const { events } = await readJournal(api, id);
    if (stored === null) throw new Error('no plan');
    const { steps } = fold(stored.plan, events);
    expect(steps.map(({ step, state }) => [step.name, state])).toEqual([
      ['split', 'succeeded'],
      ['fit', 'running'],
      ['show', 'pending'],
    ]);
    expect(steps[1]?.children?.map(({ state }) => state)).toEqual(['succeeded', 'running']);
  });

  test('is shown with who drives it', async () => {
    expect(await storedRun(api, id)).toMatchObject({ driver: 'older (process 1)', record: { state: 'running' } });
  });
});
