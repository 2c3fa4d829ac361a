import { describe, expect, test } from '@jest/globals';
import type { CronJob, Job } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { FireOrder } from '../../../../../src/backends/kubernetes/objects/fire-order.ts';
import { delayOf, fireOf, missedBefore } from '../../../../../src/backends/kubernetes/scheduling/fire-time.ts';

const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'wine-nightly', uid: 'c1' };
function job(name: string, annotations: Readonly<Record<string, string>> = {}): Job {
  return { metadata: { name, uid: 'j1', annotations, ownerReferences: [owner] } };
}
const stamp = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const at = Date.parse('2026-03-02T03:00:00Z');

describe('the time that a Job stands for', () => {
  test('is what the controller says, in whatever zone', () => {
    const fire = fireOf(job('wine-nightly-1', { [stamp]: '2026-03-02T04:00:00+01:00' }));
    expect(fire).toMatchObject({ at, isByHand: false, cronJob: { name: 'wine-nightly', uid: 'c1' } });
  });

  test('else follows from its name', () => {
    expect(fireOf(job(`wine-nightly-${at / 60_000}`)).at).toBe(at);
  });

  test('is what a person wants, who may want the same one twice', () => {
    const notes = {
      'cronjob.kubernetes.io/instantiate': 'manual',
      'automl-action/scheduled-at': '2026-03-02T03:00:00Z',
    };
    const fire = fireOf(job('wine-nightly-tabc', notes));
    expect([fire.at, fire.isByHand]).toEqual([at, true]);
    expect(fire.key(at)).not.toBe(fireOf(job('x', { [stamp]: '2026-03-02T03:00:00Z' })).key(at));
    expect(fire.key(at)).toContain('j1');
  });

  test('is now where a person starts it by kubectl, whatever its name ends in', () => {
    const fired = job('again-7', { 'cronjob.kubernetes.io/instantiate': 'manual' });
    const made = { ...fired, metadata: { ...fired.metadata, creationTimestamp: '2026-03-02T11:22:33Z' } };
    expect(fireOf(made)).toMatchObject({ at: Date.parse('2026-03-02T11:22:33Z'), isByHand: true });
  });

  test('is not guessed for a Job of nobody', () => {
    expect(() => fireOf({ metadata: { name: 'x' } })).toThrow('job/x is not of a CronJob');
  });
});

test('a start is spread over the jitter, always the same for the same time', () => {
  const delays = Array.from({ length: 200 }, (_, day) => delayOf({ name: 'nightly', jitter: 60 }, `key ${day}`));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...delays)).toBeLessThan(60_000);
  expect(new Set(delays).size).toBeGreaterThan(150);
  expect(delayOf({ name: 'nightly', jitter: 60 }, 'key 7')).toBe(delays[7]);
  expect(delayOf({ name: 'nightly', jitter: 0 }, 'key 7')).toBe(0);
});

describe('what was missed before a fire', () => {
  const daily = (catchUp: FireOrder['schedule']['catchUp']): FireOrder['schedule'] => {
    const rest = { params: {}, concurrency: 'forbid', retries: 0, jitter: 0 } as const;
    return { name: 'nightly', cron: '0 3 * * *', timezone: 'UTC', catchUp, ...rest };
  };
  const cronJob = (since: string, caughtUp?: string): CronJob =>
    ({
      metadata: {
        annotations: {
          'automl-action/since': since,
          ...(caughtUp === undefined ? {} : { 'automl-action/caught-up': caughtUp }),
        },
      },
    }) as unknown as CronJob;
  const days = (times: readonly number[]): readonly string[] =>
    times.map((time) => new Date(time).toISOString().slice(5, 10));

  test('is all since it fires at these times, the oldest first, without the fire itself', () => {
    const { times, left } = missedBefore(daily('all'), cronJob('2026-02-27T12:00:00Z'), at);
    expect([days(times), left]).toEqual([['02-28', '03-01'], 0]);
  });

  test('is only what came after the last that was seen to', () => {
    const { times } = missedBefore(daily('all'), cronJob('2026-02-01T12:00:00Z', '2026-02-28T03:00:00Z'), at);
    expect(days(times)).toEqual(['03-01']);
  });

  test('is nothing where the file wants no more than the last, and where nobody knows since when', () => {
    expect(missedBefore(daily('latest'), cronJob('2026-02-01T12:00:00Z'), at).times).toEqual([]);
    expect(missedBefore(daily('skip'), cronJob('2026-02-01T12:00:00Z'), at).times).toEqual([]);
    expect(missedBefore(daily('all'), cronJob('never'), at).times).toEqual([]);
    expect(missedBefore(daily('all'), null, at).times).toEqual([]);
  });

  test('is not made up for without end: the last hundred are', () => {
    const { times, left } = missedBefore(daily('all'), cronJob('2025-03-01T12:00:00Z'), at);
    expect([times.length, left, days(times).at(-1)]).toEqual([100, 265, '03-01']);
  });
});
