import { describe, expect, test } from '@jest/globals';
import { readRouting } from '../../../../../src/backends/kubernetes/serving/routing.ts';
import type { ServiceIngress } from '../../../../../src/workflow/model.ts';
import { plainIngress } from '../../../../../src/workflow/service.ts';
import { FakeApi } from '../fake-api.ts';

function withClasses(classes: Readonly<Record<string, string>>, ...defaults: readonly string[]): FakeApi {
  const api = new FakeApi();
  for (const [name, controller] of Object.entries(classes)) {
    const annotations: Record<string, string> = defaults.includes(name)
      ? { 'ingressclass.kubernetes.io/is-default-class': 'true' }
      : {};
    api.put('IngressClass', { metadata: { name, annotations }, spec: { controller } });
  }
  return api;
}

const routing = (api: FakeApi, ingress: Partial<ServiceIngress> = {}) =>
  readRouting(api, { ingress: { ...plainIngress, ...ingress } }, 'wine-api-h1');

const [nginx, traefik] = ['k8s.io/ingress-nginx', 'traefik.io/ingress-controller'];

describe('the path of a service', () => {
  const api = withClasses({ web: nginx });

  test.each([
    [{}, '/ml/wine-api-h1', 'ingress-nginx'],
    [{ host: 'a.example.com' }, '/', 'none'],
    [{ path: '/' }, '/', 'none'],
    [{ host: 'a.example.com', path: '/wine' }, '/wine', 'ingress-nginx'],
  ])('with %j is %s', async (ingress, path, stripping) => {
    expect(await routing(api, ingress)).toEqual({ kind: 'ingress', namespace: 'ml', class: 'web', path, stripping });
  });

  test('at a Gateway is the same, and no class is asked for', async () => {
    const gateway = { name: 'web' };
    expect(await routing(new FakeApi(), { gateway })).toEqual({ kind: 'gateway', path: '/ml/wine-api-h1', gateway });
  });

  test('is none for a service that stays inside', async () => {
    expect(await readRouting(new FakeApi(), { ingress: null }, 'x')).toBeNull();
  });
});

describe('the class of an Ingress', () => {
  const both = { a: nginx, b: traefik };

  test.each([
    ['the one that is named', withClasses(both), { class: 'b' }, 'b'],
    ['the default', withClasses(both, 'b'), {}, 'b'],
    ['the only one', withClasses({ a: nginx }), {}, 'a'],
  ])('is %s', async (_, api, ingress, name) => {
    expect(await routing(api, ingress)).toMatchObject({ class: name });
  });

  test.each([
    [
      'one that does not exist',
      withClasses(both),
      { class: 'c' },
      'IngressClass "c" does not exist (the cluster has a, b): correct ingress.class, or install its controller',
    ],
    [
      'one of several',
      withClasses(both),
      {},
      'the cluster has the IngressClasses a, b, and none of them is the default: set ingress.class',
    ],
    [
      'one of several defaults',
      withClasses(both, 'a', 'b'),
      {},
      'the cluster has the IngressClasses a, b, and more than one is the default: set ingress.class',
    ],
  ])('that would be %s is asked for', async (_, api, ingress, sentence) => {
    expect(await routing(api, ingress)).toBe(sentence);
  });

  test('is none where the cluster has none: the service is reached inside alone', async () => {
    expect(await routing(new FakeApi(), {})).toMatchObject({
      kind: 'nowhere',
      reason: expect.stringContaining('the cluster has no IngressClass'),
    });
  });
});

describe('who strips the path', () => {
  test.each([
    [nginx, 'ingress-nginx'],
    [traefik, 'traefik'],
    ['haproxy.org/ingress-controller/haproxy', 'haproxy'],
    ['haproxy-ingress.github.io/controller', 'haproxy-ingress'],
    ['ingress-controllers.konghq.com/kong', 'kong'],
  ])('is told by the controller %s', async (controller, stripping) => {
    expect(await routing(withClasses({ web: controller }))).toMatchObject({ stripping });
  });

  test('may be unknown, unless the file says it or there is nothing to strip', async () => {
    const api = withClasses({ web: 'cilium.io/ingress-controller' });
    expect(await routing(api)).toBe(
      'how IngressClass "web" (cilium.io/ingress-controller) takes a path off those of requests is not known: set ingress.host, ingress.gateway, ingress.path "/", or the annotations that do it',
    );
    expect(await routing(api, { annotations: { x: 'y' } })).toMatchObject({ stripping: 'none', class: 'web' });
    expect(await routing(api, { path: '/' })).toMatchObject({ stripping: 'none', class: 'web' });
  });

  test('is guessed by the name of the class where no class may be read', async () => {
    const api = new FakeApi().forbid('IngressClass');
    expect(await routing(api, { class: 'nginx-internal' })).toMatchObject({ stripping: 'ingress-nginx' });
    // Two controllers have such a class.
    expect(await routing(api, { class: 'haproxy' })).toMatch(/^how IngressClass "haproxy" takes a path off/);
    expect(await routing(api, { class: 'other' })).toMatch(/^how IngressClass "other" takes a path off/);
    expect(await routing(api)).toMatchObject({
      kind: 'nowhere',
      reason: expect.stringMatching(/^the account may not read IngressClasses .*: set ingress.class, or /),
    });
    const atRoot = await routing(api, { path: '/' });
    expect(atRoot).toEqual({ kind: 'ingress', namespace: 'ml', path: '/', stripping: 'none' });
  });
});
