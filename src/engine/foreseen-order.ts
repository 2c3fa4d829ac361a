/** What a task would be told if the outputs of the steps before it were as they were the last time. */
import type { InputSource, TaskOrder } from '../backends/backend.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { parseExpression } from '../workflow/expression/parse.ts';
import { references } from '../workflow/expression/references.ts';
import { renderTemplate, templateParts } from '../workflow/expression/template.ts';
import type { Code } from '../workflow/model.ts';
import { codeWith } from './order.ts';
import { rendering } from './scope.ts';

/** What a task was told the last time. */
export interface PastOrder {
  /** Rendered args, argv or script. */
  readonly texts: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, readonly InputSource[]>>;
}

export interface ForeseenOrder {
  readonly order: TaskOrder;
  /** Outputs that may be others this time: `train.model`. */
  readonly unknown: readonly string[];
}

/** @throws RenderError when an expression has no value */
export function foreseenOrder(plan: Plan, step: PlanStep, past: PastOrder | null): ForeseenOrder {
  const unknown = new Set(Object.values(step.inputs).map((input) => `${input.step}.${input.output}`));
  const { id, event } = plan.run;
  const scope = {
    params: plan.params,
    steps: {},
    run: { id, workflow: plan.workflow, environment: plan.environment, event, scheduled_at: plan.schedule?.at ?? null },
    git: { commit: plan.commit.head, ref: plan.commit.ref },
  };
  const render = (where: string, text: string, before: string | undefined): string => {
    const outputs = outputsIn(text);
    for (const output of outputs) unknown.add(output);
    return outputs.length > 0 ? (before ?? text) : rendering(where, () => renderTemplate(text, scope));
  };
  const code: Code = codeWith(step.code, (where, text, place) => render(where, text, past?.texts[place]));
  const env = Object.entries(step.env).map(([name, text]) => [name, render(`env ${name}`, text, past?.env[name])]);
  const inputs = Object.keys(step.inputs).map((name) => [name, past?.inputs[name] ?? []]);
  const order = {
    task: { step: step.name },
    attempt: 1,
    params: plan.params,
    code,
    env: Object.fromEntries(env) as Record<string, string>,
    inputs: Object.fromEntries(inputs) as Record<string, readonly InputSource[]>,
  };
  return { order, unknown: [...unknown].sort() };
}

/** `steps.split.outputs.rows` is `split.rows`. */
function outputsIn(text: string): readonly string[] {
  if (!text.includes('${{')) return [];
  return templateParts(text).flatMap((part) => {
    if (part.kind !== 'expression') return [];
    return references(parseExpression(part.text)).flatMap(({ path: [root, step = '', , output = ''] }) =>
      root === 'steps' ? [`${step}.${output}`] : [],
    );
  });
}
