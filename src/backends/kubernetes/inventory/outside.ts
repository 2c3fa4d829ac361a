/** Where a service that is deployed answers outside the cluster, by what its controllers have told so far. */
import type { KubeApi } from '../client/api.ts';
import type { HttpRoute } from '../client/extension-types.ts';
import type { Ingress } from '../client/types.ts';
import { unreadable } from '../preflight/readable.ts';
import { gatewayOrigin, readGateway } from '../serving/gateway.ts';
import { routeStatus } from '../serving/route-status.ts';

/** Null: nothing leads to it, or nobody knows the address yet. @throws ApiError */
export async function outsideUrl(
  api: KubeApi,
  { ingress, route }: { readonly ingress: Ingress | null; readonly route: HttpRoute | null },
): Promise<string | null> {
  if (ingress !== null) return ofIngress(ingress);
  return route === null ? null : ofRoute(api, route);
}

function ofIngress({ spec, status }: Ingress): string | null {
  const [rule] = spec?.rules ?? [];
  const [address] = status?.loadBalancer?.ingress ?? [];
  const host = rule?.host ?? address?.hostname ?? address?.ip;
  if (host === undefined || address === undefined) return null;
  // Where the path is a pattern, what is stripped stands before its first group.
  const path = (rule?.http?.paths[0]?.path ?? '/').replace(/\(.*$/, '');
  return joined(`${spec?.tls === undefined ? 'http' : 'https'}://${host}`, path);
}

async function ofRoute(api: KubeApi, route: HttpRoute): Promise<string | null> {
  const [gateway] = route.spec?.parentRefs ?? [];
  if (gateway === undefined || routeStatus(route).verdict !== 'good') return null;
  const host = route.spec?.hostnames?.[0];
  const found = await readGateway(api, gateway);
  const unknown = host === undefined ? null : `http://${host}`;
  const origin = found === unreadable ? unknown : found === null ? null : gatewayOrigin(found, host);
  const path = route.spec?.rules[0]?.matches[0]?.path.value ?? '/';
  return origin === null ? null : joined(origin, path);
}

function joined(origin: string, path: string): string {
  return path === '/' ? origin : `${origin}${path}`;
}
