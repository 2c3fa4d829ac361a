/** Random plans, and runs of them in which anything may happen at any time. */
import fc from 'fast-check';
import type { Backend } from '../../../src/backends/backend.ts';
import type { StepResult } from '../../../src/backends/result.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { Action, RunEvent } from '../../../src/engine/events.ts';
import type { Progress } from '../../../src/engine/progress.ts';
import { apply, fold, initialState } from '../../../src/engine/state.ts';
import { taskKey, type Plan, type PlanStep, type Task } from '../../../src/plan/plan.ts';
import { cancelled, failed, lost, plan, step, succeeded, timedOut } from './plans.ts';
import { eventFor } from './rehearsal.ts';

const spec = fc.record({
  service: fc.nat(6).map((number) => number === 0),
  retries: fc.nat(2),
  gated: fc.nat(5).map((number) => number === 0),
  when: fc.constantFrom(undefined, undefined, undefined, 'params.yes', 'params.no', 'params.yes > 1'),
  skip: fc.nat(7).map((number) => number === 0),
  /** Picks among the earlier steps; undefined: the whole stage before. */
  needs: fc.option(fc.array(fc.nat(), { maxLength: 2 }), { nil: undefined }),
  fan: fc.constantFrom('none', 'none', 'none', 'sweep', 'best', 'list'),
  width: fc.integer({ min: 1, max: 3 }),
  onFailure: fc.boolean(),
});
type Spec = typeof spec extends fc.Arbitrary<infer T> ? T : never;

export const anyPlan = fc
  .record({
    stages: fc.array(fc.array(spec, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    last: fc.array(spec, { maxLength: 3 }),
    parallel: fc.integer({ min: 1, max: 4 }),
    failFast: fc.boolean(),
  })
  .map(({ stages, last, parallel, failFast }) => {
    const steps: PlanStep[] = [];
    let before: readonly string[] = [];
    for (const stage of stages) {
      const made = stage.map((each, place) => anyStep(each, `s${steps.length + place}`, 'step', before, steps));
      steps.push(...made);
      before = made.map(({ name }) => name);
    }
    for (const each of last) steps.push(anyStep(each, `f${steps.length}`, 'finally', [], steps));
    return plan(steps, { parallel, failFast, params: { yes: true, no: false } });
  });

function anyStep(
  { service, retries, gated, when, skip, needs, fan, width, onFailure }: Spec,
  name: string,
  role: PlanStep['role'],
  before: readonly string[],
  earlier: readonly PlanStep[],
): PlanStep {
  const named = needs?.map((pick) => earlier[pick % earlier.length]?.name).filter((need) => need !== undefined) ?? [];
  const list = earlier[0]?.name;
  const overList = fan === 'list' && list !== undefined && !service;
  const grid = { params: { n: Array.from({ length: width }, (_, place) => place) }, parallel: 2 };
  return step(name, {
    role,
    kind: service ? 'service' : 'job',
    behind: needs === undefined ? before : [],
    needs: [...new Set(overList ? [list, ...named] : named)],
    onFailure: role === 'finally' && onFailure,
    retries: { limit: retries, backoff: 0.005, maxBackoff: 1 },
    gates: gated ? [{ metric: 'rmse', max: 0.5 }] : [],
    outputs: { l: { kind: 'scalar', type: 'json' } },
    ...(when === undefined ? {} : { when }),
    ...(skip ? { skip: 'left out' } : {}),
    ...(overList ? { forEach: `steps.${list}.outputs.l` } : {}),
    ...(fan === 'sweep' && !service ? { sweep: grid } : {}),
    ...(fan === 'best' && !service ? { sweep: { ...grid, select: { order: 'min', metric: 'rmse' } } } : {}),
  });
}

/** How the attempts come out: always the same for the same table. */
export const anyOutcomes = fc
  .array(fc.constantFrom('good', 'good', 'good', 'good', 'bad', 'odd', 'failed', 'lost', 'late', 'cancelled'), {
    minLength: 1,
    maxLength: 40,
  })
  .map((table) => (task: Task, attempt: number): StepResult => {
    const text = `${taskKey(task)}/${attempt}`;
    let hash = 7;
    for (let place = 0; place < text.length; place += 1) hash = (hash * 31 + text.charCodeAt(place)) % 1_000_003;
    const outputs = { l: Array.from({ length: hash % 4 }, (_, place) => place) };
    const outcome = table[hash % table.length] ?? 'good';
    switch (outcome) {
      case 'failed':
        return failed();
      case 'lost':
        return lost;
      case 'late':
        return timedOut;
      case 'cancelled':
        return cancelled;
      case 'bad':
        return succeeded({ outputs, metrics: { rmse: 0.6 } });
      case 'odd':
        return succeeded({ outputs, metrics: { rmse: 'NaN' } });
      case 'good':
        return succeeded({ outputs, metrics: { rmse: 0.1 } });
    }
  });

export interface Course {
  readonly outcomes: (task: Task, attempt: number) => StepResult;
  /** Which of the tasks that run ends next. */
  readonly picks: readonly number[];
  /** Turns at which a cancel comes. */
  readonly cancels?: readonly number[];
  /** Services die after they were ready, when a pick falls on them. */
  readonly deaths?: boolean;
  /** The backend holds children back, also where there are only two. */
  readonly queues?: boolean;
  /** Numbers of events after which the driver crashes, with whatever it was about to do. */
  readonly crashes?: readonly number[];
}

export function queuesOf({ queues = false }: Course): Backend['queues'] {
  return (_, children) => queues && children > 1;
}

export interface Watch {
  /** Before the event is applied. */
  readonly before?: (event: RunEvent, state: Progress) => void;
  readonly after?: (event: RunEvent, state: Progress) => void;
  readonly decided?: (actions: readonly Action[], state: Progress, now: number) => void;
}

export function simulate(plan: Plan, course: Course, watch: Watch = {}): { events: RunEvent[]; state: Progress } {
  const events: RunEvent[] = [];
  const crashes = new Set(course.crashes);
  let state = initialState(plan);
  let now = 0;

  /** False when the driver crashed right after. */
  function emit(event: RunEvent): boolean {
    watch.before?.(event, state);
    events.push(event);
    apply(state, event);
    watch.after?.(event, state);
    if (!crashes.has(events.length)) return true;
    state = fold(plan, events);
    return false;
  }

  /** What the last decision asked for that changes nothing by itself. */
  function settle(): readonly Action[] {
    for (;;) {
      const actions = decide(plan, state, now, queuesOf(course));
      watch.decided?.(actions, state, now);
      const made = actions.flatMap((action) => eventFor(action, now));
      if (made.length === 0) return actions;
      made.every(emit);
    }
  }

  emit({ type: 'run-started', at: now });
  for (let turn = 0; turn < 5000; turn += 1) {
    const waits = settle();
    if (state.endedAt !== null) return { events, state };
    now += 1;
    const pick = course.picks[turn % course.picks.length] ?? 0;
    const services = course.deaths
      ? state.steps.filter((entry) => entry.step.kind === 'service' && entry.state === 'succeeded')
      : [];
    const candidates = [...state.running, ...services];
    const chosen = candidates[pick % candidates.length];
    const wake = waits.find((action) => action.type === 'wake');
    if (course.cancels?.includes(turn)) {
      emit({ type: 'cancel-requested', at: now, reason: 'Ctrl-C' });
    } else if (chosen !== undefined) {
      const { task, attempts } = chosen;
      const waits = attempts.at(-1)?.startedAt === null;
      if (waits && pick % 2 === 1) {
        emit({ type: 'began', at: now, task, attempt: attempts.length });
        continue;
      }
      const result = state.running.has(chosen) ? course.outcomes(task, attempts.length) : failed('exit 9');
      emit({ type: 'ended', at: now, task, attempt: attempts.length, result });
    } else if (wake !== undefined) {
      now = wake.at;
    } else {
      throw new Error('nothing runs, nothing is waited for, and the run has not ended');
    }
  }
  throw new Error('the run does not end');
}
