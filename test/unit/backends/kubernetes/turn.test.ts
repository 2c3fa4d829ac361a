import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Notes, seconds } from './attempt-scene.ts';
import { ended, job, lastWord, pending, running, success } from './pods.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const late = 'failed: did not start within 30 s (start_timeout)';

describe('a child whose Job holds its pod back', () => {
  test('is not late while others have their turn, however long that takes', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 }, 7, 2);
    attempt.seeJob(job({ active: 2 }), false);
    await seconds(3600);
    expect(attempt.waiting).toBe(false);
    expect(notes.results).toEqual([]);
    attempt.end(success());
  });

  test('has its whole time to start from when its own pod exists', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 }, 7, 2);
    attempt.seeJob(job({ active: 2 }), false);
    await seconds(100);
    attempt.seePod(pending(), false);
    expect(attempt.waiting).toBe(true);
    await seconds(29);
    expect(notes.results).toEqual([]);
    await seconds(2);
    expect(notes.reasons).toEqual([`${late}: its pod was still pending`]);
  });

  test('is late when its Job has no pod for so long', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 }, 7, 2);
    attempt.seeJob(job({ active: 1 }), false);
    await seconds(20);
    attempt.seeJob(job({ active: 0 }), false);
    await seconds(29);
    expect(notes.results).toEqual([]);
    await seconds(2);
    const why = 'no pod of its Job was made yet: the Job controller of the cluster is behind';
    expect(notes.reasons).toEqual([`${late}: ${why}`]);
  });

  test('is not late when its Job has no pod for a moment', async () => {
    const notes = new Notes();
    const attempt = notes.attempt({ startTimeout: 30 }, 7, 1);
    for (let round = 0; round < 20; round += 1) {
      attempt.seeJob(job({ active: 1 }), false);
      await seconds(14.5);
      attempt.seeJob(job({ active: 0 }), false);
      await seconds(0.5);
    }
    expect(notes.results).toEqual([]);
    attempt.end(success());
  });

  test('begins once, when its container runs, or was not seen before it had ended', async () => {
    const seen = new Notes();
    const attempt = seen.attempt({}, 7, 2);
    attempt.seePod(pending(), false);
    expect(seen.beginnings).toBe(0);
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success())), false);
    expect(seen.beginnings).toBe(1);
    const quick = new Notes();
    quick.attempt({}, 8, 2).seePod(ended(lastWord(success())), false);
    await seconds(1);
    expect([quick.beginnings, quick.reasons]).toEqual([1, ['succeeded']]);
  });
});
