/** What the pods of a service need for as long as it serves: longer than the run that made it. */
import { secretsOf, type PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan } from '../../backend.ts';
import { claimName } from './names.ts';
import type { RunFacts } from './run-facts.ts';
import { storeOf } from './spec.ts';

export interface Adopted {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
}

/** The run's own objects that the step's pods name, each once. */
export function adoptedBy(
  facts: RunFacts,
  { python: { credentials } }: Pick<BackendPlan, 'python'>,
  step: PlanStep,
): readonly Adopted[] {
  const { injected, ownSecrets, id } = facts;
  const named = [
    ...secretsOf(step),
    ...(credentials === undefined ? [] : [credentials]),
    ...step.pod.volumes.flatMap(({ source }) => (source.kind === 'secret' ? [source.name] : [])),
  ];
  const secrets = new Set(named.flatMap((name) => ownSecrets.get(name) ?? []));
  const store = storeOf(facts, step);
  return [
    ...(step.code.kind === 'image' ? [] : injected.map((name): Adopted => ({ kind: 'ConfigMap', name }))),
    ...[...secrets].map((name): Adopted => ({ kind: 'Secret', name })),
    ...(store?.claim === claimName(id) ? [{ kind: 'PersistentVolumeClaim', name: store.claim } as const] : []),
  ];
}
