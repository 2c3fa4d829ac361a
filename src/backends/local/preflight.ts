/** What this machine can tell before a run starts: which steps can't run here, and what may surprise. */
import { secretsOf, type Plan, type PlanStep } from '../../plan/plan.ts';
import { leftOut, viewOf } from '../left-out.ts';
import { imageVersionWarning, type Interpreter } from './interpreter.ts';
import type { SecretValues } from './secrets.ts';

export interface PreflightFacts {
  /** The secrets that exist. */
  readonly secrets: ReadonlyMap<string, SecretValues>;
  readonly interpreter: Interpreter;
  /** What steps get to see of the project, relative to its root. */
  readonly files: readonly string[];
}

export interface Preflight {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

const CLUSTER_ONLY = 'has an effect in a cluster only';

export function preflight(plan: Plan, facts: PreflightFacts): Preflight {
  const refused = new Map<string, string>();
  const warnings = new Set<string>();
  if (plan.concurrency !== 'allow') warnings.add(`"concurrency: ${plan.concurrency}" ${CLUSTER_ONLY}`);
  if (plan.driver !== null) warnings.add(`"driver: cluster" ${CLUSTER_ONLY}`);
  else if (plan.onInterrupt !== 'cancel') warnings.add(`"on_interrupt: ${plan.onInterrupt}" ${CLUSTER_ONLY}`);
  const view = viewOf(facts.files);
  for (const step of plan.steps) {
    if (step.skip !== undefined) continue;
    const reason = refusalOf(step, facts.secrets) ?? leftOut(step, plan.python.ca, view);
    if (reason !== null) refused.set(step.name, reason);
    const warning = step.image === undefined ? null : imageVersionWarning(step.image, facts.interpreter);
    if (warning !== null) warnings.add(warning);
    if (reason === null) for (const each of loginWarning(step, plan.python, facts.secrets)) warnings.add(each);
  }
  return { refused, warnings: [...warnings] };
}

/** The index may know this machine by other means (netrc, keyring), so that the step is tried. */
function loginWarning(
  { requirements, code }: PlanStep,
  { credentials }: Plan['python'],
  secrets: PreflightFacts['secrets'],
): readonly string[] {
  const installs = requirements !== undefined || code.kind === 'notebook';
  if (credentials === undefined || !installs || secrets.get(credentials)?.['password'] !== undefined) return [];
  const [what, whereto] = secrets.has(credentials) ? ['has no password', 'add it'] : ['is missing', way(credentials)];
  return [`secret "${credentials}" ${what}, and the package index is asked without a login: ${whereto}`];
}

/** How to bring a secret along. */
function way(name: string): string {
  return `give --secret ${name}=FILE, or write KEY=value lines to .automl/secrets/${name}.env`;
}

function refusalOf(step: PlanStep, secrets: PreflightFacts['secrets']): string | null {
  if (step.code.kind === 'image') {
    return `its code is inside the image ${step.image ?? ''}, and this machine runs no images: use a cluster, or leave out "image"`;
  }
  const missing = secretsOf(step).find((name) => !secrets.has(name));
  if (missing !== undefined) {
    return `secret "${missing}" is missing: ${way(missing)}`;
  }
  for (const [variable, { kind, name, key }] of Object.entries(step.envFrom)) {
    if (kind === 'config-map') {
      return `the variable ${variable} comes from config map "${name}", which only a cluster has: use a cluster, or a secret`;
    }
    if (secrets.get(name)?.[key] === undefined)
      return `secret "${name}" has no key ${key}, which ${variable} is made of`;
  }
  return null;
}
