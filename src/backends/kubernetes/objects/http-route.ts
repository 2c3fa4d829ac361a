/** The HTTPRoute of a service, for clusters with the Gateway API. */
import type { ServiceIngress } from '../../../workflow/model.ts';
import type { HttpRoute } from '../client/extension-types.ts';
import { kinds, type Meta } from '../client/types.ts';
import type { GatewayRouting } from './exposure.ts';

export function httpRoute(
  meta: Meta,
  { host, annotations }: ServiceIngress,
  port: number,
  { gateway, path }: GatewayRouting,
): HttpRoute {
  const { name = '' } = meta;
  const rewrite = { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } as const;
  return {
    apiVersion: kinds.HTTPRoute.apiVersion,
    kind: 'HTTPRoute',
    metadata: { ...meta, annotations: { ...meta.annotations, ...annotations } },
    spec: {
      parentRefs: [gateway],
      ...(host === undefined ? {} : { hostnames: [host] }),
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: path } }],
          ...(path === '/' ? {} : { filters: [{ type: 'URLRewrite', urlRewrite: rewrite }] }),
          backendRefs: [{ name, port }],
        },
      ],
    },
  };
}
