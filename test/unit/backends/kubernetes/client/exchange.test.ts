import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import { PodServer } from './pod-server.ts';
import { ApiServer, apiOf, refusalOf, refuse, type Handler } from './server.ts';

let server: ApiServer;
let api: HttpApi;
const folder = mkdtempSync(path.join(tmpdir(), 'automl-exchange-'));
const token = path.join(folder, 'token');
afterEach(async () => {
  await api.close();
  await server.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** With a token from a file, which is `old` at first. */
async function serve(handler: Handler): Promise<void> {
  server = await ApiServer.start(handler);
  writeFileSync(token, 'old');
  api = apiOf(server.url, { user: { tokenFile: token } });
}

const soon = (): AbortSignal => AbortSignal.timeout(5000);
const call = { method: 'POST', path: '/api/v1/namespaces/ml/services/x/proxy/' } as const;

describe('an exchange with a proxied service', () => {
  test('has the bytes and headers that the service sent, and those that it was sent', async () => {
    const bytes = Buffer.from([0, 255, 128]);
    await serve((_, response) => response.writeHead(500, { 'x-own': '1' }).end(bytes));
    const headers = { 'x-mine': '2', authorization: 'Bearer stolen' };
    const { status, headers: got, body } = await api.exchange({ ...call, body: bytes, headers }, soon());
    expect([status, got['x-own'], await buffer(body)]).toEqual([500, '1', bytes]);
    expect(server.seen[0]?.headers).toMatchObject({
      'x-mine': '2',
      authorization: 'Bearer old',
      'content-length': '3',
    });
  });

  test('is asked again with a new credential when the API server refuses the old one', async () => {
    await serve(({ headers }, response) => {
      if (headers.authorization === 'Bearer new') response.end('in');
      else {
        writeFileSync(token, 'new');
        refuse(response, 401, 'Unauthorized');
      }
    });
    const { body } = await api.exchange(call, soon());
    expect(String(await buffer(body))).toBe('in');
  });

  test('leaves a 401 and an error of the service to whoever asked', async () => {
    await serve((_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{"a":1}'));
    const { status, body } = await api.exchange(call, soon());
    expect([status, String(await buffer(body))]).toEqual([401, '{"a":1}']);
    expect(server.seen).toHaveLength(1);
  });

  test('fails with what the API server says in place of the service', async () => {
    await serve((_, response) => {
      refuse(response, 503, 'ServiceUnavailable', 'no endpoints available for service "x"');
    });
    const error = await refusalOf(api.exchange(call, soon()));
    expect([error.status, error.said]).toEqual([503, 'no endpoints available for service "x"']);
    // It may have been heard.
    expect(server.seen).toHaveLength(1);
  });
});

describe('a connection for messages', () => {
  const way = { path: '/api/v1/namespaces/ml/pods/a/portforward', query: { ports: 1 } };

  test('is asked for again with a new credential', async () => {
    await serve((_, response) => response.end());
    let tries = 0;
    server.onUpgrade((request, socket) => {
      tries += 1;
      if (request.headers.authorization === 'Bearer new') socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      else {
        writeFileSync(token, 'new');
        socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
      }
    });
    // The second answer is none of a WebSocket.
    await expect(api.openMessages(way, 'v4.channel.k8s.io')).rejects.toThrow('could not read pods/a/portforward');
    expect(tries).toBe(2);
  });

  test('is refused in the words of the API server', async () => {
    await serve((_, response) => response.end());
    new PodServer(server, new Map());
    const error = await refusalOf(api.openMessages(way, 'v4.channel.k8s.io'));
    expect([error.status, error.message]).toEqual([
      404,
      'could not read pods/a/portforward in namespace ml: pods "a" not found',
    ]);
  });

  test('fails where something between does not know of upgrades', async () => {
    await serve((_, response) => response.writeHead(200).end('<h1>Hello</h1>'));
    const error = await refusalOf(api.openMessages(way, 'v4.channel.k8s.io'));
    expect(error.message).toContain('could not read pods/a/portforward in namespace ml: ');
  });
});
