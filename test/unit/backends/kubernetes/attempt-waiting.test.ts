import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { resultWithoutAgent } from '../../../../src/backends/result.ts';
import { Notes, result, seconds } from './attempt-scene.ts';
import { ended, failedJob, job, lastWord, pending, pod, running, success, withoutImage } from './pods.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('an attempt that waits', () => {
  test('fails at once when waiting is of no use, and takes its Job along', () => {
    const notes = new Notes();
    notes.attempt().seePod(withoutImage(), false);
    expect(notes.reasons).toEqual([
      'failed: image "i" was not found in the registry: check the name, or add image_pull_secrets',
    ]);
    expect(notes.removals).toBe(1);
  });

  test('fails when its time to start is over', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 });
    attempt.seePod(pending(), false);
    await seconds(29);
    expect(notes.results).toEqual([]);
    await seconds(2);
    expect(notes.reasons).toEqual(['failed: did not start within 30 s (start_timeout): its pod was still pending']);
    expect(notes.removals).toBe(1);
  });

  test('may take as long as it likes once it runs', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 });
    attempt.seePod(running(), false);
    await seconds(3600);
    expect(notes.results).toEqual([]);
    expect(attempt.waiting).toBe(false);
  });

  test('fails when its Job is deleted', async () => {
    const notes = new Notes();
    notes.attempt().seeJob(job(), true);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed' }]);
  });

  test('in an Indexed Job does not fail with the Job: others may have', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({}, 3);
    attempt.seeJob(failedJob(), false);
    await seconds(2);
    expect(notes.results).toEqual([]);
    attempt.end(success());
  });
});

describe('attempts that share a pod', () => {
  const unschedulable = pod({
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes are available' },
    ],
  });

  test('wait for it together, and people are told why once', async () => {
    const notes = new Notes();
    const attempts = [0, 1, 2].map((rank) => notes.attempt({ startTimeout: 30 }, 0, 8, rank));
    for (const attempt of attempts) attempt.seePod(unschedulable, false);
    await seconds(20);
    for (const attempt of attempts) attempt.lookForTrouble();
    expect(notes.said).toHaveLength(1);
    await seconds(11);
    expect(notes.reasons).toHaveLength(3);
    for (const reason of notes.reasons) expect(reason).toMatch(/^failed: did not start within 30 s/);
  });

  test('wait for their turn in it as long as it takes', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 }, 0, 8, 1);
    attempt.seePod(running(), false);
    await seconds(3600);
    expect([notes.beginnings, notes.results, attempt.waiting]).toEqual([0, [], false]);
    notes.hear({ event: 'begins', iteration: 2 }, '');
    expect(notes.beginnings).toBe(1);
    attempt.end(success());
  });
});

describe('an attempt that is stopped', () => {
  test('before it started is over at once, and is taken away', () => {
    const notes = new Notes();
    notes.attempt().stop(20);
    expect(notes.reasons).toEqual(['cancelled: cancelled before it started']);
    expect(notes.removals).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('gets its time to say how it ended, then is taken away once more', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.stop(20);
    attempt.stop(20);
    await seconds(19);
    expect(notes.results).toEqual([]);
    await seconds(1);
    expect(notes.reasons).toEqual(['cancelled: was cancelled']);
    expect(notes.removals).toBe(1);
  });

  test('keeps a success that came in time', () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.stop(20);
    notes.hear(...result(success()));
    expect(notes.results).toEqual([success()]);
  });

  test('takes away a pod that comes up later, also after a refusal without a clear answer', () => {
    const [stopped, refused, done] = [new Notes(), new Notes(), new Notes()];
    const first = stopped.attempt();
    first.stop(20);
    first.seePod(pending(), false);
    expect(stopped.removals).toBe(2);
    first.seePod(pending({ deletionTimestamp: '2026-01-01T00:00:10Z' }), false);
    expect(stopped.removals).toBe(2);
    const second = refused.attempt();
    second.refuse(resultWithoutAgent('failed', 'no answer'));
    expect(refused.removals).toBe(0);
    second.seePod(pending(), false);
    expect(refused.removals).toBe(1);
    const third = done.attempt();
    third.seePod(running(), false);
    done.hear(...result(success()));
    third.seePod(running(), false);
    expect(done.removals).toBe(0);
  });
});

test('what an agent installs is told, and after the end nothing is', () => {
  const notes = new Notes();
  const attempt = notes.attempt();
  attempt.seePod(running(), false);
  notes.hear({ event: 'installing', requirements: 'requirements.txt' }, '');
  attempt.end(resultWithoutAgent('cancelled', 'was cancelled'));
  notes.hear({ event: 'installing', requirements: 'more.txt' }, '');
  expect(notes.said).toEqual(['installing requirements.txt']);
});

test('an attempt that is over keeps no pod and no Job', () => {
  const notes = new Notes();
  const attempt = notes.attempt();
  attempt.seePod(running(), false);
  attempt.seeJob(job(), false);
  expect([attempt.isAbout('pod-uid'), attempt.isAbout('job-1-uid')]).toEqual([true, true]);
  notes.hear(...result(success()));
  attempt.seePod(ended(lastWord(success())), false);
  expect([attempt.isAbout('pod-uid'), attempt.isAbout('job-1-uid')]).toEqual([false, false]);
  expect(attempt.podName).toBe('pod-1');
});
