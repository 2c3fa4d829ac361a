import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { portForward } from '../../../src/commands/port-forward.ts';
import { kubeconfigOf, serveObjects } from '../backends/kubernetes/client/object-server.ts';
import { PodServer } from '../backends/kubernetes/client/pod-server.ts';
import type { ApiServer } from '../backends/kubernetes/client/server.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { putPod, putService } from '../backends/kubernetes/reach/objects.ts';
import { Paper } from '../report/scene.ts';
import { worldOf } from './world.ts';

let api: FakeApi;
let server: ApiServer;
const listening: Server[] = [];
const clients: Socket[] = [];
let interrupt: () => void = () => undefined;
const [out, err] = [new Paper(), new Paper()];
beforeEach(async () => {
  api = new FakeApi();
  server = await serveObjects(api);
  putService(api, 'wine-api-x');
  out.text = '';
  err.text = '';
});
afterEach(async () => {
  interrupt();
  for (const client of clients.splice(0)) client.destroy();
  for (const each of listening.splice(0)) each.close();
  await server.close();
});

/** What a pod does with a connection. @returns its port on this machine */
async function serve(handle: (socket: Socket) => void): Promise<number> {
  const each = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    handle(socket);
  }).listen(0, '127.0.0.1');
  listening.push(each);
  await once(each, 'listening');
  return (each.address() as AddressInfo).port;
}

const says = (text: string) => serve((socket) => socket.end(text));
const echo = () => serve((socket) => socket.pipe(socket));

interface Forwarded {
  readonly port: number;
  readonly ended: Promise<number>;
}

async function forward(ports?: string): Promise<Forwarded> {
  const world = worldOf({
    env: { KUBECONFIG: kubeconfigOf(server) },
    out,
    err,
    onInterrupt: (listener) => {
      interrupt = () => {
        listener('SIGINT');
      };
      return () => undefined;
    },
  });
  const ended = portForward({ service: 'api', ...(ports === undefined ? {} : { ports }) }, world);
  const failed = ended.then(() => undefined);
  await Promise.race([failed, until(() => out.text !== '')]);
  return { port: Number(/127\.0\.0\.1:(\d+)/.exec(out.text)?.[1]), ended };
}

function open(port: number, host = '127.0.0.1'): Socket {
  const socket = connect({ port, host, allowHalfOpen: true });
  socket.on('error', () => undefined);
  clients.push(socket);
  return socket;
}

/** Nothing of what was reset. */
const read = async (port: number, host?: string): Promise<string> =>
  String(await buffer(open(port, host)).catch(() => ''));

describe('automl port-forward', () => {
  test('leads each connection to a ready pod in turn, by the number of its named port', async () => {
    putPod(api, 'a', true, 5001);
    putPod(api, 'b', true, 5002);
    putPod(api, 'c', false);
    const pods = new PodServer(
      server,
      new Map([
        ['a', await says('from a')],
        ['b', await says('from b')],
      ]),
    );
    const { port, ended } = await forward(':80');
    expect(out.text).toBe(`http://127.0.0.1:${String(port)} leads to service wine/api (port 80), until Ctrl-C\n`);
    const answers = [await read(port), await read(port), await read(port, '::1')];
    expect(answers).toEqual(['from b', 'from a', 'from b']);
    expect(pods.asked).toEqual(['a:5001', 'b:5002', 'a:5001', 'b:5002']);
    interrupt();
    expect(await ended).toBe(0);
    expect(err.text).toBe('');
  });

  test('carries bytes of all kinds both ways, several connections at once, unchanged', async () => {
    putPod(api, 'a', true);
    new PodServer(server, new Map([['a', await echo()]]));
    const { port } = await forward(':80');
    const sent = [1, 2, 3].map((seed) => Buffer.alloc(500_000, Buffer.from([seed, 0, 255, 10, seed * 7])));
    const received = await Promise.all(
      sent.map(async (bytes) => {
        const socket = open(port);
        socket.write(bytes);
        const chunks: Buffer[] = [];
        for await (const chunk of socket as AsyncIterable<Buffer>) {
          chunks.push(chunk);
          if (Buffer.concat(chunks).length === bytes.length) break;
        }
        return Buffer.concat(chunks);
      }),
    );
    expect(received.map((bytes, at) => bytes.equals(sent[at] ?? Buffer.alloc(0)))).toEqual([true, true, true]);
  });

  test('takes no more from the pod than its reader does', async () => {
    putPod(api, 'a', true);
    let told = 0;
    const flood = await serve((socket) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        for (told += chunk.length; socket.write(chunk); told += chunk.length) if (told > 500e6) return;
      };
      socket.on('drain', more);
      more();
    });
    new PodServer(server, new Map([['a', flood]]));
    const { port } = await forward(':80');
    const socket = open(port);
    await once(socket, 'connect');
    socket.pause();
    let last = -1;
    // Until every buffer on the way is full.
    while (last !== told) {
      last = told;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(60e6);
  });

  test('goes past a pod that is gone, and to others when the one of a connection goes', async () => {
    putPod(api, 'a', true);
    putPod(api, 'b', true);
    const pods = new PodServer(
      server,
      new Map([
        ['a', null],
        ['b', await echo()],
      ]),
    );
    const { port } = await forward(':80');
    const held = open(port);
    held.write('x');
    await once(held, 'data');
    pods.breakAll();
    await new Promise((resolve) => held.once('close', resolve));
    const next = open(port);
    next.write('y');
    expect(String(await once(next, 'data'))).toBe('y');
    expect(err.text).toBe('connection to service wine/api: the connection broke off\n');
  });

  test('ends the connection to the pod when this end is gone', async () => {
    putPod(api, 'a', true);
    const pods = new PodServer(server, new Map([['a', await echo()]]));
    const { port } = await forward(':80');
    const socket = open(port);
    socket.write('x');
    await once(socket, 'data');
    expect(pods.open).toBe(1);
    socket.resetAndDestroy();
    await until(() => pods.open === 0);
  });

  test('tells what kept a connection from the pod, and goes on', async () => {
    putPod(api, 'a', true);
    const port = await says('late');
    const pods = new Map([['a', 1]]);
    new PodServer(server, pods);
    const forwarded = await forward(':80');
    expect(await read(forwarded.port)).toBe('');
    expect(err.text).toContain('connection to service wine/api: error forwarding port 1 to pod: connection refused');
    pods.set('a', port);
    expect(await read(forwarded.port)).toBe('late');
    api.take('Pod', 'a');
    expect(await read(forwarded.port)).toBe('');
    expect(err.text).toContain('service wine/api has no pod that is ready');
  });

  test('refuses what can not be', async () => {
    const taken = await says('');
    await expect(forward()).rejects.toThrow('service wine/api has no pod that is ready');
    putPod(api, 'a', true);
    await expect(forward('x:80')).rejects.toThrow('"x:80" is not of the form [LOCAL:]PORT');
    await expect(forward('70000:80')).rejects.toThrow('is not of the form');
    await expect(forward('5000')).rejects.toThrow('service wine/api has no port 5000; it has 80');
    new PodServer(server, new Map([['a', taken]]));
    await expect(forward(`${String(taken)}:80`)).rejects.toThrow(`port ${String(taken)} of this machine is in use`);
  });

  test('takes a Service without a selector for one without pods', async () => {
    putPod(api, 'a', true);
    const [service] = api.all('Service');
    api.put('Service', { ...service, spec: { ...service?.spec, selector: {} } });
    await expect(forward()).rejects.toThrow('service wine/api has no pod that is ready');
  });

  test('says which right is missing before it says that it works', async () => {
    putPod(api, 'a', true);
    server.onUpgrade((_, socket) => {
      const message =
        'pods "a" is forbidden: User "ci" cannot get resource "pods/portforward" in API group "" in the namespace "ml"';
      const body = JSON.stringify({ kind: 'Status', code: 403, reason: 'Forbidden', message });
      socket.end(
        `HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
      );
    });
    await expect(forward(':80')).rejects.toThrow('ci lacks the right to get pods/portforward in namespace ml');
    expect(out.text).toBe('');
  });
});
