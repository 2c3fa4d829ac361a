import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CronJob } from '../../../src/backends/kubernetes/client/types.ts';
import type { FireOrder } from '../../../src/backends/kubernetes/objects/fire-order.ts';
import type { Fire } from '../../../src/backends/kubernetes/scheduling/fire-time.ts';
import { runId } from '../../../src/backends/kubernetes/objects/owner.ts';
import { fireRuns } from '../../../src/commands/fire-runs.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';

const at = Date.parse('2026-03-02T03:00:00Z');
let api = new FakeApi();
let stop = new AbortController();
const seen: { readonly id: string; readonly day: string; readonly delay: number | null }[] = [];
const said: string[] = [];
beforeEach(() => {
  [api, stop] = [new FakeApi(), new AbortController()];
  [seen.length, said.length] = [0, 0];
  const annotations = { 'automl-action/since': '2026-02-27T12:00:00Z' };
  api.put('CronJob', { metadata: { name: 'wine-nightly', annotations } } as unknown as CronJob);
});

const key = (time: number): string => `c1 ${time}`;
/** As another pod has begun the first run of a time. */
function begin(day: string, creationTimestamp: string): void {
  const id = runId(`${key(Date.parse(`2026-${day}T03:00:00Z`))} #1`);
  api.put('ConfigMap', { metadata: { name: `automl-${id}`, creationTimestamp } });
}

interface Fields extends Partial<Pick<FireOrder['schedule'], 'catchUp' | 'retries' | 'jitter' | 'concurrency'>> {
  readonly isByHand?: boolean;
  readonly states?: readonly RunRecord['state'][];
}

function fire({ isByHand = false, states = [], ...fields }: Fields = {}): Promise<void> {
  const schedule: FireOrder['schedule'] = {
    name: 'nightly',
    cron: '0 3 * * *',
    timezone: 'UTC',
    params: {},
    concurrency: 'forbid',
    catchUp: 'latest',
    retries: 0,
    jitter: 0,
    ...fields,
  };
  const cronJob = { name: 'wine-nightly', uid: 'c1' };
  const fired: Fire = { cronJob, at, made: at + 500, isByHand, key };
  return fireRuns({
    api,
    order: { workflow: 'wine', owner, schedule, from: { url: 'https://example.com/x.git', branch: 'main' } },
    fired,
    now: () => at + 1000,
    signal: stop.signal,
    say: (sentence) => void said.push(sentence),
    seeToEnd: (id, time, delay) => {
      seen.push({ id, day: new Date(time).toISOString().slice(5, 10), delay });
      return Promise.resolve({ state: states[seen.length - 1] ?? 'succeeded' });
    },
  });
}
const days = (): readonly string[] => seen.map(({ day }) => day);
const caughtUp = (): string | undefined =>
  api.objects.get('CronJob', 'wine-nightly')?.metadata?.annotations?.['automl-action/caught-up'];

describe('a fire', () => {
  test('has one run, the same for each pod that sees to it', async () => {
    await fire();
    await fire();
    expect(days()).toEqual(['03-02', '03-02']);
    expect(seen[0]?.id).toBe(seen[1]?.id);
  });

  test('makes up for all that was missed, each with a run of its own, and once', async () => {
    await fire({ catchUp: 'all' });
    expect(days()).toEqual(['02-28', '03-01', '03-02']);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(3);
    expect(said).toEqual(['makes up for 2026-02-28T03:00:00.000Z', 'makes up for 2026-03-01T03:00:00.000Z']);
    await fire({ catchUp: 'all' });
    expect(days().slice(3)).toEqual(['03-02']);
  });

  test.each(['replace', 'allow'] as const)('of a schedule with %s leaves alone what others have begun', async (how) => {
    begin('03-01', '2026-03-01T03:00:01Z');
    await fire({ catchUp: 'all', concurrency: how });
    expect(days()).toEqual(['02-28', '03-02']);
  });

  test('goes on with what an earlier pod of its own Job has begun to make up for', async () => {
    begin('02-28', '2026-03-02T03:00:02Z');
    await fire({ catchUp: 'all', concurrency: 'replace' });
    expect(days()).toEqual(['02-28', '03-01', '03-02']);
  });

  test('for a time before the schedule was resumed or changed is none, unless it had begun', async () => {
    const annotations = { 'automl-action/since': '2026-03-02T03:00:30Z' };
    api.put('CronJob', { metadata: { name: 'wine-nightly', annotations } } as unknown as CronJob);
    await fire();
    expect([days(), caughtUp()]).toEqual([[], undefined]);
    expect(said).toEqual([expect.stringContaining('nothing is run for 2026-03-02T03:00:00.000Z')]);
    begin('03-02', '2026-03-02T03:00:01Z');
    await fire();
    expect(days()).toEqual(['03-02']);
  });

  test('leaves no gap to be made up for when the file comes to ask for all', async () => {
    await fire({ catchUp: 'latest' });
    expect(caughtUp()).toBe('2026-03-02T03:00:00.000Z');
    await fire({ catchUp: 'all' });
    expect(days()).toEqual(['03-02', '03-02']);
  });

  test('that failed is tried again, as often as the file says', async () => {
    await fire({ retries: 2, states: ['failed', 'failed', 'failed'] });
    expect(days()).toEqual(['03-02', '03-02', '03-02']);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(3);
    expect(said).toEqual(['the run has failed: run 2 of 3 follows', 'the run has failed: run 3 of 3 follows']);
  });

  test('is waited for at its time, but neither what is made up for, nor repeated, nor of a person', async () => {
    await fire({ catchUp: 'all', retries: 1, states: ['succeeded', 'succeeded', 'failed'] });
    expect(seen.map(({ day, delay }) => `${day} ${delay}`)).toEqual([
      '02-28 null',
      '03-01 null',
      '03-02 0',
      '03-02 null',
    ]);
    await fire({ isByHand: true });
    expect(seen.at(-1)?.delay).toBeNull();
  });

  test.each(['succeeded', 'cancelled'] as const)('that %s is not tried again', async (state) => {
    await fire({ retries: 2, states: ['failed', state] });
    expect(seen).toHaveLength(2);
  });

  test('of a person makes up for nothing, and nothing follows from it for later ones', async () => {
    await fire({ catchUp: 'all', isByHand: true });
    expect([days(), caughtUp()]).toEqual([['03-02'], undefined]);
  });

  test('begins later by its jitter, from its time on and not from the start of the pod', async () => {
    stop.abort();
    await expect(fire({ jitter: 3600 })).rejects.toThrow('the next pod goes on');
    expect(said).toEqual([expect.stringMatching(/^begins at 2026-03-02T03:\d\d:\d\d\.\d{3}Z \(jitter\)$/)]);
  });

  test('begins no further run when its pod has to go', async () => {
    stop.abort();
    await expect(fire()).rejects.toMatchObject({ code: 'DETACHED' });
    expect(seen).toEqual([]);
  });
});
