/** A run that is refused before anything starts, as events: it has a record like any other. */
import type { Plan } from '../plan/plan.ts';
import type { RunEvent } from './events.ts';

/** `reasons` says of each step that can't run why. */
export function refusal(plan: Plan, reasons: ReadonlyMap<string, string>, at: number): readonly RunEvent[] {
  const steps = plan.steps.map(({ name, skip }): RunEvent => {
    const reason = reasons.get(name);
    if (reason !== undefined) return { type: 'rejected', at, step: name, reason };
    if (skip !== undefined) return { type: 'skipped', at, step: name, reason: skip, cause: 'chosen' };
    return {
      type: 'skipped',
      at,
      step: name,
      reason: `nothing was run: ${[...reasons.keys()].join(', ')} can't run`,
      cause: 'failure',
    };
  });
  return [{ type: 'run-started', at }, ...steps, { type: 'run-ended', at, state: 'failed' }];
}
