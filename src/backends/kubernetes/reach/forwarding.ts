/** A port of this machine that leads to a service: each connection goes to a pod that is ready when it begins. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AutomlError, messageOf } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import type { MessageStream } from '../client/web-socket.ts';
import { join, openPod } from './pod-connection.ts';
import type { ReachableService, ServicePort } from './reachable-service.ts';
import { readyPods } from './ready-pods.ts';

export interface ForwardingOptions {
  readonly api: KubeApi;
  readonly service: ReachableService;
  /** One of the service's. */
  readonly port: ServicePort;
  /** Port of this machine; 0: one that is free. */
  readonly local: number;
  /** A sentence for each connection that did not get through. */
  readonly say: (sentence: string) => void;
}

export class Forwarding {
  /** Of this machine. */
  readonly port: number;
  readonly #servers: readonly Server[];
  readonly #open: Set<Socket>;

  private constructor(servers: readonly Server[], open: Set<Socket>, port: number) {
    this.#servers = servers;
    this.#open = open;
    this.port = port;
  }

  /** @throws AutomlError when no pod is ready, or the port is in use @throws ApiError when pods can't be reached */
  static async start({ api, service, port, local, say }: ForwardingOptions): Promise<Forwarding> {
    const open = new Set<Socket>();
    let turn = 0;
    const connect = (): Promise<MessageStream> => openReady(api, service, port, turn++);
    // Whether we may, and whether what is between lets us: before anybody is told that it works.
    (await connect()).close();
    const accept = (socket: Socket): void => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      // That end has gone: nobody is there to be told.
      socket.on('error', () => undefined);
      connect()
        .then((remote) => join(socket, remote))
        .catch((error: unknown) => {
          socket.destroy();
          say(`connection to service ${service.title}: ${messageOf(error)}`);
        });
    };
    const servers = await listen(local, accept);
    const [first] = servers;
    return new Forwarding(servers, open, (first?.address() as AddressInfo).port);
  }

  /** Breaks what is open. */
  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/** To the pods in turn; past one that has gone since, to the next. */
async function openReady(
  api: KubeApi,
  service: ReachableService,
  { target }: ServicePort,
  turn: number,
): Promise<MessageStream> {
  const pods = await readyPods(api, service, target);
  const start = turn % Math.max(1, pods.length);
  let failure: unknown = new AutomlError('CLUSTER', `service ${service.title} has no pod that is ready`);
  for (const pod of [...pods.slice(start), ...pods.slice(0, start)]) {
    try {
      return await openPod(api, pod);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** On both loopback addresses, where there are two. */
async function listen(port: number, accept: (socket: Socket) => void): Promise<readonly Server[]> {
  const first = await listenAt('127.0.0.1', port, accept).catch((error: unknown) => {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const fix = 'name another one before the colon, as in 18080:5000; 0:5000 takes one that is free';
    const what = isTaken ? `port ${String(port)} of this machine is in use: ${fix}` : messageOf(error);
    throw new AutomlError('USAGE', what, { cause: error });
  });
  const { port: taken } = first.address() as AddressInfo;
  const second = await listenAt('::1', taken, accept).catch(() => null);
  return second === null ? [first] : [first, second];
}

async function listenAt(host: string, port: number, accept: (socket: Socket) => void): Promise<Server> {
  // An end that has said its last word still wants the answer.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: false }, accept);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
