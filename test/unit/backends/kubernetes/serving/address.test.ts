import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Gateway, HttpRoute } from '../../../../../src/backends/kubernetes/client/extension-types.ts';
import type { Routing } from '../../../../../src/backends/kubernetes/objects/exposure.ts';
import { awaitAddress, type Address } from '../../../../../src/backends/kubernetes/serving/address.ts';
import type { ServiceIngress } from '../../../../../src/workflow/model.ts';
import { plainIngress } from '../../../../../src/workflow/service.ts';
import { until } from '../backend-scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';

const name = 'wine-api-h1';
let api: FakeApi;
let stop: AbortController;
beforeEach(() => {
  api = new FakeApi();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
});

const gateway = { namespace: 'infra', name: 'web' };
const atRoot: Routing = { kind: 'ingress', namespace: 'ml', path: '/', class: 'c', stripping: 'none' };
const below: Routing = { ...atRoot, path: '/ml/api', stripping: 'traefik' };
const route = (path: string): Routing => ({ kind: 'gateway', path, gateway });

function address(
  routing: Routing,
  ingress: Partial<ServiceIngress> = {},
  { patience = 10_000, settling = 10_000 } = {},
): Promise<Address | null> {
  const service = { ingress: { ...plainIngress, ...ingress } };
  return awaitAddress(api, routing, { name, service, signal: stop.signal, patience, settling });
}

function answer(entry: { ip?: string; hostname?: string }): void {
  api.put('Ingress', { metadata: { name }, status: { loadBalancer: { ingress: [entry] } } });
}

function putRoute(conditions: Readonly<Record<string, boolean>>, generation = 1, message = 'said so'): void {
  const all = Object.entries(conditions).map(([type, is]) => ({
    type,
    status: is ? 'True' : 'False',
    reason: is ? type : `No${type}`,
    message,
    observedGeneration: generation,
  }));
  const object: HttpRoute = { metadata: { name, generation: 1 }, status: { parents: [{ conditions: all }] } };
  api.put('HTTPRoute', object);
}

function putGateway(object: Gateway): void {
  api.answer('GET', /\/namespaces\/infra\/gateways\/web$/, () => object);
}

describe('an Ingress', () => {
  test('answers at what its controller writes into it, once it does', async () => {
    api.put('Ingress', { metadata: { name } });
    const found = address(below);
    await until(() => api.watched.includes('Ingress'));
    answer({ ip: '10.0.0.1' });
    expect(await found).toEqual({ url: 'http://10.0.0.1/ml/api' });
    expect(api.watched).toEqual([]);
  });

  test.each([
    [{ ip: '10.0.0.1' }, {}, 'http://10.0.0.1'],
    [{ ip: 'fd00::1' }, {}, 'http://[fd00::1]'],
    [{ hostname: 'lb.example.com' }, {}, 'http://lb.example.com'],
    [{ ip: '10.0.0.1' }, { host: 'a.example.com' }, 'http://a.example.com'],
    [{ ip: '10.0.0.1' }, { host: 'a.example.com', tls: 'cert' }, 'https://a.example.com'],
  ])('with the address %j and %j is %s', async (entry, ingress, url) => {
    answer(entry);
    expect(await address(atRoot, ingress)).toEqual({ url });
  });

  test('with any number of names has no single address', async () => {
    answer({ ip: '10.0.0.1' });
    const reason = '*.example.com is any number of names, each of which leads to it';
    expect(await address(atRoot, { host: '*.example.com' })).toEqual({ url: null, reason });
  });

  test('that nobody answers for says which class it is of', async () => {
    api.put('Ingress', { metadata: { name } });
    expect(await address(atRoot, {}, { patience: 20 })).toEqual({
      url: null,
      reason: 'IngressClass "c" gave it no address within 0.02 s; does its controller run, and does it tell addresses?',
    });
  });

  test('that may not be watched is no error', async () => {
    api.fail('list', 'Ingress', apiError(403, 'no ingresses'));
    expect(await address(atRoot)).toEqual({ url: null, reason: 'could not: no ingresses' });
  });

  test('is not waited for when the run is cancelled', async () => {
    api.put('Ingress', { metadata: { name } });
    const found = address(atRoot);
    await until(() => api.watched.includes('Ingress'));
    stop.abort();
    expect(await found).toMatchObject({ url: null });
  });
});

describe('an HTTPRoute', () => {
  const served = { Accepted: true, ResolvedRefs: true };

  test.each<[string, Gateway, Partial<ServiceIngress>, Address]>([
    [
      'the address of its Gateway',
      { status: { addresses: [{ value: '10.0.0.1' }] } },
      {},
      { url: 'http://10.0.0.1/ml/api' },
    ],
    [
      'the port of its listener',
      {
        spec: { listeners: [{ name: 'web', port: 8080, protocol: 'HTTP' }] },
        status: { addresses: [{ value: '10.0.0.1' }] },
      },
      {},
      { url: 'http://10.0.0.1:8080/ml/api' },
    ],
    [
      'a name that has a certificate there',
      {
        spec: {
          listeners: [
            { name: 'web', port: 80, protocol: 'HTTP' },
            { name: 'other', port: 444, protocol: 'HTTPS', hostname: 'b.example.com' },
            { name: 'tls', port: 443, protocol: 'HTTPS', hostname: '*.example.com' },
          ],
        },
      },
      { host: 'a.example.com' },
      { url: 'https://a.example.com/ml/api' },
    ],
    ['nothing, without an address', {}, {}, { url: null, reason: 'Gateway infra/web has no address' }],
  ])('answers at %s', async (_, object, ingress, expected) => {
    putGateway(object);
    putRoute(served);
    expect(await address(route('/ml/api'), ingress)).toEqual(expected);
  });

  test('answers at its name where the Gateway may not be read', async () => {
    api.answer('GET', /\/gateways\/web$/, () => {
      throw apiError(403);
    });
    putRoute(served);
    expect(await address(route('/'), { host: 'a.example.com' })).toEqual({ url: 'http://a.example.com' });
    const reason = 'the account may not read the address of Gateway infra/web; set ingress.host';
    expect(await address(route('/'))).toEqual({ url: null, reason });
  });

  test('that its Gateway goes on refusing says why', async () => {
    putRoute({ Accepted: false, ResolvedRefs: true });
    expect(await address(route('/'), {}, { settling: 20 })).toEqual({
      url: null,
      reason: 'Gateway infra/web: NoAccepted (said so)',
    });
  });

  test('that was refused only for a moment is served', async () => {
    putGateway({ status: { addresses: [{ value: '10.0.0.1' }] } });
    putRoute({ Accepted: true, ResolvedRefs: false });
    const found = address(route('/'));
    await until(() => api.watched.includes('HTTPRoute'));
    putRoute(served);
    expect(await found).toEqual({ url: 'http://10.0.0.1' });
  });

  test('is not judged by what was said of an older form of it', async () => {
    putRoute(served, 0);
    expect(await address(route('/'), {}, { patience: 20 })).toEqual({
      url: null,
      reason: 'Gateway infra/web: no controller took it on within 0.02 s',
    });
  });
});

test('a service that stays inside has no address, and nothing is watched', async () => {
  const options = { name, service: { ingress: null }, signal: stop.signal };
  expect(await awaitAddress(api, null, options)).toBeNull();
  expect(api.calls).toEqual([]);
});
