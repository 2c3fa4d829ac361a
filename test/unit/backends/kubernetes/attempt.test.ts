import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Attempt } from '../../../../src/backends/kubernetes/attempt.ts';
import type { AttemptWorld } from '../../../../src/backends/kubernetes/attempt-world.ts';
import type { StepLog } from '../../../../src/backends/kubernetes/step-log.ts';
import { resultWithoutAgent, type AgentMessage, type StepResult } from '../../../../src/backends/result.ts';
import { step as planStep } from '../../engine/plans.ts';
import { ended, failedJob, job, lastWord, pending, resultFrame, running, success, withoutImage } from './pods.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A world that writes down what it is asked. */
class Notes {
  readonly results: StepResult[] = [];
  readonly said: string[] = [];
  removals = 0;
  readonly logs: string[] = [];
  logFinished = false;
  endLog: () => void = () => undefined;

  attempt(fields: Parameters<typeof planStep>[1] = {}, index: number | null = null): Attempt {
    const step = planStep('train', fields);
    const logEnded = new Promise<null>((resolve) => {
      this.endLog = () => {
        resolve(null);
      };
    });
    const log = { ended: logEnded, stop: () => undefined, finish: () => (this.logFinished = true) };
    const world: AttemptWorld = {
      eventsOf: () => [],
      readEvents: () => Promise.resolve([]),
      openLog: (_attempt, pod) => {
        this.logs.push(pod);
        return log as unknown as StepLog;
      },
      say: (_attempt, message) => this.said.push(message),
      ended: (_attempt, result) => this.results.push(result),
      remove: () => (this.removals += 1),
    };
    return new Attempt({ task: { step: 'train' }, attempt: 1, step, job: 'job-1', index }, world);
  }

  get reasons(): (string | null)[] {
    return this.results.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));
  }
}

const result = (document: StepResult): [AgentMessage, string] => [
  { event: 'result', result: document },
  resultFrame(document),
];
const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1000);
const image = { code: { kind: 'image', args: [] }, image: 'tool:1' } as const;

describe('the result of an attempt', () => {
  test('is what the agent says in the log, before the pod has ended', () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.hear(...result(success({ metrics: { rmse: 0.7 } })));
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
    attempt.hear(...result(success()));
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
    attempt.hear(...result(success()));
    expect(notes.results).toEqual([success()]);
  });

  test('in the log is refused when the pod tells of another one', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    attempt.seePod(ended(lastWord(success(), false)), false);
    attempt.hear(...result(success({ metrics: { rmse: 0 } })));
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
    attempt.hear(...result(failure));
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
    attempt.hear(...result(resultWithoutAgent('cancelled', 'stopped by TERM')));
    attempt.seePod(running(), true);
    await seconds(2);
    expect(notes.results).toMatchObject([{ state: 'failed' }]);
  });

  test('comes also from a node that is lost: half a minute after its pod should be gone', async () => {
    const notes = new Notes();
    const attempt = notes.attempt();
    attempt.seePod(running(), false);
    const leaving = running({ deletionTimestamp: '2026-01-01T00:00:10Z', deletionGracePeriodSeconds: 10 });
    attempt.seePod(leaving, false);
    await seconds(39);
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
    attempt.hear(...result(success()));
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
    third.hear(...result(success()));
    third.seePod(running(), false);
    expect(done.removals).toBe(0);
  });
});

test('what an agent installs is told, and after the end nothing is', () => {
  const notes = new Notes();
  const attempt = notes.attempt();
  attempt.hear({ event: 'installing', requirements: 'requirements.txt' }, '');
  attempt.stop(0);
  attempt.hear({ event: 'installing', requirements: 'more.txt' }, '');
  expect(notes.said).toEqual(['installing requirements.txt']);
});

test('an attempt that is over keeps no pod and no Job', () => {
  const attempt = new Notes().attempt();
  attempt.seePod(running(), false);
  attempt.seeJob(job(), false);
  expect([attempt.isAbout('pod-uid'), attempt.isAbout('job-1-uid')]).toEqual([true, true]);
  attempt.hear(...result(success()));
  attempt.seePod(ended(lastWord(success())), false);
  expect([attempt.isAbout('pod-uid'), attempt.isAbout('job-1-uid')]).toEqual([false, false]);
  expect(attempt.podName).toBe('pod-1');
});
