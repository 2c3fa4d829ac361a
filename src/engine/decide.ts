/** What to do next. Pure: same plan, state and time, same actions; what was done once, its event keeps from coming again. */
import type { Plan } from '../plan/plan.ts';
import type { ChildEntry, StepEntry, TaskEntry } from './entries.ts';
import type { Action, RunState } from './events.ts';
import type { Progress } from './progress.ts';

/** `now` in milliseconds since the epoch. Cost: the actions returned, plus what waits for a slot or a back-off. */
export function decide(plan: Plan, state: Progress, now: number): readonly Action[] {
  if (state.endedAt !== null) return [];
  if (state.tally.finished) return [{ type: 'finish', state: finalState(state) }];
  // Nothing starts beside them: what they change may take a slot in front of it, or stop the run.
  const settled = [...skips(state), ...decisions(plan, state)];
  return [...cancels(state), ...(settled.length > 0 ? settled : starts(plan, state, now))];
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
function starts(plan: Plan, state: Progress, now: number): Action[] {
  const actions: Action[] = [];
  let free = plan.parallel - state.running.size;
  let wake = Infinity;
  for (const entry of state.startable) {
    if (free <= 0) return actions;
    for (const waiting of entry.retrying) if (!isDue(waiting, now)) wake = Math.min(wake, waiting.retryAt ?? wake);
    const tasks = entry.children === null ? [entry] : childrenToStart(entry, entry.children, now, free);
    for (const task of tasks) {
      if (!isDue(task, now)) continue;
      actions.push({ type: 'start', task: task.task, attempt: task.attempts.length + 1 });
      free -= 1;
    }
  }
  if (free > 0 && wake < Infinity) actions.push({ type: 'wake', at: wake });
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

function byIteration(a: TaskEntry, b: TaskEntry): number {
  return (a.task.iteration ?? 0) - (b.task.iteration ?? 0);
}
