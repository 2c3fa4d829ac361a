/** Services, finally steps, cancels, and events that come late. */
import { describe, expect, test } from '@jest/globals';
import { cancelled, failed, plan, step, succeeded } from './plans.ts';
import { Rehearsal } from './rehearsal.ts';

const last = step('clean', { role: 'finally' });

describe('a service that dies after it was ready', () => {
  const service = step('api', { kind: 'service', retries: { limit: 3, backoff: 0, maxBackoff: 0 } });
  const ready = succeeded({ metrics: { latency: 3 } });
  const steps = [service, step('load', { behind: ['api'] }), step('more', { behind: ['api'] })];

  test('has failed, and is not retried', () => {
    const run = new Rehearsal(plan([...steps, last], { parallel: 1 })).end('api', ready).end('api', failed('exit 1'));
    expect(run.said('api')).toBe('failed: died after it was ready: exit 1');
    expect(run.step('api').metrics).toEqual({ latency: 3 });
    expect(run.started).toEqual(['api', 'load']);
  });

  test('stops nobody who has started, and all who have not', () => {
    const run = new Rehearsal(plan(steps, { parallel: 1 })).end('api', ready).end('api', failed());
    expect(run.running).toEqual(['load']);
    expect(run.said('more')).toBe('skipped: api failed');
    expect(run.end('load', succeeded()).ended).toBe('failed');
  });

  test('fails the run also while the finally steps run', () => {
    const hook = step('hook', { role: 'finally', onFailure: true, needs: ['clean'] });
    const run = new Rehearsal(plan([service, last, hook])).end('api', ready).end('api', failed());
    run.end('clean', succeeded());
    expect(run.running).toEqual(['hook']);
    expect(run.end('hook', succeeded()).ended).toBe('failed');
  });

  test('stops the run with fail_fast', () => {
    const run = new Rehearsal(plan(steps, { parallel: 1, failFast: true })).end('api', ready).end('api', failed());
    expect(run.cancelling).toEqual(['load']);
    expect(run.said('more')).toBe('skipped: stopped: api failed (fail_fast)');
  });

  test('but one that was only stopped has not failed', () => {
    const run = new Rehearsal(plan([service, step('load', { behind: ['api'] })]))
      .end('api', ready)
      .end('api', cancelled);
    expect(run.said('api')).toBe('succeeded');
  });
});

describe('finally steps', () => {
  test.each([
    ['success', succeeded(), 'succeeded'],
    ['a failure', failed(), 'failed'],
  ])('run after %s', (_, result, state) => {
    const run = new Rehearsal(plan([step('a'), step('b'), last])).end('a', result);
    expect(run.running).toEqual(['b']);
    run.end('b', succeeded());
    expect(run.running).toEqual(['clean']);
    expect(run.end('clean', succeeded()).ended).toBe(state);
  });

  test('run after a cancel, when everything has stopped', () => {
    const run = new Rehearsal(plan([step('a'), last])).cancel();
    expect(run.running).toEqual(['a']);
    run.end('a', cancelled);
    expect(run.running).toEqual(['clean']);
    expect(run.end('clean', succeeded()).ended).toBe('cancelled');
  });

  test('run when there is nothing else', () => {
    expect(new Rehearsal(plan([last])).end('clean', succeeded()).ended).toBe('succeeded');
  });

  test('fail the run when they fail', () => {
    expect(new Rehearsal(plan([step('a'), last])).end('a', succeeded()).end('clean', failed()).ended).toBe('failed');
  });

  test('obey the needs among themselves', () => {
    const run = new Rehearsal(plan([step('a'), last, step('z', { role: 'finally', needs: ['clean'] })]));
    run.end('a', succeeded());
    expect(run.running).toEqual(['clean']);
    expect(run.end('clean', failed()).said('z')).toBe('skipped: clean failed');
  });

  test.each([
    ['succeeded', [succeeded()], ['skipped: the run did not fail', 'running', 'succeeded']],
    ['failed', [failed()], ['running', 'skipped: condition `run.state == "succeeded"` is false', 'failed']],
  ] as const)('see that the run %s', (_, [result], [hook, note, state]) => {
    const run = new Rehearsal(
      plan([
        step('a'),
        step('hook', { role: 'finally', onFailure: true }),
        step('note', { role: 'finally', when: 'run.state == "succeeded"' }),
      ]),
    ).end('a', result);
    expect([run.said('hook'), run.said('note')]).toEqual([hook, note]);
    for (const key of run.running) run.end(key, succeeded());
    expect(run.ended).toBe(state);
  });

  test('of a cancelled run: a failure hook is not run', () => {
    const run = new Rehearsal(plan([step('a'), step('hook', { role: 'finally', onFailure: true })])).cancel();
    expect(run.end('a', failed()).said('hook')).toBe('skipped: the run did not fail');
  });

  test('that name a step are skipped with it', () => {
    const run = new Rehearsal(
      plan([step('a'), step('b'), step('z', { role: 'finally', needs: ['b'] })], { parallel: 1 }),
    );
    run.cancel().end('a', cancelled);
    expect(run.said('z')).toBe('skipped: the run was cancelled');
    expect(run.step('z').cause).toBe('cancelled');
  });
});

describe('a cancel', () => {
  test('stops what runs and skips what does not', () => {
    const run = new Rehearsal(plan([step('a'), step('b'), step('c')], { parallel: 2 })).cancel();
    expect(run.cancelling).toEqual(['a', 'b']);
    expect(run.said('c')).toBe('skipped: the run was cancelled');
    expect(run.step('c').cause).toBe('cancelled');
    run.end('a', cancelled).end('b', succeeded());
    expect([run.said('a'), run.said('b')]).toEqual(['cancelled: the run was cancelled', 'succeeded']);
    expect(run.ended).toBe('cancelled');
  });

  test('of a task that fails meanwhile is no reason to retry it', () => {
    const run = new Rehearsal(plan([step('a', { retries: { limit: 5, backoff: 0, maxBackoff: 0 } })])).cancel();
    expect(run.end('a', failed()).ended).toBe('cancelled');
    expect(run.said('a')).toBe('failed: exit 3');
  });

  test('while the finally steps run lets them finish', () => {
    const run = new Rehearsal(plan([step('a'), last])).end('a', succeeded()).cancel();
    expect(run.cancelling).toEqual([]);
    expect(run.end('clean', succeeded()).ended).toBe('cancelled');
  });

  test('asked for twice stops the finally steps too', () => {
    const more = step('more', { role: 'finally', needs: ['clean'] });
    const run = new Rehearsal(plan([step('a'), last, more])).end('a', succeeded()).cancel().cancel();
    expect(run.cancelling).toEqual(['clean']);
    expect(run.said('more')).toBe('skipped: the run was cancelled');
    expect(run.end('clean', cancelled).ended).toBe('cancelled');
  });

  test('asked for twice before they run skips them', () => {
    const run = new Rehearsal(plan([step('a'), last])).cancel().cancel();
    expect(run.said('clean')).toBe('skipped: the run was cancelled');
    expect(run.end('a', cancelled).ended).toBe('cancelled');
  });
});

describe('an event changes nothing', () => {
  const retries = { limit: 1, backoff: 0, maxBackoff: 0 };
  const ended = (attempt: number) =>
    ({ type: 'ended', at: 0, task: { step: 'a' }, attempt, result: succeeded() }) as const;

  test('when it comes again', () => {
    const run = new Rehearsal(plan([step('a'), step('b')])).end('a', failed()).happen(ended(1));
    expect(run.said('a')).toBe('failed: exit 3');
  });

  test('when it is about an older attempt, or one that never was', () => {
    const run = new Rehearsal(plan([step('a', { retries })])).end('a', failed()).happen(ended(1)).happen(ended(3));
    expect(run.said('a')).toBe('running');
    expect(run.happen(ended(2)).said('a')).toBe('succeeded');
  });

  test('when its step or child does not exist', () => {
    const run = new Rehearsal(plan([step('a')]));
    run.happen({ ...ended(1), task: { step: 'gone' } }).happen({ ...ended(1), task: { step: 'a', iteration: 1 } });
    expect(run.running).toEqual(['a']);
  });

  test('when the step has begun or ended otherwise', () => {
    const run = new Rehearsal(plan([step('a')]));
    run.happen({ type: 'skipped', at: 0, step: 'a', reason: 'late', cause: 'chosen' });
    run.happen({ type: 'rejected', at: 0, step: 'a', reason: 'late' });
    run.happen({ type: 'expanded', at: 0, step: 'a', items: [{}] });
    run.happen({ type: 'started', at: 0, task: { step: 'a' }, attempt: 1 });
    expect([run.said('a'), run.step('a').attempts.length]).toEqual(['running', 1]);
  });

  test('when it expands a step of a run that was stopped', () => {
    const run = new Rehearsal(plan([step('a'), step('b', { behind: ['a'] })]));
    run.apply({ type: 'cancel-requested', at: 0, reason: 'Ctrl-C' });
    run.happen({ type: 'expanded', at: 0, step: 'b', items: [{}] });
    expect(run.said('b')).toBe('skipped: the run was cancelled');
  });

  test('after the run has ended', () => {
    const run = new Rehearsal(plan([step('a', { kind: 'service' })])).end('a', succeeded());
    expect(run.end('a', failed()).said('a')).toBe('succeeded');
    expect(run.decide()).toEqual([]);
  });
});

test('a run that its driver gave up leaves nothing running', () => {
  const sweep = { params: { alpha: [1, 2] }, parallel: 1 };
  const run = new Rehearsal(plan([step('a', { sweep }), step('b'), step('c', { behind: ['b'] })]));
  run.happen({ type: 'run-ended', at: 5, state: 'failed', reason: 'no space left' });
  expect(['a', 'a#1', 'a#2', 'b', 'c'].map((key) => run.said(key))).toEqual([
    'cancelled: stopped: no space left',
    'cancelled: stopped: no space left',
    'skipped: stopped: no space left',
    'cancelled: stopped: no space left',
    'skipped: stopped: no space left',
  ]);
  expect([run.ended, run.state.reason, run.running]).toEqual(['failed', 'no space left', []]);
});
