/** What a drain of nodes leaves of a service. */
import type { Service } from '../../../workflow/model.ts';
import { kinds, type DisruptionBudget, type Meta } from '../client/types.ts';
import type { Labels } from './labels.ts';

/** Null: with a single replica it would only keep nodes from being drained. @param selector of the service's pods */
export function disruptionBudgetObject(
  meta: Meta,
  selector: Labels,
  { replicas }: Pick<Service, 'replicas'>,
): DisruptionBudget | null {
  const least = typeof replicas === 'number' ? replicas : replicas.min;
  if (least < 2) return null;
  return {
    apiVersion: kinds.PodDisruptionBudget.apiVersion,
    kind: 'PodDisruptionBudget',
    metadata: meta,
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { ...selector } },
      // A replica that does not answer serves nobody.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}
