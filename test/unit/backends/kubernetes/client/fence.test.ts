import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fence } from '../../../../../src/backends/kubernetes/client/fence.ts';
import type { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import { LeaseLost } from '../../../../../src/backends/kubernetes/driving/tenure.ts';
import type { Job } from '../../../../../src/backends/kubernetes/client/types.ts';
import { ApiServer, apiOf, FakeTime, json, refuse, type Handler, type KubeconfigParts } from './server.ts';

let server: ApiServer;
let api: HttpApi;
const time = new FakeTime();
afterEach(async () => {
  await api.close();
  await server.close();
});

async function serve(handler: Handler, parts: KubeconfigParts = {}): Promise<void> {
  time.slept.length = 0;
  server = await ApiServer.start(handler);
  api = apiOf(server.url, { ...parts, time });
}
const good: Handler = (_, response) => {
  json(response, 200, { metadata: { name: 'a' }, items: [] });
};
const job = { metadata: { name: 'a' }, spec: { template: {} } } as Job;
const shut: Fence = { pass: () => Promise.reject(new LeaseLost()) };

describe('behind a fence', () => {
  test.each<[string, (fenced: HttpApi) => Promise<unknown>]>([
    ['create', (fenced) => fenced.create('Job', job)],
    ['apply', (fenced) => fenced.apply('Job', job, { force: true })],
    ['patch', (fenced) => fenced.patch('Job', 'a', { spec: {} })],
    ['delete', (fenced) => fenced.delete('Job', 'a')],
    ['delete all', (fenced) => fenced.deleteAll('Job', { labelSelector: 'a=b' })],
    ['post', (fenced) => fenced.request({ method: 'POST', path: '/x' })],
    ['ask to post', (fenced) => fenced.ask({ method: 'POST', path: '/x' })],
  ])('a call to %s is not sent', async (_what, call) => {
    await serve(good);
    await expect(call(api.behind(shut))).rejects.toThrow('another driver has taken the run over');
    expect(server.seen).toEqual([]);
  });

  test('what only reads passes', async () => {
    await serve(good);
    const fenced = api.behind(shut);
    await fenced.get('Job', 'a');
    await fenced.list('Job');
    await fenced.ask({ method: 'GET', path: '/x' });
    expect(server.seen).toHaveLength(3);
  });

  test('others of the same connection pass', async () => {
    await serve(good);
    api.behind(shut);
    await api.patch('Job', 'a', { spec: {} });
    expect(server.seen).toHaveLength(1);
  });

  test('each further try asks again', async () => {
    await serve((_, response) => {
      refuse(response, 503, 'ServiceUnavailable');
    });
    let asked = 0;
    const closing: Fence = {
      pass: () => {
        asked += 1;
        return asked < 3 ? Promise.resolve() : shut.pass();
      },
    };
    await expect(api.behind(closing).patch('Job', 'a', {})).rejects.toThrow('another driver has taken the run over');
    expect([asked, server.seen.length]).toEqual([3, 2]);
  });

  test('an API server is waited for as long as its upgrade may take', async () => {
    const begin = time.now();
    await serve((_, response) => {
      if (time.now() - begin < 10 * 60_000) refuse(response, 503, 'ServiceUnavailable');
      else json(response, 200, { metadata: { name: 'a' } });
    });
    await expect(api.get('Job', 'a')).rejects.toThrow('503');
    const open: Fence = { pass: () => Promise.resolve() };
    expect(await api.behind(open).get('Job', 'a')).toEqual({ metadata: { name: 'a' } });
    expect(time.now() - begin).toBeGreaterThan(10 * 60_000);
  });
});

describe('the final end of a credential', () => {
  const token = (seconds: number): string =>
    `x.${Buffer.from(JSON.stringify({ exp: time.now() / 1000 + seconds })).toString('base64url')}.y`;

  test('is that of a token which nothing renews', async () => {
    await serve(good, { user: { token: token(900) } });
    expect(api.finalLife()).toBe(900);
  });

  test('is unknown for a token that does not say', async () => {
    await serve(good, { user: { token: 'opaque' } });
    expect(api.finalLife()).toBeNull();
  });

  test.each([
    ['a file', { tokenFile: '/nowhere/token' }],
    ['a plugin', { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: '/nowhere/login' } }],
  ])('does not come where %s renews it', async (_what, user) => {
    await serve(good, { user });
    expect(api.finalLife()).toBeNull();
  });
});
