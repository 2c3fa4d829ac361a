import { describe, expect, test } from '@jest/globals';
import { readActionInputs } from '../../../../src/forges/github/action-inputs.ts';
import { scheduledJob } from '../../../../src/forges/github/scheduled.ts';
import { environmentOf } from '../../../../src/plan/environment.ts';

const inputs = (texts: Readonly<Record<string, string>>) => readActionInputs((name) => texts[name] ?? '');
const on = (event: string, branch: string) => ({ trigger: { event, branch, tag: null, defaultBranch: 'main' } });
const production = [{ name: 'production', when: ['default-branch', 'tag', 'schedule'] }] as const;

describe('a job', () => {
  test('without the input is what the event says', () => {
    const { trigger } = on('push', 'main');
    expect(scheduledJob(inputs({}), { trigger })).toEqual({ trigger, commitFromCheckout: false });
  });

  test('of a schedule runs it, at the commit that was checked out', () => {
    expect(scheduledJob(inputs({ schedule: 'nightly' }), on('schedule', 'main'))).toMatchObject({
      schedule: { name: 'nightly', delay: 0 },
      trigger: { event: 'schedule' },
      commitFromCheckout: true,
    });
  });

  test('started by hand for a time counts as if that had come', () => {
    const told = inputs({ schedule: 'nightly', 'scheduled-at': '2026-03-01T03:00:00Z' });
    const { schedule, trigger } = scheduledJob(told, on('workflow_dispatch', 'main'));
    // Nobody waits for it: it is not late.
    expect(schedule).toEqual({ name: 'nightly', at: '2026-03-01T03:00:00Z' });
    expect(trigger).toMatchObject({ event: 'schedule' });
  });

  test('started by hand on another branch does not deploy what that holds', () => {
    const { trigger, schedule } = scheduledJob(inputs({ schedule: 'nightly' }), on('workflow_dispatch', 'topic'));
    expect(schedule).toEqual({ name: 'nightly' });
    expect(environmentOf(production, trigger)).toBeNull();
  });

  test('of a pull request deploys nothing, also of the default branch into another one', () => {
    const { trigger } = scheduledJob(inputs({ schedule: 'nightly' }), on('pull_request', 'main'));
    expect(environmentOf(production, trigger)).toBeNull();
  });

  test('with a time and no schedule is refused', () => {
    expect(() => scheduledJob(inputs({ 'scheduled-at': '2026-03-01T03:00:00Z' }), on('push', 'main'))).toThrow(
      /^input "scheduled-at": it is the time of a schedule/,
    );
  });
});
