import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readJournal } from '../../../../src/backends/kubernetes/driving/stored-run.ts';
import { LeaseLost } from '../../../../src/backends/kubernetes/driving/tenure.ts';
import { Pages, type PagesOptions } from '../../../../src/backends/kubernetes/pages.ts';
import type { RunEvent } from '../../../../src/engine/events.ts';
import { succeeded } from '../../engine/plans.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { settle, until } from './backend-scene.ts';
import { facts } from './objects/facts.ts';

let api = new FakeApi();
let journal: Pages;
beforeEach(() => {
  api = new FakeApi();
  journal = pages();
});
afterEach(() => {
  journal.leave();
});

function pages(fields: Partial<PagesOptions> = {}): Pages {
  const local = { append: () => Promise.resolve() };
  const none = { services: new Set<string>(), warn: () => undefined };
  return new Pages({ api, facts: facts(), epoch: 0, pages: 0, journal: local, ...none, ...fields });
}
const task = { step: 'a' };
const begin: RunEvent = { type: 'run-started', at: 1 };
const end: RunEvent = { type: 'ended', at: 2, task, attempt: 1, result: succeeded() };
const types = async (): Promise<string[]> => (await readJournal(api, 'r1')).events.map(({ type }) => type);

/** Whether it has settled by now, and how. */
function watched(promise: Promise<void>): { state: string } {
  const seen = { state: 'waits' };
  promise.then(
    () => (seen.state = 'stored'),
    (error: unknown) => (seen.state = String(error)),
  );
  return seen;
}

describe('who waits for the journal to be stored', () => {
  test('waits for all that was appended, and not for the next second', async () => {
    await journal.append(begin);
    const since = performance.now();
    await journal.stored();
    expect(await types()).toEqual(['run-started']);
    expect(performance.now() - since).toBeLessThan(900);
  });

  test('waits for the end of an attempt that was told and comes to be appended', async () => {
    const seen = watched(journal.stored([{ task, attempt: 1 }]));
    await journal.append({ ...end, attempt: 2 });
    await settle();
    expect(seen.state).toBe('waits');
    await journal.append(end);
    await until(() => seen.state === 'stored');
    expect(await types()).toEqual(['ended', 'ended']);
  });

  test('does not wait for ever for an end that nobody appends', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(6000);
    await expect(journal.stored([{ task, attempt: 1 }])).rejects.toThrow('the driver has given up');
    clock.mockRestore();
  });

  test('waits until the cluster takes it', async () => {
    api.fail('create', 'ConfigMap', apiError(503, 'away'));
    await journal.append(begin);
    const seen = watched(journal.stored());
    await until(() => api.calls.some(({ verb }) => verb === 'create'));
    await settle();
    expect(seen.state).toBe('waits');
    api.recover('create', 'ConfigMap');
    await until(() => seen.state === 'stored');
    expect(await types()).toEqual(['run-started']);
  });

  test('is told that it never will be when the driver leaves', async () => {
    api.fail('create', 'ConfigMap', apiError(503, 'away'));
    await journal.append(begin);
    const seen = watched(journal.stored());
    await until(() => api.calls.some(({ verb }) => verb === 'create'));
    journal.leave();
    api.recover('create', 'ConfigMap');
    await until(() => seen.state !== 'waits');
    expect([seen.state, await types()]).toEqual([String(new LeaseLost()), []]);
  });

  test('is told that another driver writes now', async () => {
    journal = pages({ api: api.behind({ pass: () => Promise.reject(new LeaseLost()) }) });
    await journal.append(begin);
    await expect(journal.stored()).rejects.toThrow(LeaseLost);
    expect(await types()).toEqual([]);
  });
});

describe('pages of a driver that took over', () => {
  test('come behind those that are there', async () => {
    await journal.append(begin);
    await journal.stored();
    const { pages: count } = await readJournal(api, 'r1');
    const next = pages({ epoch: 1, pages: count });
    await next.append(end);
    await next.close();
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).toEqual([
      'automl-r1-page-1',
      'automl-r1-page-2',
    ]);
    expect(await types()).toEqual(['run-started', 'ended']);
  });

  test('make those void that the driver before it writes late', async () => {
    const next = pages({ epoch: 1 });
    await next.append(begin);
    await next.stored();
    // It did not know, and its call was on its way.
    await journal.append(end);
    await journal.stored();
    await next.append({ ...end, attempt: 2 });
    await next.close();
    const { events } = await readJournal(api, 'r1');
    expect(events).toEqual([begin, { ...end, attempt: 2 }]);
  });
});
