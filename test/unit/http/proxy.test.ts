import { describe, expect, test } from '@jest/globals';
import { proxyFor } from '../../../src/http/proxy.ts';

const HTTPS_PROXY = 'proxy:3128';
const url = new URL('https://api.prod.example:6443');

describe('the proxy for the API server', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['https://h', {}, null],
    ['https://h', { HTTPS_PROXY }, 'http://proxy:3128/'],
    ['https://h', { https_proxy: 'https://p' }, 'https://p/'],
    ['https://h', { HTTP_PROXY: 'http://p' }, null],
    ['http://h', { HTTP_PROXY: 'http://u:p@p:8080' }, 'http://u:p@p:8080/'],
    ['https://localhost:6443', { HTTPS_PROXY }, null],
    ['https://127.0.0.1:6443', { HTTPS_PROXY }, null],
    ['https://[::1]:6443', { HTTPS_PROXY }, null],
  ])('of %s with %p is %p', (server, env, proxy) => {
    expect(proxyFor(new URL(server), env)).toBe(proxy);
  });

  test.each([
    '*',
    'example',
    'prod.example',
    '.example',
    '*.prod.example',
    'api.prod.example:6443',
    'x, API.prod.example',
  ])('is not used where NO_PROXY is %s', (no_proxy) => {
    expect(proxyFor(url, { HTTPS_PROXY, no_proxy })).toBeNull();
  });

  test.each(['', 'ample', 'api.prod.example:443', '.api.prod.example', 'pi.prod.example', '10.0.0.0/8'])(
    'is used where NO_PROXY is %s',
    (NO_PROXY) => {
      expect(proxyFor(url, { HTTPS_PROXY, NO_PROXY })).not.toBeNull();
    },
  );

  test.each([
    ['https://10.2.3.4', '10.0.0.0/8', true],
    ['https://11.2.3.4', '10.0.0.0/8', false],
    ['https://10.2.3.4', '10.2.3.4', true],
    ['https://10.2.3.4:6443', '10.2.3.4:443', false],
    ['https://[fd00::1]:6443', 'fd00::/8', true],
    ['https://[fd00::1]:6443', '[fd00::1]:6443', true],
    ['https://10.2.3.4', '10.0.0.0/99', false],
  ])('of %s is spared by %s: %p', (server, NO_PROXY, spared) => {
    expect(proxyFor(new URL(server), { HTTPS_PROXY, NO_PROXY }) === null).toBe(spared);
  });

  test('must be one', () => {
    expect(() => proxyFor(url, { HTTPS_PROXY: 'ftp://p' })).toThrow('HTTPS_PROXY is not the URL of a proxy');
  });
});
