/** Whether a policy lets us work in a namespace. */
import { matchesAny } from './pattern.ts';
import type { Policy } from './policy.ts';

/** Why not, or null. */
export function namespaceProblem({ rules, place }: Policy, namespace: string): string | null {
  const { namespaces } = rules;
  if (namespaces === undefined || matchesAny(namespaces, namespace)) return null;
  return `namespace ${namespace} may not be used, ${place('namespaces')} allows ${namespaces.join(', ')}: name one of those by -n`;
}
