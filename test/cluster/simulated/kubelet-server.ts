/** The kubelet's own server, as far as the API server asks it for logs. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';
import type { ContainerLog } from './container-log.ts';

export interface KubeletServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Null: there is no such container; `waiting`: it has not started. */
export type FindLog = (namespace: string, pod: string, container: string) => ContainerLog | 'waiting' | null;

export async function startKubeletServer(certificate: Certificate, find: FindLog): Promise<KubeletServer> {
  const server = createServer(certificate, (request, response) => {
    answer(request, response, find);
  });
  server.listen(0);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function answer({ url = '/' }: IncomingMessage, response: ServerResponse, find: FindLog): void {
  const { pathname, searchParams } = new URL(url, 'https://localhost');
  const [, namespace = '', pod = '', container = ''] =
    /^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  const log = find(namespace, pod, container);
  if (log === null) {
    response.writeHead(404).end(`pod "${pod}" is not on this node`);
    return;
  }
  if (log === 'waiting') {
    response.writeHead(400).end(`container "${container}" in pod "${pod}" is waiting to start: ContainerCreating`);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  const stamped = searchParams.get('timestamps') === 'true';
  const since = Date.parse(searchParams.get('sinceTime') ?? '1970-01-01T00:00:00Z');
  const lines = log.lines.filter(({ time }) => Date.parse(time) >= since);
  const tail = Number(searchParams.get('tailLines') ?? lines.length);
  const write = ({ time, text }: { readonly time: string; readonly text: string }): void => {
    response.write(stamped ? `${time} ${text}\n` : `${text}\n`);
  };
  lines.slice(Math.max(0, lines.length - tail)).forEach(write);
  if (searchParams.get('follow') !== 'true') response.end();
  else {
    const stop = log.follow(write, () => response.end());
    response.once('close', stop);
  }
}
