/** One service with its replicas, and why those that are not ready are not. */
import type { KubeApi } from '../client/api.ts';
import type { Deployment, Event, Pod, ReplicaSet } from '../client/types.ts';
import { troubleOfDeployment, troubleOfPod } from '../diagnosis/waiting.ts';
import { stepContainer } from '../layout.ts';
import { having, labels } from '../objects/labels.ts';
import { isReady } from '../reach/ready-pods.ts';
import { outsideUrl } from './outside.ts';
import { deployedService, type DeployedService } from './service.ts';
import { ifAllowed } from './services.ts';

export interface ServicePod {
  readonly name: string;
  readonly revision: string | null;
  readonly state: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly node: string | null;
  /** What keeps it from being ready; null: nothing that is known. */
  readonly trouble: string | null;
  readonly created_at: string | null;
}

export interface ServiceRevision {
  /** As Kubernetes counts them. */
  readonly number: number;
  readonly revision: string | null;
  readonly image: string;
  readonly replicas: number;
  readonly created_at: string | null;
}

export interface ServiceDetail extends DeployedService {
  /** What keeps it from being ready; null: nothing that is known. */
  readonly trouble: string | null;
  readonly pods: readonly ServicePod[];
  /** Newest first. */
  readonly revisions: readonly ServiceRevision[];
}

/** @throws ApiError */
export async function serviceDetail(api: KubeApi, deployment: Deployment): Promise<ServiceDetail> {
  const name = deployment.metadata?.name ?? '';
  const labelSelector = selectorOf(deployment);
  const none = { items: [] };
  const [service, scaler, ingress, route, { items: pods }, { items: sets }] = await Promise.all([
    ifAllowed(api.get('Service', name), null),
    ifAllowed(api.get('HorizontalPodAutoscaler', name), null),
    ifAllowed(api.get('Ingress', name), null),
    ifAllowed(api.get('HTTPRoute', name), null),
    api.list('Pod', { labelSelector }),
    ifAllowed(api.list('ReplicaSet', { labelSelector }), none),
  ]);
  const unready = pods.filter((pod) => !isReady(pod));
  const told = await Promise.all(unready.map((pod) => eventsOf(api, pod)));
  const events = told.flat();
  const trouble = troubleOfDeployment(deployment, events, unready);
  const outside = await outsideUrl(api, { ingress, route });
  return {
    ...deployedService(deployment, { service, scaler, outside }),
    trouble: trouble?.sentence ?? null,
    pods: pods.map((pod) => podOf(pod, events)).sort((a, b) => a.name.localeCompare(b.name)),
    revisions: sets.map(revisionOf).sort((a, b) => b.number - a.number),
  };
}

/** Label selector of its pods. */
export function selectorOf({ spec }: Deployment): string {
  return having(spec?.selector.matchLabels ?? {});
}

function podOf(pod: Pod, events: readonly Event[]): ServicePod {
  const { metadata = {}, spec, status } = pod;
  const container = status?.containerStatuses?.find(({ name }) => name === stepContainer);
  return {
    name: metadata.name ?? '',
    revision: metadata.labels?.[labels.revision] ?? null,
    state: stateOf(pod),
    ready: isReady(pod),
    restarts: container?.restartCount ?? 0,
    node: spec?.nodeName ?? null,
    trouble: isReady(pod) ? null : (troubleOfPod(pod, events)?.sentence ?? null),
    created_at: metadata.creationTimestamp ?? null,
  };
}

function stateOf({ metadata, status }: Pod): string {
  if (metadata?.deletionTimestamp !== undefined) return 'ending';
  const container = status?.containerStatuses?.find(({ name }) => name === stepContainer);
  return container?.state?.waiting?.reason ?? container?.state?.terminated?.reason ?? status?.phase ?? 'Unknown';
}

function revisionOf({ metadata = {}, spec, status }: ReplicaSet): ServiceRevision {
  const container = spec?.template?.spec?.containers.find(({ name }) => name === stepContainer);
  return {
    number: Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0),
    revision: metadata.labels?.[labels.revision] ?? null,
    image: container?.image ?? '',
    replicas: status?.replicas ?? 0,
    created_at: metadata.creationTimestamp ?? null,
  };
}

async function eventsOf(api: KubeApi, { metadata }: Pod): Promise<readonly Event[]> {
  const fieldSelector = `involvedObject.uid=${metadata?.uid ?? ''}`;
  return (await ifAllowed(api.list('Event', { fieldSelector }), { items: [] })).items;
}
