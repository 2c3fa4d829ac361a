/** The way to a service from outside the cluster, as objects. */
import type { Service, ServiceIngress } from '../../../workflow/model.ts';
import type { Kinds, Meta } from '../client/types.ts';
import { httpRoute } from './http-route.ts';
import { ingressObject, stripPrefix } from './ingress.ts';

/** What takes the path in front of a service away, so that the code sees only what comes behind it. */
export type Stripping = 'none' | 'ingress-nginx' | 'traefik' | 'haproxy' | 'haproxy-ingress' | 'kong';

export interface IngressRouting {
  readonly kind: 'ingress';
  readonly namespace: string;
  /** `/`, or without a slash at its end. */
  readonly path: string;
  /** Absent: nobody knows it, and the cluster chooses. */
  readonly class?: string;
  readonly stripping: Stripping;
}

/** A Gateway strips by itself. */
export interface GatewayRouting {
  readonly kind: 'gateway';
  readonly path: string;
  readonly gateway: NonNullable<ServiceIngress['gateway']>;
}

/** Nobody in the cluster answers for an Ingress: the service is reached inside alone. */
export interface NoRouting {
  readonly kind: 'nowhere';
  readonly reason: string;
}

/** Null: the service is not to be reached from outside. */
export type Routing = IngressRouting | GatewayRouting | NoRouting | null;

export const exposureKinds = ['Middleware', 'Ingress', 'HTTPRoute'] as const;
type ExposureKind = (typeof exposureKinds)[number];
export type ExposureObject = {
  readonly [Kind in ExposureKind]: { readonly kind: Kind; readonly object: Kinds[Kind] };
}[ExposureKind];

/** In the order in which they are to be made. @param meta of every object of the service */
export function exposureObjects(meta: Meta, { ingress, port }: Service, routing: Routing): readonly ExposureObject[] {
  if (ingress === null || routing === null || routing.kind === 'nowhere') return [];
  if (routing.kind === 'gateway') {
    return [{ kind: 'HTTPRoute', object: httpRoute(meta, ingress, port, routing) }];
  }
  return [
    ...(routing.stripping === 'traefik'
      ? [{ kind: 'Middleware', object: stripPrefix(meta, routing.path) } as const]
      : []),
    { kind: 'Ingress', object: ingressObject(meta, ingress, routing) },
  ];
}
