/** The variables of the contract with a step's code, for pods where no agent sets them: see runner/agent/variables.py. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { ParamValue } from '../../../workflow/model.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { identityOf } from '../../step-spec.ts';

/** Without those that name files. */
export function codeVariables(
  plan: Pick<BackendPlan, 'run' | 'workflow' | 'commit'>,
  step: PlanStep,
  order: TaskOrder,
): Readonly<Record<string, string>> {
  const identity = identityOf(plan, step, order);
  return {
    AUTOML_RUN_ID: identity.run,
    AUTOML_WORKFLOW: identity.workflow,
    AUTOML_STAGE: identity.stage,
    AUTOML_STEP: identity.step,
    AUTOML_COMMIT: identity.commit,
    AUTOML_ITERATION: identity.iteration === null ? '' : String(identity.iteration),
    AUTOML_ATTEMPT: String(identity.attempt),
    ...(order.item === undefined ? {} : { AUTOML_ITEM: JSON.stringify(order.item) }),
    ...Object.fromEntries(Object.entries(order.params).map(([name, value]) => [variableOf(name), textOf(value)])),
    ...(step.service === undefined ? {} : { PORT: String(step.service.port) }),
    ...order.env,
  };
}

function variableOf(param: string): string {
  return `PARAM_${param.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** As Python writes it, which the agent does: small numbers come earlier in powers of ten, with two digits. */
function textOf(value: ParamValue): string {
  if (typeof value !== 'number' || value === 0 || Math.abs(value) >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}
