import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { resultWithoutAgent } from '../../../../src/backends/result.ts';
import { image, Notes, result, seconds } from './attempt-scene.ts';
import { ended, failedJob, lastWord, running, success } from './pods.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the result of an attempt', () => {
  test('is what the agent says in the log, before the pod has ended', () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    notes.hear(...result(success({ metrics: { rmse: 0.7 } })));
    expect(notes.results).toEqual([success({ metrics: { rmse: 0.7 } })]);
    expect(notes.removals).toBe(0);
  });

  test('is what the pod says, where the log does not come', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success())), false);
    expect(notes.results).toEqual([]);
    await seconds(0.2);
    expect(notes.results).toEqual([success()]);
  });

  test('comes once, however often it is told', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success())), false);
    notes.hear(...result(success()));
    attempt.seePod(ended(lastWord(success())), true);
    attempt.seeJob(failedJob(), true);
    attempt.end(resultWithoutAgent('failed', 'late'));
    attempt.stop(1);
    await seconds(3600);
    expect(notes.results).toEqual([success()]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('that is too large for the pod is read from the log', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success(), false)), false);
    await seconds(60);
    expect(notes.results).toEqual([]);
    notes.hear(...result(success()));
    expect(notes.results).toEqual([success()]);
  });

  test('in the log is refused when the pod tells of another one', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success(), false)), false);
    notes.hear(...result(success({ metrics: { rmse: 0 } })));
    notes.endLog();
    await seconds(2);
    expect(notes.reasons).toEqual(['failed: result lost: its log did not hold the whole result']);
  });

  test('is waited for in the log also when the Job is known to have failed first', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    const failure = { ...resultWithoutAgent('failed', 'exit 3'), exit_code: 3 };
    attempt.seePod(running(), false);
    attempt.seeJob(failedJob(), false);
    attempt.seePod(ended(lastWord(failure, false), { exitCode: 3 }), false);
    await seconds(30);
    expect(notes.results).toEqual([]);
    notes.hear(...result(failure));
    expect(notes.results).toEqual([failure]);
  });

  test('is lost, and not waited for, when only a log had it that was never opened', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(ended(lastWord(success(), false)), true);
    await seconds(2);
    expect(notes.results).toHaveLength(1);
    expect(notes.results[0]?.state).toBe('failed');
  });

  test('of a pod that is first seen when it has ended is known, and its log is read to its end', async () => {
    const notes = new Notes();
    notes.attempt().seePod(ended(lastWord(success())), false);
    expect(notes.logs).toEqual(['pod-1']);
    expect(notes.logFinished).toBe(true);
    await seconds(0.2);
    expect(notes.results).toEqual([success()]);
  });

  test('is never a success when a pod is gone without a word', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(running(), true);
    await seconds(2);
    expect(notes.reasons).toEqual([
      'failed: result lost: its pod was deleted while it ran (kubectl delete, or a controller)',
    ]);
  });

  test('is a loss when the agent was stopped by somebody else', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    notes.hear(...result(resultWithoutAgent('cancelled', 'stopped by TERM')));
    attempt.seePod(running(), true);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed' }]);
  });

  test('comes also from a node that is lost: a while after its pod should be gone', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    const leaving = running({ deletionTimestamp: '2026-01-01T00:00:10Z', deletionGracePeriodSeconds: 10 });
    attempt.seePod(leaving, false);
    await seconds(24);
    expect(notes.results).toEqual([]);
    await seconds(3);
    expect(notes.results).toMatchObject([{ state: 'failed' }]);
  });
});

describe('code of an image', () => {
  test('that exits with 0 has succeeded', () => {
    const notes = new Notes();
    const attempt = notes.attempt(image);
    attempt.seePod(ended(''), true);
    expect(notes.results).toMatchObject([{ state: 'succeeded', exit_code: 0 }]);
  });

  test.each([
    [
      'was deleted before it ended',
      { deletionTimestamp: '2026-01-01T00:01:10Z', deletionGracePeriodSeconds: 15 },
      'failed',
    ],
    [
      'ended before it was deleted',
      { deletionTimestamp: '2026-01-01T00:02:00Z', deletionGracePeriodSeconds: 15 },
      'succeeded',
    ],
  ])('whose pod %s and that exits with 0', async (_how, metadata, state) => {
    const notes = new Notes();
    const attempt = notes.attempt(image);
    attempt.seePod(running(), false);
    attempt.seePod(ended('', {}, metadata), false);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state }]);
  });

  test('that was told to stop by us is cancelled, though it exits with 0', async () => {
    const notes = new Notes();
    const attempt = notes.attempt(image);
    attempt.seePod(running(), false);
    attempt.stop(20);
    attempt.seePod(ended('', {}, { deletionTimestamp: '2026-01-01T00:01:10Z', deletionGracePeriodSeconds: 15 }), false);
    await seconds(2);
    expect(notes.reasons).toEqual(['cancelled: was cancelled']);
  });
});
