/** Replicas by load. */
import type { Service } from '../../../workflow/model.ts';
import { kinds, type Autoscaler, type Meta } from '../client/types.ts';
import { stepContainer } from '../layout.ts';

/** Seconds that the load must be low for, and between two steps down: load that comes in waves keeps its replicas. */
const calm = 300;
const period = 60;
/** Percent of the replicas that go at once. */
const share = 50;

/** Null: the number of replicas is fixed. */
export function autoscalerObject(meta: Meta, { replicas }: Pick<Service, 'replicas'>): Autoscaler | null {
  if (typeof replicas === 'number') return null;
  const { name = '' } = meta;
  const target = { type: 'Utilization', averageUtilization: replicas.cpu };
  return {
    apiVersion: kinds.HorizontalPodAutoscaler.apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: meta,
    spec: {
      scaleTargetRef: { apiVersion: kinds.Deployment.apiVersion, kind: 'Deployment', name },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      // Of our container: one beside it that asks for no CPU would make the sum unknown.
      metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: stepContainer, target } }],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: calm,
          policies: [{ type: 'Percent', value: share, periodSeconds: period }],
        },
      },
    },
  };
}
