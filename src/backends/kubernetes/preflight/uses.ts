/** What a plan makes use of in a cluster: each has rights of its own. */
import type { Plan } from '../../../plan/plan.ts';
import type { ServiceIngress } from '../../../workflow/model.ts';
import { needsStore } from './store.ts';

/** In the order in which their rights are told. */
export const uses = [
  'run',
  'store',
  'secrets',
  'cron-jobs',
  'service',
  'served-store',
  'ingress',
  'stripping',
  'gateway',
  'autoscaling',
  'budget',
  'smoke-get',
  'smoke-post',
] as const;
export type Use = (typeof uses)[number];

/** What the plan does not say. */
export interface Given {
  /** The run brings values of secrets, and makes Secrets of its own for them. */
  readonly ownSecrets: boolean;
  /** It sees to CronJobs; absent: it does not. */
  readonly cronJobs?: boolean;
}

export function usesOf(plan: Pick<Plan, 'steps' | 'store'>, { ownSecrets, cronJobs = false }: Given): readonly Use[] {
  const services = plan.steps.flatMap(({ skip, service }) => (skip === undefined ? (service ?? []) : []));
  const serves = services.length > 0;
  // A claim that exists is only mounted; one of the run is handed on to a service that reads from it.
  const makesStore = needsStore(plan) && plan.store.claim === undefined;
  const isUsed: Readonly<Record<Use, boolean>> = {
    run: true,
    store: makesStore,
    secrets: ownSecrets,
    'cron-jobs': cronJobs,
    service: serves,
    'served-store': serves && makesStore,
    ingress: services.some(({ ingress }) => ingress !== null && ingress.gateway === undefined),
    stripping: services.some(({ ingress }) => ingress !== null && isStripped(ingress)),
    gateway: services.some(({ ingress }) => ingress?.gateway !== undefined),
    autoscaling: services.some(({ replicas }) => typeof replicas !== 'number'),
    budget: services.some(({ replicas }) => (typeof replicas === 'number' ? replicas : replicas.min) > 1),
    'smoke-get': services.some(({ smoke }) => smoke?.method === 'GET'),
    'smoke-post': services.some(({ smoke }) => smoke?.method === 'POST'),
  };
  return uses.filter((use) => isUsed[use]);
}

/** Whether a controller may have to be told to: only the cluster says which, and only Traefik wants an object for it. */
function isStripped({ gateway, host, path }: ServiceIngress): boolean {
  return gateway === undefined && path !== '/' && (path !== undefined || host === undefined);
}
