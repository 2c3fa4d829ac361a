/** From a task of the plan to the order that a backend executes: every expression rendered, every input located. */
import type { InputSource, TaskOrder } from '../backends/backend.ts';
import { taskKey, type Item, type Plan, type PlanStep, type Task } from '../plan/plan.ts';
import { renderTemplate } from '../workflow/expression/template.ts';
import type { Scope } from '../workflow/expression/scope.ts';
import type { Code, Input } from '../workflow/model.ts';
import { RenderError, rendering, scopeOf } from './scope.ts';
import type { RunStateView, TaskView } from './view.ts';

/** @throws RenderError when an expression has no value or an input does not exist; `verdictOf` has tried that before */
export function orderOf(plan: Plan, state: RunStateView, task: Task, attempt: number): TaskOrder {
  const seen = state.step(task.step);
  if (seen === undefined) throw new Error(`the plan has no step "${task.step}"`);
  const { iteration } = task;
  const child = iteration === undefined ? undefined : seen.children?.[iteration - 1];
  if ((iteration === undefined) !== (child === undefined)) throw new Error(`there is no task ${taskKey(task)}`);
  const parallel = (child ?? seen).attempts.at(-1)?.parallel ?? null;
  return {
    task,
    attempt,
    ...(parallel === null ? {} : { parallel }),
    ...orderContent(plan, state, seen.step, child?.item ?? {}),
  };
}

/** @throws RenderError */
export function orderContent(
  plan: Plan,
  state: RunStateView,
  step: PlanStep,
  item: Item,
): Omit<TaskOrder, 'task' | 'attempt' | 'parallel'> {
  const scope = scopeOf(plan, state, step, item);
  const env = Object.entries(step.env).map(([name, text]) => [name, render(`env ${name}`, text, scope)]);
  const inputs = Object.entries(step.inputs).map(([name, input]) => [name, sourcesOf(name, input, state)]);
  return {
    params: scope.params,
    ...(item.item === undefined ? {} : { item: item.item }),
    code: renderCode(step.code, scope),
    env: Object.fromEntries(env) as Record<string, string>,
    inputs: Object.fromEntries(inputs) as Record<string, readonly InputSource[]>,
  };
}

function renderCode(code: Code, scope: Scope): Code {
  return codeWith(code, (where, text) => render(where, text, scope));
}

/** The code with its templates replaced. @param render gets the key and the place of a template among those of the code */
export function codeWith(code: Code, render: (where: string, text: string, place: number) => string): Code {
  const list = (where: string, texts: readonly string[]): string[] =>
    texts.map((text, place) => render(where, text, place));
  switch (code.kind) {
    case 'python':
      return { ...code, args: list('args', code.args) };
    case 'image':
      return { ...code, args: list('args', code.args) };
    case 'command':
      return { ...code, argv: list('command', code.argv) };
    case 'shell':
      return { ...code, script: render('command', code.script, 0) };
    case 'notebook':
      return code;
  }
}

function render(where: string, text: string, scope: Scope): string {
  return rendering(where, () => renderTemplate(text, scope));
}

/** A plain step's artifact, the best child's, or one of each child. */
function sourcesOf(name: string, { step, output }: Input, state: RunStateView): readonly InputSource[] {
  const from = state.step(step);
  const locate = (seen: TaskView | undefined): InputSource => {
    const artifact = seen !== undefined && Object.hasOwn(seen.artifacts, output) ? seen.artifacts[output] : undefined;
    if (seen === undefined || artifact === undefined) {
      throw new RenderError(`input ${name}: ${step} has left no file "${output}"`);
    }
    return { task: seen.task, output, sha256: artifact.sha256 };
  };
  const children = from?.children;
  if (children === undefined || children === null) return [locate(from)];
  if (from?.best !== null) return [locate(children[(from?.best ?? 0) - 1])];
  return children.map((child) => ({ ...locate(child), folder: String(child.iteration) }));
}
