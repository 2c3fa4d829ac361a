/** What becomes of a step once everything it waits for has ended. All that it reads has ended too, so it can't change. */
import type { Item, Plan, PlanStep } from '../plan/plan.ts';
import { evaluate } from '../workflow/expression/evaluate.ts';
import { parseCondition } from '../workflow/expression/template.ts';
import type { Json } from '../workflow/model.ts';
import type { Action, SkipCause } from './events.ts';
import { orderContent } from './order.ts';
import { RenderError, rendering, scopeOf } from './scope.ts';
import { grid, gridSize, MAX_CHILDREN } from './sweep.ts';
import type { RunStateView } from './view.ts';

/** Something that a step waits for went wrong. */
export interface Block {
  readonly cause: SkipCause;
  readonly reason: string;
}

export type Verdict = { readonly type: 'start' } | Extract<Action, { type: 'skip' | 'reject' | 'expand' }>;

export function verdictOf(plan: Plan, state: RunStateView, step: PlanStep, block: Block | null): Verdict {
  const skip = (cause: SkipCause, reason: string): Verdict => ({ type: 'skip', step: step.name, cause, reason });
  // A step that the plan leaves out still hands on the failure of what it waits for.
  if (block !== null) return skip(block.cause, step.skip ?? block.reason);
  if (step.skip !== undefined) return skip('chosen', step.skip);
  const absent = step.needs.find((name) => state.step(name)?.state === 'skipped');
  if (absent !== undefined) return skip('chosen', `${absent} was skipped`);
  if (step.onFailure && state.outcome !== 'failed') return skip('chosen', 'the run did not fail');
  try {
    if (step.when !== undefined && !holds(plan, state, step, step.when)) {
      return skip('chosen', `condition \`${bare(step.when)}\` is false`);
    }
    return startOrExpand(plan, state, step);
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { type: 'reject', step: step.name, reason: error.message };
  }
}

function startOrExpand(plan: Plan, state: RunStateView, step: PlanStep): Verdict {
  const items = itemsOf(plan, state, step);
  if (items === null) {
    orderContent(plan, state, step, {});
    return { type: 'start' };
  }
  // Rendered now, so that a bad item is found before its sisters have run for hours.
  items.forEach((item, place) => {
    try {
      orderContent(plan, state, step, item);
    } catch (error) {
      if (!(error instanceof RenderError)) throw error;
      throw new RenderError(`#${place + 1}: ${error.message}`, { cause: error });
    }
  });
  return { type: 'expand', step: step.name, items };
}

/** Null for a step that is not fanned out. */
function itemsOf(plan: Plan, state: RunStateView, step: PlanStep): readonly Item[] | null {
  if (step.forEach !== undefined) {
    const list = valueOf(plan, state, step, 'for_each', step.forEach);
    if (!Array.isArray(list)) throw new RenderError(`for_each: \`${bare(step.forEach)}\` is not a list`);
    limit('for_each', list.length);
    return (list as readonly Json[]).map((item) => ({ item }));
  }
  if (step.sweep === undefined) return null;
  const size = gridSize(step.sweep);
  if (size === 0) throw new RenderError('sweep: one of its params has no values');
  limit('sweep', size);
  return grid(step.sweep);
}

function limit(where: string, count: number): void {
  if (count > MAX_CHILDREN) throw new RenderError(`${where}: ${count} children, ${MAX_CHILDREN} are allowed`);
}

function holds(plan: Plan, state: RunStateView, step: PlanStep, when: string): boolean {
  const value = valueOf(plan, state, step, 'when', when);
  if (typeof value !== 'boolean') throw new RenderError(`when: \`${bare(when)}\` is neither true nor false`);
  return value;
}

function valueOf(plan: Plan, state: RunStateView, step: PlanStep, where: string, text: string): Json {
  return rendering(where, () => evaluate(parseCondition(text).expression, scopeOf(plan, state, step)));
}

/** The expression without its `${{ }}`. */
function bare(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('${{') && trimmed.endsWith('}}') ? trimmed.slice(3, -2).trim() : trimmed;
}
