/** One call to the API server and its answer: address, identity and TLS; no judgement and no retries. */
import type { Dispatcher } from 'undici';
import type { RawCall } from './api.ts';
import type { Env } from './access.ts';
import type { Connection } from './connection.ts';
import { Credential, type Identity } from './credential.ts';
import { Dispatchers } from '../../../http/dispatcher.ts';
import type { Fence } from './fence.ts';
import { FileMemory } from './file-memory.ts';
import { proxyFor } from '../../../http/proxy.ts';
import { upgradeTo, type Upgrade } from './upgrade.ts';
import type { Handshake } from './web-socket.ts';

export interface TransportOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly env: Env;
  readonly userAgent: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Seconds; null when the server does not say. */
  readonly retryAfter: number | null;
  readonly location: string | null;
  readonly headers: Dispatcher.ResponseData['headers'];
  /** Milliseconds since the epoch by the server's clock; NaN when it does not say. */
  readonly date: number;
  readonly body: Dispatcher.ResponseData['body'];
  /** As whom it was asked. */
  readonly identity: Identity;
}

interface Way {
  readonly identity: Identity;
  readonly dispatcher: Dispatcher;
  readonly headers: Record<string, string | string[]>;
}

export class Transport {
  readonly credential: Credential;
  readonly #connection: Connection;
  readonly #files: FileMemory;
  readonly #dispatchers: Dispatchers;
  readonly #server: URL;
  readonly #headers: Readonly<Record<string, string | string[]>>;
  #isClosed = false;

  constructor(connection: Connection, { now, env, userAgent }: TransportOptions) {
    const { cluster, user } = connection.access;
    this.#connection = connection;
    this.#server = new URL(cluster.server);
    this.#files = new FileMemory(now);
    this.#dispatchers = new Dispatchers(cluster.proxyUrl ?? proxyFor(this.#server, env));
    this.credential = new Credential(user, cluster, { now, env, files: this.#files });
    this.#headers = { 'user-agent': userAgent, ...impersonationHeaders(connection) };
  }

  /** Nobody waits for an answer any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @param fence asked last, when all else is at hand @throws AutomlError CLUSTER when the credential can't be had, else what broke the connection */
  async send(call: RawCall, signal: AbortSignal, fence: Fence | null): Promise<Answer> {
    const { contentType = 'application/json', accept = 'application/json', body } = call;
    const { identity, dispatcher, headers: ours } = await this.#way();
    if (call.method !== 'GET') await fence?.pass();
    const answer = await dispatcher.request({
      origin: this.#server.origin,
      path: this.#pathOf(call),
      method: call.method,
      headers: { accept, ...(body === undefined ? {} : { 'content-type': contentType }), ...call.headers, ...ours },
      body: body === undefined ? null : body instanceof Uint8Array ? body : JSON.stringify(body),
      signal,
    });
    const { headers, statusCode } = answer;
    const seconds = Number(headers['retry-after'] ?? NaN);
    return {
      status: statusCode,
      contentType: String(headers['content-type'] ?? ''),
      retryAfter: Number.isNaN(seconds) ? null : seconds,
      location: headers['location'] === undefined ? null : String(headers['location']),
      headers,
      date: Date.parse(String(headers['date'])),
      body: answer.body,
      identity,
    };
  }

  /** @throws as `send` */
  async upgrade(
    { path, query }: Pick<RawCall, 'path' | 'query'>,
    { headers: asked }: Handshake,
    signal: AbortSignal,
  ): Promise<Upgrade & Pick<Answer, 'identity'>> {
    const { identity, dispatcher, headers: ours } = await this.#way();
    const call = {
      origin: this.#server.origin,
      path: this.#pathOf(query === undefined ? { path } : { path, query }),
      headers: { ...asked, ...ours },
    };
    return { ...(await upgradeTo('websocket', dispatcher, call, signal)), identity };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#dispatchers.close();
  }

  /** By which connections we go now, and as whom. */
  async #way(): Promise<Way> {
    const identity = await this.credential.identity();
    const { authority, tlsServerName: serverName, skipTlsVerify: skipVerify } = this.#connection.access.cluster;
    const ca = authority === null || skipVerify ? null : await this.#files.pem(authority);
    const dispatcher = this.#dispatchers.get({ ca, certificate: identity.certificate, serverName, skipVerify });
    const { authorization } = identity;
    const headers = { ...this.#headers, ...(authorization === null ? {} : { authorization }) };
    return { identity, dispatcher, headers };
  }

  #pathOf({ path, query = {} }: Pick<RawCall, 'path' | 'query'>): string {
    const search = new URLSearchParams(
      Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
    return `${this.#server.pathname.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`;
  }
}

function impersonationHeaders({ access }: Connection): Record<string, string | string[]> {
  const { impersonate } = access.user;
  if (impersonate === null) return {};
  const { user, uid, groups, extra } = impersonate;
  return {
    'impersonate-user': user,
    ...(uid === null ? {} : { 'impersonate-uid': uid }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [`impersonate-extra-${encodeURIComponent(key)}`, [...values]]),
    ),
  };
}
