/** What this machine can tell before a run starts: which steps can't run here, and what may surprise. */
import type { Plan, PlanStep } from '../../plan/plan.ts';
import { imageVersionWarning, type Interpreter } from './interpreter.ts';

export interface PreflightFacts {
  /** Names of the secrets that exist. */
  readonly secrets: ReadonlySet<string>;
  readonly interpreter: Interpreter;
}

export interface Preflight {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

export function preflight(plan: Plan, facts: PreflightFacts): Preflight {
  const refused = new Map<string, string>();
  const warnings = new Set<string>();
  for (const step of plan.steps) {
    if (step.skip !== undefined) continue;
    const reason = refusalOf(step, facts.secrets);
    if (reason !== null) refused.set(step.name, reason);
    const warning = step.image === undefined ? null : imageVersionWarning(step.image, facts.interpreter);
    if (warning !== null) warnings.add(warning);
  }
  return { refused, warnings: [...warnings] };
}

function refusalOf(step: PlanStep, secrets: ReadonlySet<string>): string | null {
  if (step.code.kind === 'image') {
    return `its code is inside the image ${step.image ?? ''}, and this machine runs no images: use a cluster, or leave out "image"`;
  }
  const missing = step.secrets.find((name) => !secrets.has(name));
  if (missing === undefined) return null;
  return `secret "${missing}" is missing: give --secret ${missing}=FILE, or write KEY=value lines to .automl/secrets/${missing}.env`;
}
