import { describe, expect, test } from '@jest/globals';
import { previewOf, previewService, pullOf } from '../../../src/workflow/preview.ts';
import { plainIngress, plainService, type ServiceIngress } from '../../../src/workflow/service.ts';

describe('the environment of a preview', () => {
  test('is named by its pull request, which the name leads back to', () => {
    expect(previewOf(7)).toBe('pr-7');
    expect(pullOf(previewOf(7))).toBe(7);
  });

  test.each(['production', 'pr-', 'pr-x', 'pr-7b', 'my-pr-7', 'pr-07', '', null])('is not %p', (name) => {
    expect(pullOf(name)).toBeNull();
  });
});

describe('a service in a preview', () => {
  const way = (ingress: Partial<ServiceIngress>): Pick<ServiceIngress, 'host' | 'path'> => {
    const service = { ...plainService, port: 1, ingress: { ...plainIngress, ...ingress } };
    const { host, path } = previewService(service, 'pr-7').ingress ?? {};
    return { ...(host === undefined ? {} : { host }), ...(path === undefined ? {} : { path }) };
  };

  test.each<[string, Partial<ServiceIngress>, Partial<ServiceIngress>]>([
    ['a host', { host: 'api.example.com' }, { host: 'pr-7-api.example.com' }],
    ['any host of a domain', { host: '*.example.com' }, { host: 'pr-7.example.com' }],
    ['a host and a path', { host: 'example.com', path: '/wine' }, { host: 'pr-7-example.com', path: '/wine' }],
    ['a path of every host', { path: '/wine' }, { path: '/pr-7/wine' }],
    ['the root of every host', { path: '/' }, { path: '/pr-7' }],
    ['nothing, as its path is its own already', {}, {}],
  ])('has a way in of its own where the file says %s', (_, written, expected) => {
    expect(way(written)).toEqual(expected);
  });

  test("has a host that fits into a name of the DNS, and is nobody else's", () => {
    const hosts = ['a', 'b'].map((end) => way({ host: `${'x'.repeat(61)}${end}.example.com` }).host ?? '');
    for (const host of hosts) expect(host).toMatch(/^pr-7-x{49}-[0-9a-f]{8}\.example\.com$/);
    expect(new Set(hosts).size).toBe(2);
    expect(way({ host: `${'x'.repeat(58)}.example.com` }).host).toBe(`pr-7-${'x'.repeat(58)}.example.com`);
  });

  test('is otherwise what the file says', () => {
    const inside = { ...plainService, port: 1, replicas: 3 };
    expect(previewService(inside, 'pr-7')).toEqual(inside);
    const outside = { ...inside, ingress: { ...plainIngress, host: 'a.example.com', tls: 'wildcard', class: 'nginx' } };
    expect(previewService(outside, 'pr-7').ingress).toEqual({ ...outside.ingress, host: 'pr-7-a.example.com' });
  });
});
