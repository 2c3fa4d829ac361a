/** How a request from outside finds its way to a service: whose Ingress it is, at which path, and who strips that. */
import type { Service, ServiceIngress } from '../../../workflow/model.ts';
import type { KubeApi } from '../client/api.ts';
import type { Routing, Stripping } from '../objects/exposure.ts';
import { findClass, type FoundClass } from './ingress-class.ts';

interface Controller {
  readonly strips: Stripping;
  /** Of the field `controller` of an IngressClass. */
  readonly controller: RegExp;
  /** What only its classes are called; absent: others are called the same. */
  readonly name?: RegExp;
}

const controllers: readonly Controller[] = [
  { strips: 'ingress-nginx', controller: /^k8s\.io\/ingress-nginx$/, name: /nginx/ },
  { strips: 'traefik', controller: /^traefik\.io\/ingress-controller$/, name: /traefik/ },
  { strips: 'haproxy', controller: /^haproxy\.org\/ingress-controller(\/|$)/ },
  { strips: 'haproxy-ingress', controller: /^haproxy-ingress\.github\.io\/controller(\/|$)/ },
  { strips: 'kong', controller: /^ingress-controllers\.konghq\.com\/kong$/, name: /kong/ },
];

const noClass =
  'the cluster has no IngressClass, so nobody answers for an Ingress: install an ingress controller, or name a Gateway by ingress.gateway';

const fix = 'set ingress.host, ingress.gateway, ingress.path "/", or the annotations that do it';
const unknownClass =
  'the account may not read IngressClasses (`automl rbac --cluster` prints the right), and each controller takes a path off those of requests in its own way: set ingress.class';

/** A sentence: there is no way. @param name of the service's objects @throws ApiError */
export async function readRouting(
  api: KubeApi,
  { ingress }: Pick<Service, 'ingress'>,
  name: string,
): Promise<Routing | string> {
  if (ingress === null) return null;
  const { namespace } = api;
  const path = ingress.path ?? (ingress.host === undefined ? `/${namespace}/${name}` : '/');
  if (ingress.gateway !== undefined) return { kind: 'gateway', path, gateway: ingress.gateway };
  const found = await findClass(api, ingress.class);
  if (typeof found === 'string') return found;
  if (found === null) return { kind: 'nowhere', reason: noClass };
  const stripping = path === '/' ? 'none' : strippingOf(found, ingress);
  if (stripping === null && found.name === null) return { kind: 'nowhere', reason: `${unknownClass}, or ${fix}` };
  if (stripping === null) return cannotStrip(found);
  return { kind: 'ingress', namespace, path, stripping, ...(found.name === null ? {} : { class: found.name }) };
}

/** Null: we don't know how, and the file does not say. */
function strippingOf({ name, controller }: FoundClass, { annotations }: ServiceIngress): Stripping | null {
  const known = controllers.find((one) => {
    return controller === null ? one.name?.test(name ?? '') : one.controller.test(controller);
  });
  if (known !== undefined) return known.strips;
  return Object.keys(annotations).length === 0 ? null : 'none';
}

function cannotStrip({ name, controller }: FoundClass): string {
  const who = controller === null ? '' : ` (${controller})`;
  return `how IngressClass "${name ?? ''}"${who} takes a path off those of requests is not known: ${fix}`;
}
