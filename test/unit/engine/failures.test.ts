import { describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../../src/backends/result.ts';
import { cancelled, failed, lost, plan, step, succeeded, timedOut } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const retries = { limit: 2, backoff: 10, maxBackoff: 15 };

/** Milliseconds before each further attempt, when all end in the same way. */
function waits(run: Rehearsal, result: StepResult): number[] {
  const all: number[] = [];
  for (let wake = run.end('a', result).wakeAt; wake !== null; wake = run.end('a', result).wakeAt) {
    all.push(wake - run.now);
    run.wait(wake - run.now);
  }
  return all;
}

describe('retries', () => {
  test('come after a back-off that doubles up to its limit', () => {
    const run = new Rehearsal(plan([step('a', { retries: { limit: 3, backoff: 10, maxBackoff: 35 } })]));
    expect(waits(run, failed())).toEqual([10_000, 20_000, 35_000]);
    expect(run.ended).toBe('failed');
  });

  test.each([
    ['failed', failed()],
    ['timed-out', timedOut],
  ])('follow a step that %s, as often as allowed', (state, result) => {
    const run = new Rehearsal(plan([step('a', { retries })]));
    run.end('a', result);
    expect([run.wakeAt, run.running, run.step('a').state]).toEqual([11_000, [], 'running']);
    expect(run.wait(9_999).running).toEqual([]);
    expect(run.wait(1).running).toEqual(['a']);
    run.end('a', result).wait(15_000).end('a', result);
    expect(run.started).toEqual(['a', 'a/2', 'a/3']);
    expect(run.step('a').state).toBe(state);
    expect(run.ended).toBe('failed');
  });

  test('end with the first success', () => {
    const run = new Rehearsal(plan([step('a', { retries }), step('b', { behind: ['a'] })]));
    run.end('a', failed()).wait(10_000).end('a', succeeded());
    expect(run.running).toEqual(['b']);
    expect(run.step('a').attempts.map(({ result }) => result?.state)).toEqual(['failed', 'succeeded']);
  });

  test('leave their slot to others meanwhile', () => {
    const run = new Rehearsal(plan([step('a', { retries }), step('b')], { parallel: 1 }));
    run.end('a', failed()).wait(20_000);
    expect(run.running).toEqual(['b']);
    expect(run.end('b', succeeded()).running).toEqual(['a']);
  });

  test('do not follow a cancelled attempt', () => {
    const run = new Rehearsal(plan([step('a', { retries })])).end('a', cancelled);
    expect(run.said('a')).toBe('cancelled: stopped by TERM');
    expect(run.ended).toBe('failed');
  });

  test('do not follow a gate that did not pass', () => {
    const run = new Rehearsal(plan([step('a', { retries, gates: [{ metric: 'rmse', max: 0.9 }] })]));
    expect(run.end('a', succeeded()).ended).toBe('failed');
  });

  test('end with a cancel: the last attempt counts', () => {
    const run = new Rehearsal(plan([step('a', { retries })])).end('a', failed()).cancel();
    expect(run.said('a')).toBe('failed: exit 3');
    expect(run.ended).toBe('cancelled');
  });
});

describe('a lost attempt', () => {
  test('is made good without a retry, five times, each after a wait that doubles', () => {
    const run = new Rehearsal(plan([step('a')]));
    expect(waits(run, lost)).toEqual([2000, 4000, 8000, 16_000, 32_000]);
    expect(run.said('a')).toBe('failed: was evicted');
    expect(run.step('a').attempts).toHaveLength(6);
    expect(run.ended).toBe('failed');
  });

  test('leaves the retries, and their waits, as they are', () => {
    const run = new Rehearsal(plan([step('a', { retries })]));
    run.end('a', lost).wait(2000).end('a', failed());
    expect(run.wakeAt).toBe(run.now + 10_000);
    run.wait(10_000).end('a', lost).wait(4000).end('a', failed());
    expect(run.wakeAt).toBe(run.now + 15_000);
    run.wait(15_000).end('a', failed());
    expect(run.started).toEqual(['a', 'a/2', 'a/3', 'a/4', 'a/5']);
    expect(run.said('a')).toBe('failed: exit 3');
  });

  test('fails a step with on_lost: fail, its retries notwithstanding', () => {
    const run = new Rehearsal(plan([step('a', { retries, onLost: 'fail' })])).end('a', lost);
    expect(run.said('a')).toBe('failed: was evicted');
    expect(run.ended).toBe('failed');
  });

  test('of a child is made good alone', () => {
    const run = new Rehearsal(plan([step('a', { sweep: { params: { alpha: [1, 2] } } })]));
    run.end('a#2', lost).wait(2000).end('a#2', succeeded()).end('a#1', succeeded());
    expect(run.started).toEqual(['a#1', 'a#2', 'a#2/2']);
    expect(run.ended).toBe('succeeded');
  });

  test('is not made good after a cancel', () => {
    const run = new Rehearsal(plan([step('a')])).cancel().end('a', lost);
    expect(run.said('a')).toBe('failed: was evicted');
    expect(run.ended).toBe('cancelled');
  });
});

describe('with fail_fast the first final failure', () => {
  const steps = [step('a'), step('b'), step('c'), step('d', { behind: ['a'] }), step('e', { behind: ['d'] })];

  test('cancels what runs and skips what waits', () => {
    const run = new Rehearsal(plan(steps, { failFast: true, parallel: 2 })).end('a', failed());
    expect(run.cancelling).toEqual(['b']);
    for (const name of ['c', 'd', 'e']) expect(run.said(name)).toBe('skipped: stopped: a failed (fail_fast)');
    run.end('b', cancelled);
    expect(run.said('b')).toBe('cancelled: stopped: a failed (fail_fast)');
    expect(run.ended).toBe('failed');
  });

  test('takes a result that came nevertheless', () => {
    const run = new Rehearsal(plan(steps, { failFast: true, parallel: 2 })).end('a', timedOut).end('b', succeeded());
    expect(run.said('b')).toBe('succeeded');
    expect(run.said('c')).toBe('skipped: stopped: a timed out (fail_fast)');
  });

  test('is not a failure that is still retried', () => {
    const run = new Rehearsal(plan([step('a', { retries }), step('b')], { failFast: true })).end('a', failed());
    expect(run.cancelling).toEqual([]);
  });

  test('ends the retries of others: their last attempt counts', () => {
    const run = new Rehearsal(plan([step('a', { retries }), step('b')], { failFast: true }));
    run.end('a', failed('exit 1')).end('b', failed());
    expect(run.said('a')).toBe('failed: exit 1');
    expect(run.ended).toBe('failed');
  });

  test('may be that of a child, and stops its sisters too', () => {
    const sweep = { params: { alpha: [1, 2, 3] }, parallel: 2 };
    const run = new Rehearsal(plan([step('a', { sweep }), step('b')], { failFast: true })).end('a#1', failed());
    expect(run.cancelling).toEqual(['a#2', 'b']);
    run.end('a#2', cancelled).end('b', cancelled);
    expect(run.said('a#3')).toBe('skipped: stopped: a failed (fail_fast)');
    expect(run.said('a')).toBe('failed: 1 of 3 failed: #1 exit 3');
    expect(run.ended).toBe('failed');
  });

  test('may be an expression that has no value', () => {
    const run = new Rehearsal(plan([step('a'), step('b', { when: '1 > "x"' })], { failFast: true }));
    expect(run.started).toEqual([]);
    expect(run.said('a')).toBe('skipped: stopped: b failed (fail_fast)');
  });

  test('leaves the finally steps alone', () => {
    const run = new Rehearsal(
      plan([step('a'), step('x', { role: 'finally' }), step('y', { role: 'finally' })], { failFast: true }),
    );
    run.end('a', failed()).end('x', failed());
    expect(run.cancelling).toEqual([]);
    expect(run.end('y', succeeded()).said('y')).toBe('succeeded');
  });
});
