/** The services of a namespace, and the one that a person means. */
import { AutomlError } from '../../../errors.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Deployment, Kinds } from '../client/types.ts';
import { labelValue, managed, managedComponent } from '../objects/labels.ts';
import type { ServiceKind } from '../serving/live.ts';
import { outsideUrl } from './outside.ts';
import { deployedService, identityOf, type DeployedService } from './service.ts';

/** By workflow, step and environment. @param workflow absent: of all @throws ApiError */
export async function deployedServices(api: KubeApi, workflow?: string): Promise<readonly DeployedService[]> {
  const all = managedComponent('service');
  const labelSelector = workflow === undefined ? all : `${all},${managed(workflow)}`;
  const { items } = await api.list('Deployment', { labelSelector });
  const [services, scalers, ingresses, routes] = await Promise.all([
    byName(api, 'Service', labelSelector),
    byName(api, 'HorizontalPodAutoscaler', labelSelector),
    byName(api, 'Ingress', labelSelector),
    byName(api, 'HTTPRoute', labelSelector),
  ]);
  const deployed = await Promise.all(
    items.map(async (deployment) => {
      const name = deployment.metadata?.name ?? '';
      const outside = outsideUrl(api, { ingress: ingresses.get(name) ?? null, route: routes.get(name) ?? null });
      const service = services.get(name) ?? null;
      return deployedService(deployment, { service, scaler: scalers.get(name) ?? null, outside: await outside });
    }),
  );
  return deployed.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

/**
 * By the name of its step, `workflow/step`, or the name of its objects.
 * @throws AutomlError NOT_FOUND, or USAGE when it may be several @throws ApiError
 */
export async function findService(api: KubeApi, which: string): Promise<Deployment> {
  const { items } = await api.list('Deployment', { labelSelector: managedComponent('service') });
  const named = items.find(({ metadata }) => metadata?.name === which);
  if (named !== undefined) return named;
  const matches = items.filter((deployment) => {
    const { workflow, step } = identityOf(deployment);
    return labelValue(which) === step || which === `${workflow}/${step}`;
  });
  const [first] = matches;
  if (first !== undefined && matches.length === 1) return first;
  if (first === undefined) {
    const known = items.map((deployment) => identityOf(deployment).step);
    const hint = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].sort().join(', ')}`;
    throw new AutomlError('NOT_FOUND', `namespace ${api.namespace} has no service "${which}"; ${hint}`);
  }
  const list = matches.map((deployment) => `\n  ${inWords(deployment)}`).join('');
  throw new AutomlError(
    'USAGE',
    `${matches.length} services are called "${which}" here; say which by its name:${list}`,
  );
}

function inWords(deployment: Deployment): string {
  const { name, workflow, environment, repository, file } = identityOf(deployment);
  return `${name}  ${workflow} of ${repository} ${file}${environment === null ? '' : ` (${environment})`}`;
}

function keyOf({ workflow, step, environment, name }: DeployedService): string {
  return [workflow, step, environment ?? '', name].join(' ');
}

/** None, where the kind can't be read or does not exist here: what it would add is left out. */
async function byName<K extends ServiceKind>(
  api: KubeApi,
  kind: K,
  labelSelector: string,
): Promise<ReadonlyMap<string, Kinds[K]>> {
  const { items } = await ifAllowed(api.list(kind, { labelSelector }), { items: [] });
  return new Map(items.map((object) => [object.metadata?.name ?? '', object]));
}

/** What only adds to a view: an account without the right to read it sees the rest. @throws ApiError */
export async function ifAllowed<T, E>(answer: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return otherwise;
    throw error;
  }
}
