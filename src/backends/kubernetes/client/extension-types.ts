/** Kinds that are no part of Kubernetes: as much of them as we write and read. The client library has no types of them. */
import type { Meta } from './types.ts';

interface ExtensionObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: Meta;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproute */
export interface HttpRoute extends ExtensionObject {
  readonly spec?: {
    readonly parentRefs: readonly { readonly name: string; readonly namespace?: string }[];
    readonly hostnames?: readonly string[];
    readonly rules: readonly {
      readonly matches: readonly { readonly path: { readonly type: 'PathPrefix'; readonly value: string } }[];
      readonly filters?: readonly {
        readonly type: 'URLRewrite';
        readonly urlRewrite: {
          readonly path: { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };
        };
      }[];
      readonly backendRefs: readonly { readonly name: string; readonly port: number }[];
    }[];
  };
  readonly status?: {
    readonly parents?: readonly {
      readonly controllerName?: string;
      readonly conditions?: readonly Condition[];
    }[];
  };
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#gateway */
export interface Gateway extends ExtensionObject {
  readonly spec?: {
    readonly listeners?: readonly {
      readonly name: string;
      readonly port: number;
      readonly protocol: string;
      readonly hostname?: string;
    }[];
  };
  readonly status?: {
    readonly addresses?: readonly { readonly type?: string; readonly value?: string }[];
    readonly conditions?: readonly Condition[];
  };
}

/** https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/stripprefix */
export interface Middleware extends ExtensionObject {
  readonly spec?: { readonly stripPrefix: { readonly prefixes: readonly string[] } };
}
