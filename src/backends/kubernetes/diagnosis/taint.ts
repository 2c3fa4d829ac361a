/** Taints that keep a pod off the nodes. */
import type { Node, Pod } from '../client/types.ts';

export interface Taint {
  readonly key: string;
  readonly value: string;
}

/** The first taint that somebody put on purpose, of any node, and that the pod does not tolerate; null: none is known. */
export function untolerated(pod: Pod, nodes: readonly Node[]): Taint | null {
  for (const { spec } of nodes) {
    for (const { key, value = '', effect } of spec?.taints ?? []) {
      if (effect === 'PreferNoSchedule' || isPassing(key) || tolerates(pod, key, value, effect)) continue;
      return { key, value };
    }
  }
  return null;
}

function tolerates(pod: Pod, key: string, value: string, effect: string): boolean {
  return (pod.spec?.tolerations ?? []).some((toleration) => {
    if (toleration.effect !== undefined && toleration.effect !== '' && toleration.effect !== effect) return false;
    if (toleration.key === undefined || toleration.key === '') return toleration.operator === 'Exists';
    if (toleration.key !== key) return false;
    return toleration.operator === 'Exists' || (toleration.value ?? '') === value;
  });
}

const passing =
  /^(?:node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node\.cilium\.io|karpenter\.sh)\/|^(?:ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)$/;

/** A node gets it while something is wrong with it, or while it starts or goes. */
export function isPassing(key: string): boolean {
  return passing.test(key);
}
