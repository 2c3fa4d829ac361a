/** The pods that a service would send a connection to. */
import type { KubeApi } from '../client/api.ts';
import type { Pod } from '../client/types.ts';
import { having } from '../objects/labels.ts';
import type { ReachableService, ServicePort } from './reachable-service.ts';

export interface PodPort {
  readonly pod: string;
  readonly port: number;
}

/** By name; those that are being deleted are none. @throws ApiError */
export async function readyPods(
  api: KubeApi,
  { selector }: Pick<ReachableService, 'selector'>,
  target: ServicePort['target'],
): Promise<readonly PodPort[]> {
  // To Kubernetes that is a Service without pods; as a selector it would be one of all pods.
  if (Object.keys(selector).length === 0) return [];
  const { items } = await api.list('Pod', { labelSelector: having(selector) });
  return items
    .filter((pod) => pod.metadata?.deletionTimestamp === undefined && isReady(pod))
    .flatMap((pod) => {
      const port = numberOf(pod, target);
      return port === null ? [] : [{ pod: pod.metadata?.name ?? '', port }];
    })
    .sort((a, b) => a.pod.localeCompare(b.pod));
}

export function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
}

/** Null: the pod has no port of that name. */
function numberOf({ spec }: Pod, target: number | string): number | null {
  if (typeof target === 'number') return target;
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return ports.find(({ name }) => name === target)?.containerPort ?? null;
}
