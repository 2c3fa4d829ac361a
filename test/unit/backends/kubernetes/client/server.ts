/** A real HTTP server in the role of the API server, and a client for it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import { findConnection, type Connection } from '../../../../../src/backends/kubernetes/client/connection.ts';
import { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import { serverCertificate } from './certificates.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Common name of the client's certificate. */
  readonly client: string | null;
}

export type Handler = (request: Seen, response: ServerResponse, count: number) => void;

export class ApiServer {
  readonly url: string;
  readonly seen: Seen[] = [];
  readonly #server: Server;

  private constructor(server: Server, scheme: string) {
    this.#server = server;
    this.url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(handler: Handler, tls: { readonly clientAuthority?: string } | null = null): Promise<ApiServer> {
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      // The clock of a test is its own.
      response.sendDate = false;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://server');
        const socket = request.socket as { getPeerCertificate?: () => { subject?: { CN?: string } } };
        const seen = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
          client: socket.getPeerCertificate?.().subject?.CN ?? null,
        };
        api.seen.push(seen);
        handler(seen, response, api.seen.length);
      });
    };
    const { clientAuthority } = tls ?? {};
    const authority = clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true };
    const server = tls === null ? createServer(serve) : createTlsServer({ ...serverCertificate, ...authority }, serve);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const api = new ApiServer(server, tls === null ? 'http' : 'https');
    return api;
  }

  /** Calls that want the connection for themselves; whoever takes one closes it. */
  onUpgrade(take: (request: IncomingMessage, socket: Duplex) => void): void {
    this.#server.on('upgrade', take);
  }

  get port(): string {
    return new URL(this.url).port;
  }

  /** Everything that is open breaks. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function refuse(response: ServerResponse, code: number, reason: string, message = reason, headers = {}): void {
  json(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, headers);
}

export interface KubeconfigParts {
  readonly cluster?: object;
  readonly user?: object;
  readonly proxyUrl?: string;
}

export function connectionTo(server: string, { cluster, user, proxyUrl }: KubeconfigParts = {}): Connection {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: 'here', cluster: { server, ...cluster } }],
    users: [{ name: 'me', user: user ?? { token: 'secret' } }],
    contexts: [{ name: 'test', context: { cluster: 'here', user: 'me', namespace: 'ml' } }],
    'current-context': 'test',
  });
  const found = findConnection({ kubeconfig, home: '/', cwd: '/', ...(proxyUrl ? { proxyUrl } : {}) }, {});
  if (found === null) throw new Error('no connection');
  return found;
}

/** A clock that sleeping moves on at once. */
export class FakeTime {
  readonly slept: number[] = [];
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly now = (): number => this.#now;
  readonly sleep = (milliseconds: number): Promise<void> => {
    this.slept.push(milliseconds);
    this.pass(milliseconds);
    return Promise.resolve();
  };
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export function apiOf(
  server: string,
  parts: KubeconfigParts & { readonly time?: FakeTime; readonly env?: Record<string, string> } = {},
): HttpApi {
  const { time = new FakeTime(), env = {} } = parts;
  return HttpApi.open(connectionTo(server, parts), { now: time.now, sleep: time.sleep, env, userAgent: 'test/1' });
}

/** The error that it is rejected with. */
export async function refusalOf(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`no ApiError: ${String(error)}`);
}
