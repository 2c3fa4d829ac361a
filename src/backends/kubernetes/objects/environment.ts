/** The variables of a step's container. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { VariableSource } from '../../../workflow/model.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { AutomlError } from '../../../errors.ts';
import type { EnvVar } from '../client/types.ts';
import { layout } from '../layout.ts';
import type { RunFacts } from './run-facts.ts';
import { shellText } from './shell.ts';
import { packed, podSpec } from './spec.ts';
import { codeVariables } from './variables.ts';
import { secretBehind } from './volumes.ts';

/** Linux takes 128 KiB for one variable, name and all (MAX_ARG_STRLEN). */
const variableLimit = 127 * 1024;

/** Of a container whose image brings its own code. */
export function imageVariables(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder): EnvVar[] {
  // Our user is not in the image's list of users, and its home would be `/`.
  const variables = { HOME: layout.work, ...codeVariables(plan, step, order) };
  return [...Object.entries(variables).map(plain), ...fromObjects(facts, step)];
}

/** Of a container with the agent, the same for all pods of an Indexed Job. @param order null: the pod finds it by its index */
export function agentVariables(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder | null): EnvVar[] {
  return [
    ...(order === null ? [] : told(facts, plan, step, order)),
    { name: 'AUTOML_TERMINATION', value: '/dev/termination-log' },
    ...(facts.verbose ? [{ name: 'AUTOML_VERBOSE', value: '1' }] : []),
    ...indexCredentials(facts, plan, step),
    ...fromObjects(facts, step),
  ];
}

function told(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder): EnvVar[] {
  const spec = packed(podSpec(facts, plan, step, order));
  if (spec.length > variableLimit) {
    const size = Math.ceil(spec.length / 1024);
    throw new AutomlError(
      'PREFLIGHT',
      `step "${step.name}" gets ${size} KiB of params, env and code, and ${variableLimit / 1024} KiB fit: put what is large into a file of the project`,
    );
  }
  const shell = shellText(plan, step, order, facts.grace);
  // It is a way out for images without Python, and no reason to fail in others.
  const fits = shell !== null && Buffer.byteLength(shell) <= variableLimit;
  return [{ name: 'AUTOML_SPEC', value: spec }, ...(fits ? [plain(['AUTOML_SH', shell])] : [])];
}

/** Only installing steps ask a package index. */
function indexCredentials(facts: RunFacts, { python }: BackendPlan, { requirements, code }: PlanStep): EnvVar[] {
  const { credentials } = python;
  if (credentials === undefined || (requirements === undefined && code.kind !== 'notebook')) return [];
  const name = secretBehind(facts, credentials);
  return [
    {
      name: 'AUTOML_INDEX_USERNAME',
      valueFrom: { secretKeyRef: { name, key: 'username', optional: true } },
    },
    { name: 'AUTOML_INDEX_PASSWORD', valueFrom: { secretKeyRef: { name, key: 'password' } } },
  ];
}

function fromObjects(facts: RunFacts, { envFrom }: PlanStep): EnvVar[] {
  return Object.entries(envFrom).map(([name, source]) => ({ name, valueFrom: valueFrom(facts, source) }));
}

function valueFrom(facts: RunFacts, { kind, name, key }: VariableSource): EnvVar['valueFrom'] & object {
  switch (kind) {
    case 'secret':
      return { secretKeyRef: { name: secretBehind(facts, name), key } };
    case 'config-map':
      return { configMapKeyRef: { name, key } };
  }
}

function plain([name, value]: readonly [string, string]): EnvVar {
  return { name, value: literal(value) };
}

/** Kubernetes would read `$(NAME)` as the variable's value, and `$$` as `$`. */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
