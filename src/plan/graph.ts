/** The plan's edges without their product: steps that wait for the same list of steps share one barrier. */
import type { Plan, PlanStep } from './plan.ts';

/** Opens when all of `needs` have ended. */
export interface Barrier {
  readonly needs: readonly string[];
  readonly waiters: readonly string[];
}

/** A stage of n steps behind a stage of m costs n + m here, not n · m, as `buildPlan` shares the stage's list. */
export function barriersOf(plan: Plan): readonly Barrier[] {
  const known = new Set(plan.steps.map((step) => step.name));
  const shared = new Map<readonly string[], string[]>();
  const barriers: Barrier[] = [];
  let previous: readonly string[] = [];
  for (const step of plan.steps) {
    if (step.needs.length === 0) continue;
    // A plan that came as JSON has a copy of the list in every step; neighbours are the ones that had it in common.
    const needs = sameNames(previous, step.needs) ? previous : step.needs;
    previous = needs;
    const waiters = shared.get(needs);
    if (waiters !== undefined) {
      waiters.push(step.name);
      continue;
    }
    const first = [step.name];
    shared.set(needs, first);
    barriers.push({ needs: knownNames(step, known), waiters: first });
  }
  return barriers;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((name, place) => name === b[place]));
}

function knownNames(step: PlanStep, known: ReadonlySet<string>): readonly string[] {
  const missing = step.needs.find((name) => !known.has(name));
  if (missing !== undefined)
    throw new Error(`the plan's step "${step.name}" needs "${missing}", which it does not have`);
  return [...new Set(step.needs)];
}
