/** The objects of a service as they are in the cluster. */
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Kind, Kinds } from '../client/types.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { isOfOwner, NotOurs } from '../ownership.ts';

/** In the order in which they are applied. */
export const serviceKinds = [
  'Deployment',
  'Service',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Middleware',
  'Ingress',
  'HTTPRoute',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** A cluster may know nothing of them, since they are no part of Kubernetes, and an account may have no right to them. */
const extensions: ReadonlySet<Kind> = new Set(['Middleware', 'HTTPRoute', 'CronJob']);

export type ServiceObject = {
  readonly [Kind in ServiceKind]: { readonly kind: Kind; readonly object: Kinds[Kind] };
}[ServiceKind];

/** Absent: there is none. */
export type LiveService = { readonly [Kind in ServiceKind]?: Kinds[Kind] };

/** @throws NotOurs for an object of somebody else under the name @throws ApiError */
export async function readLive(api: KubeApi, facts: Pick<RunFacts, 'owner'>, name: string): Promise<LiveService> {
  const found = await Promise.all(
    serviceKinds.map(async (kind) => {
      const object = await unlessUnknown(kind, null, api.get(kind, name));
      if (object !== null && !isOfOwner(object, facts)) throw new NotOurs(kind, name, api.namespace, 'workflow');
      return object === null ? [] : [[kind, object] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

/** @param none what comes back where the cluster does not know the kind, or keeps it from us @throws ApiError */
export async function unlessUnknown<T>(kind: Kind, none: T, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (extensions.has(kind) && error instanceof ApiError && (error.status === 403 || error.status === 404))
      return none;
    throw error;
  }
}
