/** Where a service answers outside the cluster: what the controller of its Ingress or HTTPRoute says. */
import { messageOf } from '../../../errors.ts';
import type { Service, ServiceIngress } from '../../../workflow/model.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import type { HttpRoute } from '../client/extension-types.ts';
import type { Ingress } from '../client/types.ts';
import type { GatewayRouting, IngressRouting, Routing } from '../objects/exposure.ts';
import { unreadable } from '../preflight/readable.ts';
import { gatewayOrigin, gatewayText, readGateway } from './gateway.ts';
import { routeStatus, type RouteStatus } from './route-status.ts';
import { watchUntilGood, type Verdict, type Waiting } from './seen.ts';

export type Address = { readonly url: string } | { readonly url: null; /** why */ readonly reason: string };

export interface AddressOptions {
  /** Of the service's objects. */
  readonly name: string;
  readonly service: Pick<Service, 'ingress'>;
  readonly signal: AbortSignal;
  /** Milliseconds, see `Waiting`. */
  readonly patience?: number;
  readonly settling?: number;
}

const defaultPatience = 60_000;
const defaultSettling = 5000;

/** Null: it is not to be reached from outside. That nobody serves it is no error: it may come yet. */
export async function awaitAddress(
  api: KubeApi,
  routing: Routing,
  { name, service: { ingress }, signal, patience = defaultPatience, settling = defaultSettling }: AddressOptions,
): Promise<Address | null> {
  if (routing === null || ingress === null) return null;
  if (routing.kind === 'nowhere') return none(routing.reason);
  const { host } = ingress;
  const waiting = { patience, settling, signal };
  try {
    const origin =
      routing.kind === 'ingress'
        ? await ofIngress(api, name, ingress, routing, waiting)
        : await ofRoute(api, name, ingress, routing, waiting);
    if (typeof origin !== 'string') return origin;
    if (host?.startsWith('*') === true) return none(`${host} is any number of names, each of which leads to it`);
    return { url: `${origin}${routing.path === '/' ? '' : routing.path}` };
  } catch (error) {
    if (error instanceof ApiError) return none(messageOf(error));
    throw error;
  }
}

function none(reason: string): Address {
  return { url: null, reason };
}

/** `http://10.0.0.1` */
async function ofIngress(
  api: KubeApi,
  name: string,
  { host, tls }: ServiceIngress,
  routing: IngressRouting,
  waiting: Waiting,
): Promise<string | Address> {
  let address: string | undefined;
  const judge = ({ status }: Ingress): Verdict => {
    const [first] = status?.loadBalancer?.ingress ?? [];
    address = first?.hostname ?? first?.ip;
    return address === undefined ? 'open' : 'good';
  };
  await watchUntilGood(api, 'Ingress', name, judge, waiting);
  if (address !== undefined) return `${tls === undefined ? 'http' : 'https'}://${host ?? bracketed(address)}`;
  const which = routing.class === undefined ? 'the default IngressClass' : `IngressClass "${routing.class}"`;
  return none(
    `${which} gave it no address within ${waiting.patience / 1000} s; does its controller run, and does it tell addresses?`,
  );
}

async function ofRoute(
  api: KubeApi,
  name: string,
  { host }: ServiceIngress,
  { gateway }: GatewayRouting,
  waiting: Waiting,
): Promise<string | Address> {
  const text = gatewayText(gateway);
  let seen: RouteStatus = { verdict: 'open', problem: null };
  const judge = (route: HttpRoute): Verdict => {
    seen = routeStatus(route);
    return seen.verdict;
  };
  await watchUntilGood(api, 'HTTPRoute', name, judge, waiting);
  if (seen.verdict !== 'good') {
    const nobody = `no controller took it on within ${waiting.patience / 1000} s`;
    return none(`Gateway ${text}: ${seen.problem ?? nobody}`);
  }
  const found = await readGateway(api, gateway);
  if (found === unreadable && host === undefined)
    return none(`the account may not read the address of Gateway ${text}; set ingress.host`);
  if (found === unreadable) return `http://${host}`;
  const origin = found === null ? null : gatewayOrigin(found, host);
  return origin ?? none(`Gateway ${text} has no address`);
}

/** An address of IPv6 in a URL. */
function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
