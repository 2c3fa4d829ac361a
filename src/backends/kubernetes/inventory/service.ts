/** A service that is deployed, as its objects tell it. */
import type { Autoscaler, Deployment, Service } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { labels } from '../objects/labels.ts';
import { isComplete } from '../serving/readiness.ts';

export type ServiceState =
  | 'ready'
  /** Some replicas are not available, and nothing is rolled out. */
  | 'partly ready'
  | 'rolling out'
  /** A roll-out that does not end, while former replicas serve. */
  | 'stuck'
  /** No replica is available. */
  | 'down'
  | 'scaled to 0';

/** Whose it is, and what its objects are called. */
export interface ServiceIdentity {
  readonly namespace: string;
  /** Of all its objects. */
  readonly name: string;
  readonly step: string;
  readonly stage: string;
  readonly workflow: string;
  readonly environment: string | null;
  /** As people know it. */
  readonly repository: string;
  readonly file: string;
}

export interface DeployedService extends ServiceIdentity {
  readonly state: ServiceState;
  /** Replicas that are ready. */
  readonly ready: number;
  readonly wanted: number;
  /** Null: their number is fixed. */
  readonly autoscaling: {
    readonly min: number;
    readonly max: number;
    /** percent */ readonly cpu: number | null;
  } | null;
  readonly image: string;
  /** What tells this revision from others; null: deployed by a version that had none. */
  readonly revision: string | null;
  readonly commit: string | null;
  /** The run that changed it last. */
  readonly run: string | null;
  readonly port: number | null;
  /** Inside the cluster. */
  readonly url: string | null;
  /** From outside; null: nothing leads to it, or its controller has given no address. */
  readonly external_url: string | null;
  readonly created_at: string | null;
}

/** What its other objects tell, as far as there are any. */
export interface ServiceParts {
  readonly service: Service | null;
  readonly scaler: Autoscaler | null;
  readonly outside: string | null;
}

export function identityOf({ metadata }: Deployment): ServiceIdentity {
  const { name = '', namespace = '', labels: own = {}, annotations = {} } = metadata ?? {};
  return {
    namespace,
    name,
    step: own[labels.step] ?? '',
    stage: own[labels.stage] ?? '',
    workflow: own[labels.workflow] ?? '',
    environment: annotations[labels.environment] ?? null,
    repository: annotations[labels.repository] ?? '',
    file: annotations[labels.file] ?? '',
  };
}

export function deployedService(deployment: Deployment, { service, scaler, outside }: ServiceParts): DeployedService {
  const { metadata = {}, spec, status } = deployment;
  const { annotations = {}, namespace = '', name = '' } = metadata;
  const port = service?.spec?.ports?.[0]?.port ?? null;
  const container = spec?.template.spec?.containers.find((each) => each.name === stepContainer);
  return {
    ...identityOf(deployment),
    state: stateOf(deployment),
    ready: status?.readyReplicas ?? 0,
    wanted: spec?.replicas ?? 1,
    autoscaling: scaler === null ? null : rangeOf(scaler),
    image: container?.image ?? '',
    revision: spec?.template.metadata?.labels?.[labels.revision] ?? null,
    commit: annotations[labels.commit] ?? null,
    run: annotations[labels.deployedBy] ?? null,
    port,
    url: port === null ? null : `http://${name}.${namespace}:${port}`,
    external_url: outside,
    created_at: metadata.creationTimestamp ?? null,
  };
}

/** `3/3` */
export function readiness({ ready, wanted }: Pick<DeployedService, 'ready' | 'wanted'>): string {
  return `${ready}/${wanted}`;
}

function stateOf(deployment: Deployment): ServiceState {
  const { spec, status } = deployment;
  if (spec?.replicas === 0) return 'scaled to 0';
  if (isComplete(deployment, 1)) return 'ready';
  const reasons = (status?.conditions ?? []).map(({ reason }) => reason);
  const isLate = reasons.includes('ProgressDeadlineExceeded');
  // The controller says so when a roll-out is complete, and goes on to say so when replicas fail later.
  const isRolledOut =
    reasons.includes('NewReplicaSetAvailable') && (status?.updatedReplicas ?? 0) >= (spec?.replicas ?? 1);
  if (!isLate && !isRolledOut) return 'rolling out';
  if ((status?.availableReplicas ?? 0) === 0) return 'down';
  return isLate ? 'stuck' : 'partly ready';
}

function rangeOf({ spec }: Autoscaler): DeployedService['autoscaling'] {
  const [metric] = spec.metrics ?? [];
  const target = metric?.containerResource?.target ?? metric?.resource?.target;
  return { min: spec.minReplicas ?? 1, max: spec.maxReplicas, cpu: target?.averageUtilization ?? null };
}
