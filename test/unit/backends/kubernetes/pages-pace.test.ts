import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Pages } from '../../../../src/backends/kubernetes/pages.ts';
import type { RunEvent } from '../../../../src/engine/events.ts';
import { failed, succeeded } from '../../engine/plans.ts';
import { FakeApi } from './fake-api.ts';
import { facts } from './objects/facts.ts';

let api: FakeApi;
let journal: Pages;
beforeEach(() => {
  jest.useFakeTimers();
  api = new FakeApi();
  const local = { append: () => Promise.resolve() };
  const services = new Set<string>();
  journal = new Pages({ api, facts: facts(), epoch: 0, services, pages: 0, journal: local, warn: () => undefined });
});
afterEach(() => {
  journal.leave();
  jest.useRealTimers();
});

const child = (iteration: number): { readonly task: { readonly step: string; readonly iteration: number } } => ({
  task: { step: 'train', iteration },
});
const began = (iteration: number, attempt = 1): RunEvent => ({ type: 'began', at: 1, attempt, ...child(iteration) });
const ended = (iteration: number): RunEvent => {
  return { type: 'ended', at: 1, attempt: 1, result: succeeded(), ...child(iteration) };
};

async function appended(...events: readonly RunEvent[]): Promise<void> {
  for (const event of events) await journal.append(event);
}

/** Pages after so many seconds more. */
async function pagesAfter(seconds: number): Promise<number> {
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  return api.all('ConfigMap').length;
}

describe('a page', () => {
  test('of ends of children that were handed over is written after ten seconds', async () => {
    await appended(began(1), ended(1));
    expect(await pagesAfter(9)).toBe(0);
    await appended(began(2), ended(2));
    expect(await pagesAfter(1)).toBe(1);
    expect(await pagesAfter(20)).toBe(1);
  });

  test('of the end of anything else is written within a second', async () => {
    await appended(ended(1));
    expect(await pagesAfter(1)).toBe(1);
  });

  test('waits no longer when something else has happened meanwhile', async () => {
    await appended(began(1), ended(1));
    expect(await pagesAfter(5)).toBe(0);
    const next: RunEvent = { type: 'started', at: 1, attempt: 2, parallel: 4, ...child(1) };
    await appended({ ...ended(1), result: failed() } as RunEvent, next);
    expect(await pagesAfter(1)).toBe(1);
    expect(await pagesAfter(20)).toBe(1);
  });

  test('waits no longer when fifty events have come', async () => {
    for (let iteration = 1; iteration <= 24; iteration++) await appended(began(iteration), ended(iteration));
    expect(await pagesAfter(2)).toBe(0);
    await appended(began(25), ended(25));
    expect(await pagesAfter(1)).toBe(1);
  });

  test('that is on its way is not followed at once by what comes meanwhile', async () => {
    const arrive = api.hold('create', 'ConfigMap');
    await appended(ended(1));
    expect(await pagesAfter(1)).toBe(0);
    await appended(ended(2));
    arrive();
    expect(await pagesAfter(0.9)).toBe(1);
    expect(await pagesAfter(0.1)).toBe(2);
  });

  test('is written at once when somebody waits for it', async () => {
    await appended(began(1), ended(1));
    await journal.stored();
    expect(await pagesAfter(0)).toBe(1);
  });
});
