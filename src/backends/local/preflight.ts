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

export function preflight(plan: Plan, facts: PreflightFacts): Preflight {
  const refused = new Map<string, string>();
  const warnings = new Set<string>();
  const view = viewOf(facts.files);
  for (const step of plan.steps) {
    if (step.skip !== undefined) continue;
    const reason = refusalOf(step, facts.secrets) ?? leftOut(step, plan.python.ca, view);
    if (reason !== null) refused.set(step.name, reason);
    const warning = step.image === undefined ? null : imageVersionWarning(step.image, facts.interpreter);
    if (warning !== null) warnings.add(warning);
  }
  return { refused, warnings: [...warnings] };
}

function refusalOf(step: PlanStep, secrets: PreflightFacts['secrets']): string | null {
  if (step.code.kind === 'image') {
    return `its code is inside the image ${step.image ?? ''}, and this machine runs no images: use a cluster, or leave out "image"`;
  }
  const missing = secretsOf(step).find((name) => !secrets.has(name));
  if (missing !== undefined) {
    return `secret "${missing}" is missing: give --secret ${missing}=FILE, or write KEY=value lines to .automl/secrets/${missing}.env`;
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
