/** The plan's edges without their product: what waits for a whole stage shares one barrier. */
import type { Plan, PlanStep } from './plan.ts';

/** Opens when all of `needs` have ended. */
export interface Barrier {
  readonly needs: readonly string[];
  readonly waiters: readonly string[];
}

/**
 * A stage of n steps behind a stage of m costs n + m, not n · m. A step may wait behind two barriers: a stage's, and one of
 * its own. @throws Error for a plan that names a step or a stage it does not have
 */
export function barriersOf(plan: Plan): readonly Barrier[] {
  const known = new Set(plan.steps.map((step) => step.name));
  const stages = stepsByStage(plan.steps);
  const behindStage = new Map<string, string[]>();
  const own: Barrier[] = [];
  for (const { name, after, needs } of plan.steps) {
    if (after !== null) append(behindStage, after, name);
    const missing = needs.find((need) => !known.has(need));
    if (missing !== undefined) throw new Error(`the plan's step "${name}" needs "${missing}", which it does not have`);
    if (needs.length > 0) own.push({ needs: [...new Set(needs)], waiters: [name] });
  }
  const shared = [...behindStage].map(([stage, waiters]): Barrier => {
    const needs = stages.get(stage);
    if (needs === undefined) throw new Error(`the plan has no stage "${stage}"`);
    return { needs, waiters };
  });
  return [...shared, ...own];
}

/** Names of the steps of each stage; those of `finally` are no stage. */
export function stepsByStage(steps: readonly PlanStep[]): ReadonlyMap<string, readonly string[]> {
  const stages = new Map<string, string[]>();
  for (const { name, stage, role } of steps) {
    if (role === 'step') append(stages, stage, name);
  }
  return stages;
}

function append(lists: Map<string, string[]>, key: string, name: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [name]);
  else list.push(name);
}
