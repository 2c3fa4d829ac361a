/** Whether the cluster has what leads to a service from outside, and what measures its load. */
import type { Plan } from '../../../plan/plan.ts';
import type { ServiceIngress } from '../../../workflow/model.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import { kinds } from '../client/types.ts';
import { gatewayText, readGateway, type GatewayName } from '../serving/gateway.ts';
import { readRouting } from '../serving/routing.ts';
import { missingRights, rightsText } from './missing-rights.ts';
import { readable, unreadable } from './readable.ts';
import { Refusals } from './refusals.ts';
import { rightsOfUse } from './rights.ts';

export interface Exposure {
  readonly refusals: Refusals;
  readonly warnings: readonly string[];
}

const metrics = 'metrics.k8s.io/v1beta1';

/** Annotations for who makes the Secret of a certificate, once there is an Ingress. */
const issuers = /^cert-manager\.io\/|^kubernetes\.io\/tls-acme$/;

/** @throws ApiError */
export async function judgeExposure({ steps }: Pick<Plan, 'steps'>, api: KubeApi): Promise<Exposure> {
  const refusals = new Refusals();
  const warnings: string[] = [];
  const judging = steps.map(async ({ name, skip, service }) => {
    if (skip !== undefined || service === undefined) return;
    const { ingress, replicas } = service;
    const problems = ingress === null ? [] : await problemsOf(ingress, name, api, warnings);
    for (const problem of problems) if (problem !== null) refusals.add(name, problem);
    if (typeof replicas === 'number' || (await knows(api, metrics))) return;
    const what = `there will be ${replicas.min} replicas whatever the load is, since the cluster measures none`;
    warnings.push(`step ${name}: ${what}: install metrics-server`);
  });
  await Promise.all(judging);
  return { refusals, warnings };
}

function problemsOf(
  ingress: ServiceIngress,
  name: string,
  api: KubeApi,
  warnings: string[],
): Promise<readonly (string | null)[]> {
  const { gateway } = ingress;
  if (gateway !== undefined) return Promise.all([gatewayProblem(gateway, api)]);
  return Promise.all([routingProblem(ingress, name, api, warnings), certificateProblem(ingress, api)]);
}

async function gatewayProblem(gateway: GatewayName, api: KubeApi): Promise<string | null> {
  if (!(await knows(api, kinds.HTTPRoute.apiVersion)))
    return 'the cluster does not know HTTPRoutes: install the Gateway API and a controller for it, or use ingress.class';
  if ((await readGateway(api, gateway)) !== null) return null;
  return `Gateway "${gatewayText(gateway)}" does not exist: correct ingress.gateway (namespace/name)`;
}

async function routingProblem(
  ingress: ServiceIngress,
  name: string,
  api: KubeApi,
  warnings: string[],
): Promise<string | null> {
  const routing = await readRouting(api, { ingress }, name);
  if (typeof routing === 'string') return routing;
  // It serves all the same, to whoever is inside.
  if (routing?.kind === 'nowhere') warnings.push(`step ${name} can't be reached from outside: ${routing.reason}`);
  if (routing?.kind !== 'ingress' || routing.stripping !== 'traefik') return null;
  return middlewareProblem(api);
}

/** Traefik strips by an object of its own. */
async function middlewareProblem(api: KubeApi): Promise<string | null> {
  const how = 'Traefik takes a path off those of requests by a Middleware';
  const instead = 'set ingress.host or ingress.path "/"';
  if (!(await knows(api, kinds.Middleware.apiVersion)))
    return `${how}, which the cluster does not know: install Traefik's CRDs, or ${instead}`;
  const missing = (await missingRights(api, rightsOfUse('stripping'))) ?? [];
  if (missing.length === 0) return null;
  return `${how}, and the account lacks ${rightsText(missing)}: ask for these rights, or ${instead}`;
}

async function certificateProblem({ tls, annotations }: ServiceIngress, api: KubeApi): Promise<string | null> {
  if (tls === undefined || Object.keys(annotations).some((key) => issuers.test(key))) return null;
  const { namespace } = api;
  const secret = await readable(api.get('Secret', tls));
  const command = `kubectl create secret tls ${tls} --namespace ${namespace} --cert=FILE --key=FILE`;
  if (secret === null) return `Secret "${tls}" of ingress.tls does not exist in namespace ${namespace}: ${command}`;
  if (secret === unreadable || secret.type === 'kubernetes.io/tls') return null;
  return `Secret "${tls}" of ingress.tls holds no certificate, it is of type ${secret.type ?? 'Opaque'}: name another, or ${command}`;
}

/** Whether the cluster has this version of a group. @throws ApiError */
async function knows(api: KubeApi, apiVersion: string): Promise<boolean> {
  try {
    await readable(api.request({ method: 'GET', path: `/apis/${apiVersion}` }));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
