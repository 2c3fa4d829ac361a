/** The engine's own, changing side of the view: one entry a task, linked to what waits for it. Only `Progress` writes here. */
import type { FoundBlock } from './block.ts';
import { barriersOf } from '../plan/graph.ts';
import type { Item, Plan, PlanStep, Task } from '../plan/plan.ts';
import type { AttemptView, ChildView, StepView, TaskView } from './view.ts';

type Changing<View> = { -readonly [Key in keyof View]: View[Key] };

export interface TaskEntry extends Changing<TaskView> {
  /** The step itself, or the parent of a child. */
  readonly owner: StepEntry;
}

export interface ChildEntry extends Changing<ChildView> {
  readonly owner: StepEntry;
}

export interface StepEntry extends Changing<Omit<StepView, 'children'>> {
  readonly owner: StepEntry;
  readonly index: number;
  children: readonly ChildEntry[] | null;
  /** Place in `children` of the first that was never started. */
  nextChild: number;
  runningChildren: number;
  unsettledChildren: number;
  /** Its tasks that wait for their next attempt. */
  readonly retrying: Set<TaskEntry>;
  /** Barriers, and for `finally` the end of the regular steps, that have not opened yet. */
  unmet: number;
  /** What it waits for: a stage, steps that it names, both, or nothing. */
  readonly behind: BarrierEntry[];
  /** Barriers that wait for it. */
  readonly holds: BarrierEntry[];
  /** Of a step that was skipped because of a failure: the step that failed. */
  root: StepEntry | null;
}

export interface BarrierEntry {
  readonly needs: readonly StepEntry[];
  readonly waiters: readonly StepEntry[];
  /** Needs that have not ended. */
  left: number;
  /** What went wrong among the needs; known when all have ended. */
  block: FoundBlock | null;
}

export function stepEntries(plan: Plan): readonly StepEntry[] {
  const entries = plan.steps.map(stepEntry);
  const byName = new Map(entries.map((entry) => [entry.step.name, entry]));
  const named = (names: readonly string[]): StepEntry[] =>
    names.map((name) => byName.get(name)).filter((entry) => entry !== undefined);
  for (const { needs, waiters } of barriersOf(plan)) {
    const barrier = { needs: named(needs), waiters: named(waiters), left: needs.length, block: null };
    for (const need of barrier.needs) need.holds.push(barrier);
    for (const waiter of barrier.waiters) {
      waiter.behind.push(barrier);
      waiter.unmet += 1;
    }
  }
  return entries;
}

/** Undefined: the step has no such task, or not yet. */
export function taskIn(step: StepEntry | undefined, { iteration }: Task): TaskEntry | undefined {
  if (iteration !== undefined) return step?.children?.[iteration - 1];
  return step?.children === null ? step : undefined;
}

export function childEntries(owner: StepEntry, items: readonly Item[], at: number): readonly ChildEntry[] {
  return items.map((item, place) => {
    const iteration = place + 1;
    return { ...fresh({ step: owner.step.name, iteration }), owner, iteration, item, queuedAt: at };
  });
}

function stepEntry(step: PlanStep, index: number): StepEntry {
  const entry: Omit<StepEntry, 'owner'> = {
    ...fresh({ step: step.name }),
    step,
    index,
    best: null,
    cause: null,
    children: null,
    nextChild: 0,
    runningChildren: 0,
    unsettledChildren: 0,
    retrying: new Set(),
    unmet: step.role === 'finally' ? 1 : 0,
    behind: [],
    holds: [],
    root: null,
  };
  return Object.assign(entry, { owner: entry as StepEntry });
}

function fresh(task: Task): Changing<TaskView> {
  return {
    task,
    state: 'pending',
    reason: null,
    attempts: [] satisfies readonly AttemptView[],
    retryAt: null,
    gates: [],
    metrics: {},
    outputs: {},
    artifacts: {},
    queuedAt: null,
    startedAt: null,
    endedAt: null,
  };
}
