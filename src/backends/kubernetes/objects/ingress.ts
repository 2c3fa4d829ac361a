/** An Ingress, and how each controller is told to strip the path in front of a service. */
import type { ServiceIngress } from '../../../workflow/model.ts';
import { kinds, type Ingress, type Meta } from '../client/types.ts';
import type { Middleware } from '../client/extension-types.ts';
import type { IngressRouting } from './exposure.ts';
import type { Labels } from './labels.ts';
import { servicePort } from './serving.ts';

const middlewares = 'traefik.ingress.kubernetes.io/router.middlewares';

export function ingressObject(meta: Meta, settings: ServiceIngress, routing: IngressRouting): Ingress {
  const { name = '' } = meta;
  const { host, tls } = settings;
  const backend = { service: { name, port: { name: servicePort } } };
  return {
    apiVersion: kinds.Ingress.apiVersion,
    kind: 'Ingress',
    metadata: { ...meta, annotations: annotations(meta, settings, routing) },
    spec: {
      ...(routing.class === undefined ? {} : { ingressClassName: routing.class }),
      ...(host === undefined || tls === undefined ? {} : { tls: [{ hosts: [host], secretName: tls }] }),
      rules: [{ ...(host === undefined ? {} : { host }), http: { paths: [{ ...pathOf(routing), backend }] } }],
    },
  };
}

/** For Traefik, which strips by an object of its own. */
export function stripPrefix(meta: Meta, path: string): Middleware {
  return {
    apiVersion: kinds.Middleware.apiVersion,
    kind: 'Middleware',
    metadata: meta,
    spec: { stripPrefix: { prefixes: [path] } },
  };
}

function pathOf({ path, stripping }: IngressRouting): { path: string; pathType: string } {
  if (stripping !== 'ingress-nginx') return { path, pathType: 'Prefix' };
  return { path: `${pattern(path)}(/|$)(.*)`, pathType: 'ImplementationSpecific' };
}

/** What the file says comes last: it may know more about the controller than we do. */
function annotations(meta: Meta, settings: ServiceIngress, routing: IngressRouting): Labels {
  const { annotations: own } = settings;
  const all = { ...meta.annotations, ...strippingNotes(meta, routing), ...own };
  const asked = own[middlewares];
  if (routing.stripping !== 'traefik' || asked === undefined) return all;
  // Middlewares are a list: those of the file come behind ours.
  return { ...all, [middlewares]: `${middlewareOf(meta, routing)},${asked}` };
}

function strippingNotes(meta: Meta, routing: IngressRouting): Labels {
  const { path } = routing;
  switch (routing.stripping) {
    case 'none':
      return {};
    case 'ingress-nginx':
      return {
        'nginx.ingress.kubernetes.io/use-regex': 'true',
        'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
      };
    case 'traefik':
      return { [middlewares]: middlewareOf(meta, routing) };
    case 'haproxy':
      return { 'haproxy.org/path-rewrite': `^${pattern(path)}/?(.*)$ /\\1` };
    case 'haproxy-ingress':
      return { 'haproxy-ingress.github.io/rewrite-target': '/' };
    case 'kong':
      return { 'konghq.com/strip-path': 'true' };
  }
}

function middlewareOf({ name = '' }: Meta, { namespace }: IngressRouting): string {
  return `${namespace}-${name}@kubernetescrd`;
}

/** The dot is the one character of a path that has a meaning in a regular expression. */
function pattern(path: string): string {
  return path.replaceAll('.', '\\.');
}
