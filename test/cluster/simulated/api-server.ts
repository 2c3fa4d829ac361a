/** The API server as a kubelet uses it: objects by their path, and watches that go on through whatever ends them. */
import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { readUpstream, type Upstream } from '../proxy/upstream.ts';

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
}

interface Listed<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

interface AskOptions {
  readonly body?: object;
  readonly type?: 'application/json' | 'application/strategic-merge-patch+json' | 'application/merge-patch+json';
  readonly headers?: Readonly<Record<string, string>>;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string;
}

/** Milliseconds between two tries, and after which a server that does not answer is given up. */
const pause = 200;
const patience = 30_000;

/** The server said no; `status` is HTTP's. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export class ApiServer {
  readonly #upstream: Upstream;
  readonly #agent: Agent;

  private constructor(upstream: Upstream) {
    const { ca, cert, key } = upstream;
    this.#upstream = upstream;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16, ca, cert, key });
  }

  /** With the credentials of the kubeconfig's current context. @throws Error */
  static async open(kubeconfig: string): Promise<ApiServer> {
    return new ApiServer(await readUpstream(kubeconfig));
  }

  /** The object in the answer. A server that is away is waited for. @throws Refused @throws Error when there is no answer */
  async ask<T>(method: string, path: string, options: AskOptions = {}): Promise<T> {
    for (let waited = 0; ; waited += pause) {
      try {
        return await this.#askOnce<T>(method, path, options);
      } catch (error) {
        // What was created may be there.
        if (error instanceof Refused || method === 'POST' || waited >= patience) throw error;
        await sleep(pause);
      }
    }
  }

  async #askOnce<T>(method: string, path: string, { body, type, headers }: AskOptions): Promise<T> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const about = body === undefined ? {} : { 'content-type': type ?? 'application/json' };
    const all = { accept: 'application/json', 'content-length': Buffer.byteLength(text), ...about, ...headers };
    const answer = await this.#send({ method, path, headers: all, body: text }, { agent: this.#agent });
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks).toString();
    const status = answer.statusCode ?? 0;
    if (status >= 400) throw new Refused(status, `${method} ${path}: ${String(status)} ${content.slice(0, 500)}`);
    return JSON.parse(content) as T;
  }

  /** Whatever is there first, as ADDED; objects may come twice. Ends when `signal` is aborted. */
  async *watch<T>(path: string, fieldSelector: string, signal: AbortSignal): AsyncGenerator<WatchEvent<T>> {
    const query = `fieldSelector=${encodeURIComponent(fieldSelector)}`;
    while (!signal.aborted) {
      try {
        const { metadata, items } = await this.ask<Listed<T>>('GET', `${path}?${query}`);
        for (const object of items) yield { type: 'ADDED', object };
        yield* this.#news<T>(`${path}?${query}&watch=true&resourceVersion=${metadata.resourceVersion}`, signal);
      } catch {
        // A server that is restarted, or a version that is too old: a new list tells everything.
        await sleep(200);
      }
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async *#news<T>(path: string, signal: AbortSignal): AsyncGenerator<WatchEvent<T>> {
    const { ca, cert, key } = this.#upstream;
    const answer = await this.#send({ method: 'GET', path }, { ca, cert, key, agent: false, signal });
    if (answer.statusCode !== 200) throw new Error(`${path}: ${String(answer.statusCode)}`);
    const lines = createInterface({ input: answer, crlfDelay: Infinity });
    // By itself it would wait for ever for the rest of a connection that broke.
    answer.once('error', () => {
      lines.close();
    });
    for await (const line of lines) {
      const event = JSON.parse(line) as WatchEvent<T> | { readonly type: 'ERROR' };
      if (event.type === 'ERROR') return;
      yield event;
    }
  }

  #send({ method, path, headers, body = '' }: Sent, options: RequestOptions): Promise<IncomingMessage> {
    const { server, headers: own } = this.#upstream;
    const place = { hostname: server.hostname, port: server.port, method, path };
    return new Promise((resolve, reject) => {
      const asked = request({ ...options, ...place, headers: { ...headers, ...own } }, resolve);
      asked.once('error', reject);
      asked.end(body);
    });
  }
}
