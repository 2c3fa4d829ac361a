import { describe, expect, test } from '@jest/globals';
import { judgeExposure } from '../../../../../src/backends/kubernetes/preflight/exposure.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service, ServiceIngress } from '../../../../../src/workflow/model.ts';
import { plainIngress, plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';

/** It knows the groups, and has a class of Traefik. */
function cluster(...groups: readonly string[]): FakeApi {
  const api = new FakeApi();
  for (const group of groups) api.answer('GET', new RegExp(`^/apis/${group}/v[^/]+$`), () => ({ resources: [] }));
  api.put('IngressClass', { metadata: { name: 'web' }, spec: { controller: 'traefik.io/ingress-controller' } });
  return api;
}

async function problems(api: FakeApi, service: Partial<Service>, fields: Partial<PlanStep> = {}) {
  const one = step('api', { kind: 'service', service: { ...plainService, port: 80, ...service }, ...fields });
  const { refusals, warnings } = await judgeExposure(plan([one]), api);
  return { refused: refusals.entries().map(([, sentence]) => sentence), warnings };
}

const refused = async (api: FakeApi, ingress: Partial<ServiceIngress>) => {
  return (await problems(api, { ingress: { ...plainIngress, ...ingress } })).refused;
};

describe('an Ingress', () => {
  test('needs its class', async () => {
    expect(await refused(cluster(), { class: 'x' })).toEqual([
      'IngressClass "x" does not exist (the cluster has web): correct ingress.class, or install its controller',
    ]);
  });

  test('needs what Traefik strips paths with, and the right to it, where there is one to strip', async () => {
    expect(await refused(cluster('traefik.io'), {})).toEqual([]);
    expect(await refused(cluster(), { path: '/' })).toEqual([]);
    expect(await refused(cluster(), {})).toEqual([
      'Traefik takes a path off those of requests by a Middleware, which the cluster does not know: install Traefik\'s CRDs, or set ingress.host or ingress.path "/"',
    ]);
    const api = cluster('traefik.io').deny('create middlewares.traefik.io');
    expect(await refused(api, {})).toEqual([
      'Traefik takes a path off those of requests by a Middleware, and the account lacks create middlewares.traefik.io: ask for these rights, or set ingress.host or ingress.path "/"',
    ]);
  });

  test('needs its certificate, unless somebody makes it', async () => {
    const tls = { host: 'a.example.com', tls: 'cert' };
    expect(await refused(cluster(), tls)).toEqual([
      'Secret "cert" of ingress.tls does not exist in namespace ml: kubectl create secret tls cert --namespace ml --cert=FILE --key=FILE',
    ]);
    expect(await refused(cluster(), { ...tls, annotations: { 'cert-manager.io/issuer': 'acme' } })).toEqual([]);
    const opaque = cluster().put('Secret', { metadata: { name: 'cert' }, type: 'Opaque' });
    expect(await refused(opaque, tls)).toMatchObject(
      [/^Secret "cert" of ingress.tls holds no certificate, it is of type Opaque: name another, or kubectl/].map(
        (pattern) => expect.stringMatching(pattern) as unknown,
      ),
    );
    const right = cluster().put('Secret', { metadata: { name: 'cert' }, type: 'kubernetes.io/tls' });
    expect(await refused(right, tls)).toEqual([]);
    expect(await refused(cluster().forbid('Secret'), tls)).toEqual([]);
  });
});

describe('an HTTPRoute', () => {
  const gateway = { namespace: 'infra', name: 'web' };

  test('needs the Gateway API', async () => {
    expect(await refused(cluster(), { gateway })).toEqual([
      'the cluster does not know HTTPRoutes: install the Gateway API and a controller for it, or use ingress.class',
    ]);
  });

  test('needs its Gateway', async () => {
    const api = cluster('gateway.networking.k8s.io');
    expect(await refused(api, { gateway })).toEqual([
      'Gateway "infra/web" does not exist: correct ingress.gateway (namespace/name)',
    ]);
    api.answer('GET', /\/namespaces\/infra\/gateways\/web$/, () => ({ kind: 'Gateway' }));
    expect(await refused(api, { gateway })).toEqual([]);
  });
});

describe('replicas by load', () => {
  const replicas = { min: 2, max: 4, cpu: 80 };

  test('that nobody measures are worth a warning', async () => {
    expect(await problems(cluster('metrics.k8s.io'), { replicas })).toEqual({ refused: [], warnings: [] });
    const sentence =
      'step api: there will be 2 replicas whatever the load is, since the cluster measures none: install metrics-server';
    expect(await problems(cluster(), { replicas })).toEqual({ refused: [], warnings: [sentence] });
  });
});

test('of a service that is skipped, or stays inside, nothing is asked', async () => {
  const api = cluster();
  expect(await problems(api, { ingress: { ...plainIngress, class: 'x' } }, { skip: 'not selected' })).toEqual({
    refused: [],
    warnings: [],
  });
  expect(await problems(api, {})).toEqual({ refused: [], warnings: [] });
  expect(api.calls).toEqual([]);
});
