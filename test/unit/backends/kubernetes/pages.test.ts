import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { Pages } from '../../../../src/backends/kubernetes/pages.ts';
import type { RunEvent } from '../../../../src/engine/events.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { facts } from './objects/facts.ts';

let api = new FakeApi();
const warnings: string[] = [];
const local: RunEvent[] = [];
beforeEach(() => {
  jest.useFakeTimers();
  api = new FakeApi();
  warnings.length = 0;
  local.length = 0;
});
afterEach(() => {
  jest.useRealTimers();
});

function pages(append: (event: RunEvent) => Promise<void> = () => Promise.resolve()): Pages {
  const journal = {
    append: (event: RunEvent) => {
      local.push(event);
      return append(event);
    },
  };
  return new Pages({
    api,
    facts: facts(),
    epoch: 0,
    services: new Set(),
    pages: 0,
    journal,
    warn: (sentence) => warnings.push(sentence),
  });
}

const at = (time: number): RunEvent => ({ type: 'run-started', at: time });
const expanded = (item: string): RunEvent => ({ type: 'expanded', at: 1, step: 'each', items: [{ item }] });

/** What the pages hold, page by page. */
function stored(): RunEvent[][] {
  return api.all('ConfigMap').map(({ binaryData }) =>
    gunzipSync(Buffer.from(binaryData?.['events.jsonl.gz'] ?? '', 'base64'))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent),
  );
}

describe('pages', () => {
  test('hold what came within a second, and the journal here has it at once', async () => {
    const journal = pages();
    await journal.append(at(1));
    await journal.append(at(2));
    expect([stored(), local]).toEqual([[], [at(1), at(2)]]);
    await jest.advanceTimersByTimeAsync(1000);
    await journal.append(at(3));
    await journal.close();
    expect(stored()).toEqual([[at(1), at(2)], [at(3)]]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('have a list before anybody uses it', async () => {
    await pages().append(expanded('a'));
    expect(stored()).toEqual([[expanded('a')]]);
  });

  test('keep what the cluster does not take, say so once, and lose and repeat nothing', async () => {
    const journal = pages();
    api.fail('create', 'ConfigMap', apiError(403, 'no'));
    await journal.append(at(1));
    await jest.advanceTimersByTimeAsync(1000);
    await journal.append(at(2));
    await jest.advanceTimersByTimeAsync(1000);
    expect(warnings).toEqual(["the cluster does not store the run's journal: could not: no"]);
    api.recover('create', 'ConfigMap');
    await journal.append(at(3));
    await journal.close();
    expect(stored()).toEqual([[at(1), at(2), at(3)]]);
  });

  test('lose nothing that is appended while one is stored', async () => {
    const journal = pages();
    const create = api.create.bind(api);
    const slow = jest.spyOn(api, 'create').mockImplementationOnce(async (kind, object) => {
      const answer = await create(kind, object);
      await journal.append(at(2));
      return answer;
    });
    await journal.append(expanded('a'));
    slow.mockRestore();
    await journal.close();
    expect(stored()).toEqual([[expanded('a')], [at(2)]]);
  });

  test('are cut where one does not hold all', async () => {
    const journal = pages();
    const large = [0, 1, 2].map(() => expanded(randomBytes(400_000).toString('base64')));
    await Promise.all(large.map((event) => journal.append(event)));
    await journal.close();
    expect(stored().flat()).toEqual(large);
    expect(stored().length).toBeGreaterThan(1);
  });

  test('go on without an event that no page can hold', async () => {
    const journal = pages();
    await journal.append(expanded(randomBytes(1_500_000).toString('base64')));
    await journal.append(at(2));
    await journal.close();
    expect(warnings).toHaveLength(1);
    expect(stored()).toEqual([[at(2)]]);
  });

  test('of another driver are left alone', async () => {
    api.put('ConfigMap', { metadata: { name: 'automl-r1-page-1' }, binaryData: { 'events.jsonl.gz': 'other' } });
    const journal = pages();
    await journal.append(at(1));
    await journal.close();
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).toEqual([
      'automl-r1-page-1',
      'automl-r1-page-2',
    ]);
  });

  test('reject with the journal of this machine, also while they store', async () => {
    const journal = pages(() => Promise.reject(new Error('disk full')));
    await expect(journal.append(expanded('a'))).rejects.toThrow('disk full');
    await expect(journal.append(at(1))).rejects.toThrow('disk full');
    await journal.close();
  });
});
