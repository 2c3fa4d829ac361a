/** What to do next. Pure: same plan, state and time, same actions; what was done once, its event keeps from coming again. */
import type { Backend } from '../backends/backend.ts';
import type { Plan } from '../plan/plan.ts';
import type { ChildEntry, StepEntry, TaskEntry } from './entries.ts';
import type { Action, RunState } from './events.ts';
import { byIteration, handover, handoverAt } from './handover.ts';
import type { Progress } from './progress.ts';

/** Nothing is handed over: what starts, runs. */
const nowhere: Backend['queues'] = () => false;

/** `now` in milliseconds since the epoch. Cost: the actions returned, plus what waits for a slot or a back-off. */
export function decide(
  plan: Plan,
  state: Progress,
  now: number,
  queues: Backend['queues'] = nowhere,
): readonly Action[] {
  if (state.endedAt !== null) return [];
  if (state.tally.finished) return [{ type: 'finish', state: finalState(state) }];
  // Nothing starts beside them: what they change may take a slot in front of it, or stop the run.
  const settled = [...skips(state), ...decisions(plan, state)];
  return [...cancels(state), ...(settled.length > 0 ? settled : starts(plan, state, now, queues))];
}

function finalState({ outcome, tally }: Progress): RunState {
  return outcome === 'succeeded' && tally.failed.finally > 0 ? 'failed' : outcome;
}

function cancels(state: Progress): Action[] {
  if (state.brake.on('step') === null) return [];
  const stopping = [...state.running].filter(({ owner }) => state.brake.on(owner.step.role) !== null);
  return stopping.map(({ task, attempts }) => ({ type: 'cancel', task, attempt: attempts.length }));
}

function skips(state: Progress): Action[] {
  return (['step', 'finally'] as const).flatMap((role) => {
    const halted = state.brake.on(role);
    if (halted === null || state.tally.pending[role] === 0) return [];
    return state.steps
      .filter((entry) => entry.state === 'pending' && entry.step.role === role)
      .map(({ step }): Action => ({ type: 'skip', step: step.name, ...halted, reason: step.skip ?? halted.reason }));
  });
}

/** With fail_fast the first step that is rejected ends the list: it decides anew about all others. */
function decisions({ failFast }: Plan, state: Progress): readonly Action[] {
  const decided = [...state.decided.values()];
  const first = failFast ? decided.findIndex(({ type }) => type === 'reject') : -1;
  return first < 0 ? decided : decided.slice(0, first + 1);
}

/** In plan order, as many as there are slots; and when to look again for those that wait for their next attempt. */
function starts(plan: Plan, state: Progress, now: number, queues: Backend['queues']): Action[] {
  const actions: Action[] = [];
  const { running } = state;
  let free = plan.parallel - running.slots;
  let wake = Infinity;
  for (const entry of state.startable) {
    const { step, children, retrying } = entry;
    if (free <= 0 && !running.holds(entry)) continue;
    const isWide = children !== null && queues(step, children.length);
    for (const waiting of retrying) {
      const at = isWide ? handoverAt(waiting) : waiting.retryAt;
      if (at !== null && at > now) wake = Math.min(wake, at);
    }
    if (isWide) {
      const batch = handover(entry, children, plan, now);
      actions.push(...batch);
      if (batch.length > 0 && !running.holds(entry)) free -= 1;
      continue;
    }
    const tasks = children === null ? [entry] : childrenToStart(entry, children, now, free);
    for (const task of tasks) {
      if (!isDue(task, now)) continue;
      actions.push({ type: 'start', task: task.task, attempt: task.attempts.length + 1 });
      free -= 1;
    }
  }
  if (wake < Infinity) actions.push({ type: 'wake', at: wake });
  return actions;
}

function childrenToStart(
  { step, retrying, nextChild, runningChildren }: StepEntry,
  children: readonly ChildEntry[],
  now: number,
  free: number,
): readonly TaskEntry[] {
  const room = Math.min(free, (step.sweep?.parallel ?? Infinity) - runningChildren);
  if (room <= 0) return [];
  const again = [...retrying].filter((child) => isDue(child, now));
  const fresh = children.slice(nextChild, nextChild + room).filter(({ state }) => state === 'pending');
  return [...again, ...fresh].sort(byIteration).slice(0, room);
}

/** No back-off is in its way. */
function isDue({ retryAt }: TaskEntry, now: number): boolean {
  return retryAt === null || retryAt <= now;
}
