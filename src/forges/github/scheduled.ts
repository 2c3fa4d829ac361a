/** What a job is told that runs a schedule of the workflow file. */
import { AutomlError } from '../../errors.ts';
import type { Trigger } from '../../plan/environment.ts';
import type { ForgeContext } from '../context.ts';
import type { ActionInputs } from './action-inputs.ts';

export interface ScheduledJob {
  readonly schedule?: { readonly name: string; readonly at?: string; readonly delay?: number };
  readonly trigger: Trigger;
  /** The checkout knows the commit: it may be of another branch than the one that GitHub took the job from. */
  readonly commitFromCheckout: boolean;
}

/**
 * Started by hand on the default branch it counts as if its time had come. On another branch it does not: what that branch
 * holds would be deployed to production.
 * @throws AutomlError USAGE for a time without a schedule
 */
export function scheduledJob(
  { schedule: name, scheduledAt: at }: Pick<ActionInputs, 'schedule' | 'scheduledAt'>,
  { trigger }: Pick<ForgeContext, 'trigger'>,
): ScheduledJob {
  if (name === undefined) {
    if (at === undefined) return { trigger, commitFromCheckout: false };
    throw new AutomlError(
      'USAGE',
      'input "scheduled-at": it is the time of a schedule; name that by the input "schedule"',
    );
  }
  // A pull request may be one of the default branch into another.
  const isPullRequest = trigger.event.startsWith('pull_request');
  const counts = !isPullRequest && trigger.branch !== null && trigger.branch === trigger.defaultBranch;
  return {
    // Nobody waits for what a person starts.
    schedule: { name, ...(at === undefined ? {} : { at }), ...(trigger.event === 'schedule' ? { delay: 0 } : {}) },
    trigger: counts ? { ...trigger, event: 'schedule' } : trigger,
    commitFromCheckout: true,
  };
}
