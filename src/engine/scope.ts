/** What the expressions of a step or child see, and what is said when one of them has no value. */
import type { Item, Plan, PlanStep } from '../plan/plan.ts';
import { ExpressionError } from '../workflow/expression/ast.ts';
import { EvaluationError } from '../workflow/expression/evaluate.ts';
import type { Scope } from '../workflow/expression/scope.ts';
import type { RunStateView } from './view.ts';

/** A step that can't be given what it asks for; the message is its reason. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** Holds the outputs of the steps that this one names, and no others: a scope costs what the step reads. */
export function scopeOf(plan: Plan, state: RunStateView, step: PlanStep, item: Item = {}): Scope {
  return {
    params: { ...plan.params, ...item.params },
    steps: Object.fromEntries(
      step.needs.flatMap((name) => {
        const seen = state.step(name);
        return seen?.state === 'succeeded' || seen?.state === 'reused' ? [[name, { outputs: seen.outputs }]] : [];
      }),
    ),
    run: {
      id: plan.run.id,
      workflow: plan.workflow,
      environment: plan.environment,
      event: plan.run.event,
      scheduled_at: plan.schedule?.at ?? null,
      ...(step.role === 'finally' ? { state: state.outcome } : {}),
    },
    git: { commit: plan.commit.head, ref: plan.commit.ref },
    ...(item.item === undefined ? {} : { item: item.item }),
  };
}

/** Runs `work`; an expression's error becomes a RenderError that begins with `where`. */
export function rendering<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof EvaluationError)) throw error;
    throw new RenderError(`${where}: ${error.message}`, { cause: error });
  }
}
