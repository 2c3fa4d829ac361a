/** The calls that we make to an API server, in one namespace: plain JSON in and out, so that no field gets lost. */
import { AutomlError } from '../../../errors.ts';
import type { Fence } from './fence.ts';
import type { Kind, Kinds, Meta } from './types.ts';
import type { MessageStream } from './web-socket.ts';

export interface Selection {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface KubeApi {
  /** `https://host:port`, for messages. */
  readonly server: string;
  /** The namespace of all calls for namespaced kinds. */
  readonly namespace: string;

  /**
   * The same for who drives a run: what changes something waits for the fence first, each time that it is tried, and an
   * API server that is away for minutes is waited for.
   */
  behind(fence: Fence): KubeApi;

  /** Null when there is none. @throws ApiError */
  get<K extends Kind>(kind: K, name: string): Promise<Kinds[K] | null>;
  /** Its metadata alone: a ConfigMap may hold a megabyte. Null when there is none. @throws ApiError */
  getMeta(kind: Kind, name: string): Promise<Meta | null>;
  /** Pages are joined. @throws ApiError */
  list<K extends Kind>(kind: K, selection?: Selection): Promise<Listed<Kinds[K]>>;
  /** As `list`, their metadata alone. @throws ApiError */
  listMeta(kind: Kind, selection?: Selection): Promise<readonly Meta[]>;
  /**
   * `created: false`: an object of this name was there already (it is returned, and may be ours or not). May be called
   * twice without harm. `dryRun`: the server judges it (admission included) and keeps nothing.
   * @throws ApiError
   */
  create<K extends Kind>(
    kind: K,
    object: Kinds[K],
    options?: { readonly dryRun?: boolean },
  ): Promise<Created<Kinds[K]>>;
  /**
   * Server-side apply: https://kubernetes.io/docs/reference/using-api/server-side-apply. An object that names its
   * resourceVersion is not applied to another version. @throws ApiError
   */
  apply<K extends Kind>(kind: K, object: Kinds[K], options: ApplyOptions): Promise<Kinds[K]>;
  /** JSON merge patch (RFC 7386). Null when there is none. @throws ApiError */
  patch<K extends Kind>(kind: K, name: string, patch: object): Promise<Kinds[K] | null>;
  /** False when there is none. Dependents go in the background. @throws ApiError */
  delete(
    kind: Kind,
    name: string,
    options?: { readonly uid?: string; readonly graceSeconds?: number },
  ): Promise<boolean>;
  /** All that match, in one call. @throws ApiError */
  deleteAll(kind: Kind, selection: Selection): Promise<void>;

  /** Any other call. The answer is JSON, or text where the server sends something else. @throws ApiError */
  request(call: RawCall): Promise<unknown>;
  /** As `request`, with a status and body for every answer, also 4xx and 5xx, and no retries: what a proxied service says. */
  ask(call: RawCall): Promise<{ readonly status: number; readonly body: string }>;
  /**
   * As `ask`, with the answer as it comes, whatever it is made of. @param signal ends it, also while it is read
   * @throws ApiError also for what the API server itself says in place of the service
   */
  exchange(call: RawCall, signal: AbortSignal): Promise<Exchange>;
  /** Messages in both directions, by a subprotocol of WebSocket. @throws ApiError */
  openMessages(call: Pick<RawCall, 'path' | 'query'>, protocol: string): Promise<MessageStream>;
  /**
   * The lines of a stream (watch, log), as many at a time as came together, bytes decoded; ends when the server ends it,
   * and returns what came of a line without its end. @throws ApiError, or what broke it
   * @param longest bytes that are kept of a line; default 8 MiB
   */
  lines(path: string, query: Query, signal: AbortSignal, longest?: number): AsyncGenerator<readonly string[], string>;
}

export interface ApplyOptions {
  /** Fields that somebody else owns are taken over. */
  readonly force: boolean;
  /** The server says what would be, and keeps nothing. */
  readonly dryRun?: boolean;
}

export type Query = Readonly<Record<string, string | number | boolean>>;

export interface RawCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root: `/api/v1/namespaces/...`. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON; bytes as they are. */
  readonly body?: unknown;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** Besides our own, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer may be; default `application/json`. */
  readonly accept?: string;
  /** Seconds to wait for the answer; default 30. */
  readonly timeout?: number;
}

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Listed<T> {
  readonly items: readonly T[];
  readonly resourceVersion: string;
}

export interface Created<T> {
  readonly object: T;
  readonly created: boolean;
}

/** The API server did not do what was asked. The message says what was asked, what came, and what to do. */
export class ApiError extends AutomlError {
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  /** `reason` of the Status object: Forbidden, Conflict, Expired, Invalid ... */
  readonly reason: string | null;
  /** `message` of the Status object, or of what broke the connection. */
  readonly said: string;

  constructor(message: string, facts: Pick<ApiError, 'status' | 'reason' | 'said'>, options?: ErrorOptions) {
    super('CLUSTER', message, options);
    this.name = 'ApiError';
    this.status = facts.status;
    this.reason = facts.reason;
    this.said = facts.said;
  }
}
