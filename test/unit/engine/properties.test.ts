import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grouped } from '../../../src/backends/kubernetes/grouped.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { Progress } from '../../../src/engine/progress.ts';
import { fold } from '../../../src/engine/state.ts';
import { isFailure, isFinal, type TaskView } from '../../../src/engine/view.ts';
import { taskKey, type Plan } from '../../../src/plan/plan.ts';
import { anyOutcomes, anyPlan, queuesOf, simulate, type Course } from './simulation.ts';

const picks = fc.array(fc.nat(50), { minLength: 1, maxLength: 30 });
const anyCourse: fc.Arbitrary<Course> = fc.record({
  outcomes: anyOutcomes,
  picks,
  cancels: fc.array(fc.nat(12), { maxLength: 2 }),
  deaths: fc.boolean(),
  queues: fc.boolean(),
});
const crashes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
const runs = { numRuns: 500 };

/** All that a record shows, but for the times. */
function picture(state: Progress): unknown {
  const { state: run, reason, steps } = state;
  const looks = steps.map(({ step, children, ...entry }) => ({
    name: step.name,
    ...look(entry),
    best: entry.best,
    cause: entry.cause,
    children: children?.map(look),
  }));
  return { run, reason, looks };
}

function look({ state, reason, outputs, metrics, gates, attempts }: TaskView): object {
  return { state, reason, outputs, metrics, gates, attempts: attempts.map(({ attempt, result }) => [attempt, result]) };
}

test('every start is one that the plan allows, and none is made twice', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, crashes, (plan, course, points) => {
      const attempts = new Set<string>();
      const before = (event: RunEvent, state: Progress): void => {
        if (event.type !== 'started') return;
        const key = `${taskKey(event.task)}/${event.attempt}`;
        expect(attempts).not.toContain(key);
        attempts.add(key);
        expectAllowed(plan, state, event.task.step);
      };
      simulate(plan, { ...course, crashes: points }, { before });
    }),
    runs,
  );
});

function expectAllowed(plan: Plan, state: Progress, name: string): void {
  const entry = state.step(name);
  if (entry === undefined || !state.running.holds(entry)) expect(state.running.slots).toBeLessThan(plan.parallel);
  for (const need of entry?.step.needs ?? []) {
    const seen = state.step(need);
    expect(seen).toMatchObject({ endedAt: expect.any(Number) });
    // A service may die when those behind it have begun.
    if (entry?.state === 'pending') {
      expect(isFailure(seen?.state ?? 'failed')).toBe(false);
      expect(seen?.cause ?? 'chosen').toBe('chosen');
      if (entry.step.needs.includes(need)) expect(seen?.state).toBe('succeeded');
    }
  }
  const regular = state.steps.filter(({ step }) => step.role === 'step');
  if (entry?.step.role === 'finally') {
    expect(regular.every((each) => isFinal(each.state))).toBe(true);
    expect(state.brake.cancels).toBeLessThan(2);
  } else {
    expect(state.brake.cancels).toBe(0);
    if (plan.failFast) expect(regular.some((each) => isFailure(each.state))).toBe(false);
  }
}

test('every run ends, with all its steps, in the state that they add up to', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, (plan, course) => {
      const { state, events } = simulate(plan, course);
      expect(state.steps.filter((entry) => !isFinal(entry.state))).toEqual([]);
      expect(state.steps.flatMap(({ children }) => children ?? []).filter((child) => !isFinal(child.state))).toEqual(
        [],
      );
      const cancels = events.filter(({ type }) => type === 'cancel-requested').length;
      const broken = state.steps.some((entry) => isFailure(entry.state));
      expect(state.state).toBe(cancels > 0 ? 'cancelled' : broken ? 'failed' : 'succeeded');
    }),
    runs,
  );
});

test('a finally step that nothing speaks against has run, unless the cancel came twice', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, (plan, course) => {
      const { state } = simulate(plan, course);
      if (state.brake.cancels > 1) return;
      for (const { step, state: own } of state.steps) {
        if (step.role !== 'finally' || step.skip !== undefined || step.onFailure || step.when === 'params.no') continue;
        if (step.needs.some((name) => state.step(name)?.state !== 'succeeded')) continue;
        expect(own).not.toBe('skipped');
      }
    }),
    runs,
  );
});

test('what is handed over, and what is not, never runs more children at a time than it may', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, crashes, (plan, course, points) => {
      const live = new Map<string, { readonly batch: string; readonly parallel: number }>();
      const after = (event: RunEvent, state: Progress): void => {
        if (event.type === 'ended') live.delete(taskKey(event.task));
        if (event.type !== 'started' || event.task.iteration === undefined) return;
        const { step } = event.task;
        const parallel = event.parallel ?? 1;
        const batch = event.parallel === undefined ? taskKey(event.task) : `${event.attempt} at ${event.at}`;
        live.set(taskKey(event.task), { batch, parallel });
        const mine = [...live].filter(([key]) => key.startsWith(`${step}#`)).map(([, share]) => share);
        const sizes = grouped(mine, (share) => share.batch).values();
        const most = [...sizes].reduce((sum, share) => sum + Math.min(share.length, share[0]?.parallel ?? 0), 0);
        expect(most).toBeLessThanOrEqual(Math.min(state.step(step)?.step.sweep?.parallel ?? Infinity, plan.parallel));
      };
      simulate(plan, { ...course, crashes: points }, { after });
    }),
    runs,
  );
});

test('the journal is the same, wherever the driver crashes', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, crashes, (plan, course, points) => {
      const alone = { ...course, queues: false };
      const calm = simulate(plan, alone);
      const rough = simulate(plan, { ...alone, crashes: points });
      expect(rough.events).toEqual(calm.events);
      expect(picture(rough.state)).toEqual(picture(calm.state));
    }),
    runs,
  );
});

test('the state is the fold of the events, also when each of them comes twice', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, (plan, course) => {
      const { state, events } = simulate(plan, course);
      expect(picture(fold(plan, events))).toEqual(picture(state));
      const twice = events.flatMap((event) =>
        event.type === 'cancel-requested' || isDeath(event) ? [event] : [event, event],
      );
      expect(picture(fold(plan, twice))).toEqual(picture(state));
    }),
    runs,
  );
});

/** The end of a ready service is not a repetition of its getting ready. */
function isDeath(event: RunEvent): boolean {
  return event.type === 'ended' && event.result.reason === 'exit 9';
}

test('who is faster makes no difference to the result, if nothing stops the run', () => {
  fc.assert(
    fc.property(anyPlan, anyOutcomes, picks, picks, (plan, outcomes, some, others) => {
      const free = { ...plan, failFast: false };
      const first = simulate(free, { outcomes, picks: some });
      const second = simulate({ ...free, parallel: 9 }, { outcomes, picks: others });
      expect(picture(second.state)).toEqual(picture(first.state));
    }),
    runs,
  );
});

test('handing children over makes no difference to the result, if nothing stops the run', () => {
  fc.assert(
    fc.property(anyPlan, anyOutcomes, picks, picks, (plan, outcomes, some, others) => {
      const free = { ...plan, failFast: false };
      const first = simulate(free, { outcomes, picks: some });
      const second = simulate(free, { outcomes, picks: others, queues: true });
      expect(picture(second.state)).toEqual(picture(first.state));
    }),
    runs,
  );
});

test('the same state and time have the same decision, and a decision changes nothing', () => {
  fc.assert(
    fc.property(anyPlan, anyCourse, (plan, course) => {
      simulate(plan, course, {
        decided: (actions, state, now) => {
          expect(decide(plan, state, now, queuesOf(course))).toEqual(actions);
        },
      });
    }),
    runs,
  );
});
