import { describe, expect, test } from '@jest/globals';
import type { Kinds } from '../../../../../src/backends/kubernetes/client/types.ts';
import {
  exposureObjects,
  type ExposureObject,
  type IngressRouting,
  type Stripping,
} from '../../../../../src/backends/kubernetes/objects/exposure.ts';
import type { Service, ServiceIngress } from '../../../../../src/workflow/model.ts';
import { plainIngress, plainService } from '../../../../../src/workflow/service.ts';

const meta = { name: 'wine-api-h1', labels: { a: 'b' }, annotations: { ours: 'yes' } };

const stripped = (stripping: Stripping): IngressRouting => {
  return { kind: 'ingress', namespace: 'ml', path: '/ml/wine.api', class: 'c', stripping };
};
const atRoot: IngressRouting = { kind: 'ingress', namespace: 'ml', path: '/', class: 'c', stripping: 'none' };

function made(routing: Parameters<typeof exposureObjects>[2], ingress: Partial<ServiceIngress> = {}) {
  const service: Service = { ...plainService, port: 5000, ingress: { ...plainIngress, ...ingress } };
  return exposureObjects(meta, service, routing);
}

/** The only object of this kind. */
function only<K extends ExposureObject['kind']>(objects: readonly ExposureObject[], kind: K): Kinds[K] | undefined {
  const found = objects.filter((one) => one.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]?.object as Kinds[K] | undefined;
}

function ingressOf(routing: IngressRouting, ingress: Partial<ServiceIngress> = {}) {
  const object = only(made(routing, ingress), 'Ingress');
  return { ...object, notes: object?.metadata?.annotations, paths: object?.spec?.rules?.[0]?.http?.paths };
}

describe('an Ingress', () => {
  test('leads to the port by its name, with the labels of the service', () => {
    const { spec, metadata, paths } = ingressOf(atRoot);
    const backend = { service: { name: 'wine-api-h1', port: { name: 'http' } } };
    expect(spec?.ingressClassName).toBe('c');
    expect(paths).toEqual([{ path: '/', pathType: 'Prefix', backend }]);
    expect(spec).not.toHaveProperty('tls');
    expect(spec?.rules?.[0]).not.toHaveProperty('host');
    expect(metadata).toMatchObject({ name: 'wine-api-h1', labels: { a: 'b' }, annotations: { ours: 'yes' } });
  });

  test('has the host and its certificate', () => {
    const { spec } = ingressOf(atRoot, { host: 'a.example.com', tls: 'cert' });
    expect(spec?.rules?.[0]?.host).toBe('a.example.com');
    expect(spec?.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'cert' }]);
  });

  test('has the annotations of the file, which win over ours', () => {
    const rewrite = 'haproxy-ingress.github.io/rewrite-target';
    expect(ingressOf(atRoot, { annotations: { x: 'y' } }).notes).toEqual({ ours: 'yes', x: 'y' });
    expect(ingressOf(stripped('haproxy-ingress')).notes).toMatchObject({ [rewrite]: '/' });
    const own = { annotations: { [rewrite]: '/v1' } };
    expect(ingressOf(stripped('haproxy-ingress'), own).notes).toMatchObject({ [rewrite]: '/v1' });
  });

  test('names no class where nobody knows it', () => {
    const unknown: IngressRouting = { kind: 'ingress', namespace: 'ml', path: '/', stripping: 'none' };
    expect(ingressOf(unknown).spec).not.toHaveProperty('ingressClassName');
  });
});

describe('the path in front of a service', () => {
  test('is stripped by ingress-nginx with a pattern, in which a dot is a dot', () => {
    const { paths, notes } = ingressOf(stripped('ingress-nginx'));
    expect(paths).toMatchObject([{ path: '/ml/wine\\.api(/|$)(.*)', pathType: 'ImplementationSpecific' }]);
    expect(notes).toMatchObject({
      'nginx.ingress.kubernetes.io/use-regex': 'true',
      'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
    });
    // What nginx makes of it.
    const rewritten = (path: string) => path.replace(new RegExp(`^${paths?.[0]?.path ?? ''}`), '/$2');
    expect(['/ml/wine.api', '/ml/wine.api/', '/ml/wine.api/a/b'].map(rewritten)).toEqual(['/', '/', '/a/b']);
    expect(rewritten('/ml/wine.apis')).toBe('/ml/wine.apis');
  });

  test('is stripped by HAProxy with a pattern', () => {
    const { paths, notes } = ingressOf(stripped('haproxy'));
    expect(paths).toMatchObject([{ path: '/ml/wine.api', pathType: 'Prefix' }]);
    const [pattern = '', target] = (notes?.['haproxy.org/path-rewrite'] ?? '').split(' ');
    expect(target).toBe('/\\1');
    const rewritten = (path: string) => path.replace(new RegExp(pattern), '/$1');
    expect(['/ml/wine.api', '/ml/wine.api/', '/ml/wine.api/a/b'].map(rewritten)).toEqual(['/', '/', '/a/b']);
  });

  test('is stripped by Kong when told so', () => {
    expect(ingressOf(stripped('kong')).notes).toMatchObject({ 'konghq.com/strip-path': 'true' });
  });

  test('is stripped by Traefik with an object that comes first, before the middlewares of the file', () => {
    const key = 'traefik.ingress.kubernetes.io/router.middlewares';
    const objects = made(stripped('traefik'));
    expect(objects.map(({ kind }) => kind)).toEqual(['Middleware', 'Ingress']);
    expect(only(objects, 'Middleware')).toMatchObject({
      metadata: meta,
      spec: { stripPrefix: { prefixes: ['/ml/wine.api'] } },
    });
    expect(ingressOf(stripped('traefik')).notes).toMatchObject({ [key]: 'ml-wine-api-h1@kubernetescrd' });
    const own = { annotations: { [key]: 'ml-login@kubernetescrd' } };
    expect(ingressOf(stripped('traefik'), own).notes).toMatchObject({
      [key]: 'ml-wine-api-h1@kubernetescrd,ml-login@kubernetescrd',
    });
  });
});

describe('an HTTPRoute', () => {
  const gateway = { namespace: 'infra', name: 'web' };

  test('asks a Gateway for a path, which it strips', () => {
    const object = only(made({ kind: 'gateway', path: '/ml/api', gateway }), 'HTTPRoute');
    expect(object).toMatchObject({ metadata: meta });
    expect(object?.spec).toEqual({
      parentRefs: [gateway],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/ml/api' } }],
          filters: [
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
          ],
          backendRefs: [{ name: 'wine-api-h1', port: 5000 }],
        },
      ],
    });
  });

  test('has a name, and nothing to strip from the root', () => {
    const routing = { kind: 'gateway', path: '/', gateway } as const;
    const object = only(made(routing, { host: 'a.example.com', annotations: { x: 'y' } }), 'HTTPRoute');
    expect(object?.spec?.hostnames).toEqual(['a.example.com']);
    expect(object?.spec?.rules[0]).not.toHaveProperty('filters');
    expect(object?.metadata?.annotations).toEqual({ ours: 'yes', x: 'y' });
  });
});

test('a service that is not to be reached from outside has nothing of all that', () => {
  expect(exposureObjects(meta, { ...plainService, port: 80 }, null)).toEqual([]);
});
