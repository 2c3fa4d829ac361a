import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Attempt } from '../../../../src/backends/kubernetes/attempt.ts';
import type { Job, Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { resultWithoutAgent } from '../../../../src/backends/result.ts';
import { image, Notes, result, seconds } from './attempt-scene.ts';
import { ended, failedJob, job, lastWord, pending, running, success } from './pods.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const cancelled = resultWithoutAgent('cancelled', 'was cancelled');
const drained = 'was evicted while it ran: its node was drained, or the cluster was scaled down';
const again = `${drained} (node-2); its Job starts it again`;
const first = { name: 'pod-1', uid: 'uid-1', creationTimestamp: '2026-01-01T00:00:00Z' };
const second = { name: 'pod-2', uid: 'uid-2', creationTimestamp: '2026-01-01T00:01:00Z' };

/** A Job that replaces what the cluster disrupts. */
function replacingJob(status: Job['status'] & object = {}): Job {
  const made = job(status);
  const rule = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };
  return { ...made, spec: { template: {}, ...made.spec, podFailurePolicy: { rules: [rule] } } };
}

/** As the Eviction API leaves it. */
function evicted(seen: Pod): Pod {
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const metadata = { ...seen.metadata, deletionTimestamp: '2026-01-01T00:01:10Z', deletionGracePeriodSeconds: 15 };
  return {
    metadata,
    spec: { containers: [], nodeName: 'node-2' },
    status: { ...seen.status, conditions: [condition] },
  };
}

/** An attempt whose first pod runs. */
function begun(notes: Notes, ...about: Parameters<Notes['attempt']>): Attempt {
  const attempt = notes.attempt(...about);
  attempt.seeJob(replacingJob(), false);
  attempt.seePod(running(first), false);
  return attempt;
}

describe('an evicted pod', () => {
  test('is not the end: its Job makes another, whose result counts', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.seePod(evicted(running(first)), false);
    notes.hear(...result(cancelled));
    attempt.seePod(evicted(ended(lastWord(cancelled), { exitCode: 130 }, first)), false);
    await seconds(2);
    expect([notes.results, notes.said, attempt.waiting]).toEqual([[], [again], true]);
    attempt.seePod(running(second), false);
    attempt.seePod(evicted(ended(lastWord(cancelled), { exitCode: 130 }, first)), true);
    expect(notes.logs).toEqual(['pod-1', 'pod-2', `[${again}]`]);
    notes.hear(...result(success()));
    expect(notes.results).toEqual([success({ warnings: [again] })]);
    expect([notes.removals, notes.beginnings]).toEqual([0, 1]);
    await seconds(3600);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is forgotten when its successor is seen first, as after a break of the watch', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    const late = notes.hear;
    attempt.seePod(running(first), true);
    attempt.seePod(running(second), false);
    late(...result(cancelled));
    await seconds(30);
    expect(notes.results).toEqual([]);
    expect(notes.said).toEqual(['its pod is gone; its Job starts it again']);
    notes.hear(...result(success()));
    expect(notes.reasons).toEqual(['succeeded']);
  });

  test('is none of a driver that takes over and sees it beside its successor', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seeJob(replacingJob(), false);
    attempt.seePod(running(second), false);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(30);
    expect([notes.results, notes.said, attempt.podName]).toEqual([[], [], 'pod-2']);
    attempt.leave();
  });

  test('gives its successor all the time to start', async () => {
    const notes = new Notes();
    const attempt = begun(notes, { startTimeout: 60 });
    await seconds(50);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(59);
    expect(notes.results).toEqual([]);
    attempt.seePod(pending(second), false);
    await seconds(3);
    expect(notes.reasons).toEqual(['failed: did not start within 60 s (start_timeout): its pod was still pending']);
    expect(notes.removals).toBe(1);
  });

  test('was the last when its Job has failed all the same', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    attempt.seeJob(replacingJob(failedJob().status ?? {}), false);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed', reason: drained, lost: true }]);
    expect(notes.removals).toBe(0);
  });

  test('was the last when the Job fails only after it was said to go on', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(2);
    attempt.seeJob(replacingJob(failedJob().status ?? {}), false);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed', reason: drained, lost: true }]);
  });

  test('is the end of a Job without the policy', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ onLost: 'fail' });
    attempt.seeJob(job(), false);
    attempt.seePod(running(first), false);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed', reason: drained, lost: true }]);
  });

  test('is lost with its Job after five successors', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const names = { name: `pod-${number}`, uid: `uid-${number}`, creationTimestamp: `2026-01-01T00:0${number}:00Z` };
      attempt.seePod(running(names), false);
      attempt.seePod(evicted(ended('', { exitCode: 143 }, names)), false);
      await seconds(2);
    }
    expect(notes.results).toMatchObject([{ state: 'failed', lost: true, warnings: Array<string>(5).fill(again) }]);
    expect(notes.removals).toBe(1);
  });

  test('whose code had ended before has a result, and no successor may go on', () => {
    const notes = new Notes();
    const attempt = begun(notes);
    notes.hear(...result({ ...resultWithoutAgent('failed', 'exit 3'), exit_code: 3 }));
    attempt.seePod(evicted(ended('', { exitCode: 1 }, first)), false);
    attempt.seePod(pending(second), false);
    expect(notes.reasons).toEqual(['failed: exit 3']);
    expect([notes.removals, attempt.podName]).toEqual([1, 'pod-2']);
  });

  test('that was stopped by us is cancelled', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.stop(20);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(2);
    expect(notes.reasons).toEqual(['cancelled: was cancelled']);
  });

  test('between two pods is stopped at once, with its Job', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.seePod(evicted(ended('', { exitCode: 143 }, first)), false);
    await seconds(2);
    attempt.stop(20);
    expect(notes.reasons).toEqual(['cancelled: cancelled before it started']);
    expect(notes.removals).toBe(1);
  });

  test('of an image is replaced when its code took the TERM and failed, and lost when it took it for a success', async () => {
    const [failing, fine] = [new Notes(), new Notes()];
    begun(failing, image).seePod(evicted(ended('', { exitCode: 1 }, first)), false);
    begun(fine, image).seePod(evicted(ended('', {}, first)), false);
    await seconds(2);
    expect([failing.results, failing.said]).toEqual([[], [again]]);
    expect(fine.results).toMatchObject([{ state: 'failed', lost: true }]);
    expect(fine.removals).toBe(1);
  });
});

describe('a pod that nobody replaces', () => {
  test('since its node is lost is given up with its Job, which would go on when the node comes back', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    attempt.seePod(evicted(running(first)), false);
    await seconds(29);
    expect(notes.results).toEqual([]);
    await seconds(3);
    expect(notes.results).toMatchObject([{ state: 'failed', lost: true }]);
    expect(notes.removals).toBe(1);
    expect(notes.logs).toEqual(['pod-1', '[truncated: the rest of the log was lost with the pod]', 'stop']);
  });

  test('since somebody deleted it leaves the Job, which fails by itself', async () => {
    const notes = new Notes();
    const attempt = begun(notes);
    const deleted = { ...first, deletionTimestamp: '2026-01-01T00:01:10Z', deletionGracePeriodSeconds: 15 };
    notes.hear(...result(cancelled));
    attempt.seePod(ended(lastWord(cancelled), { exitCode: 130 }, deleted), false);
    await seconds(2);
    expect(notes.results).toMatchObject([
      { state: 'failed', reason: 'its pod was deleted while it ran (kubectl delete, or a controller)', lost: true },
    ]);
    expect(notes.removals).toBe(0);
  });
});

test('a driver that has left takes away nothing that comes up', () => {
  const notes = new Notes();
  const attempt = begun(notes);
  attempt.leave();
  attempt.seePod(pending(second), false);
  expect([notes.removals, notes.results]).toEqual([0, []]);
});
