/** The policy of whoever runs the CI: what every verb that reads a workflow file or works in a cluster holds itself to. */
import { AutomlError } from '../errors.ts';
import { findPolicy } from '../policy/find.ts';
import { rulesOf } from '../policy/judge.ts';
import { namespaceProblem } from '../policy/namespace.ts';
import type { Policy } from '../policy/policy.ts';
import type { CheckedFile } from '../report/diagnostics.ts';
import type { Rules } from '../workflow/rules.ts';
import type { World } from './world.ts';

type Surroundings = Pick<World, 'env' | 'cwd'>;

/** Both null: there is no policy. */
export interface PolicyRules {
  readonly rules: Rules | null;
  /** What is wrong with the policy itself. */
  readonly broken: CheckedFile | null;
}

export function policyRules(target: string, world: Surroundings): PolicyRules {
  const policy = findPolicy(target, world);
  if (policy === null) return { rules: null, broken: null };
  return isBroken(policy) ? { rules: null, broken: policy } : { rules: rulesOf(policy), broken: null };
}

/** @throws AutomlError PREFLIGHT for a namespace that the policy does not allow */
export function requireNamespace(namespace: string, target: string, world: Surroundings): void {
  const policy = findPolicy(target, world);
  if (policy === null) return;
  const problem = isBroken(policy)
    ? policy.diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n')
    : namespaceProblem(policy, namespace);
  if (problem !== null) throw new AutomlError('PREFLIGHT', problem);
}

function isBroken(policy: Policy | CheckedFile): policy is CheckedFile {
  return 'diagnostics' in policy;
}
