/** A server that takes what hooks are sent, and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse) => void;

/** @param body of the answer */
export function status(code: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer {
  return (response) => response.writeHead(code, headers).end(body);
}

export const reset: Answer = (response) => response.socket?.resetAndDestroy();
export const hang: Answer = () => undefined;

export class HookServer {
  readonly received: Received[] = [];
  readonly #server: Server;
  readonly #answers: Answer[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<HookServer> {
    const server = createServer();
    const hook = new HookServer(server);
    server.on('request', (request, response) => {
      void hook.#take(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return hook;
  }

  /** The next answers, one a request; then 200. */
  will(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  get url(): string {
    return `http://${this.host}/services/T1/secret-part`;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What came, parsed. */
  get bodies(): readonly unknown[] {
    return this.received.map(({ body }): unknown => JSON.parse(body));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    this.received.push({ method, path, headers, body: await text(request) });
    (this.#answers.shift() ?? status(200))(response);
  }
}
