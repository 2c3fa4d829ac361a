/** The fake GitHub behind a port of this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { violations } from './contract.ts';
import type { ApiAnswer, ApiRequest, FakeGitHub } from './fake.ts';

export interface RunningGitHub {
  /** What GITHUB_API_URL would be. */
  readonly url: string;
  /** Calls and answers that are not as GitHub describes them: a test expects none. */
  readonly violations: readonly string[];
  readonly requests: readonly ApiRequest[];
  close(): Promise<void>;
}

export async function startGitHub(fake: FakeGitHub): Promise<RunningGitHub> {
  const broken: string[] = [];
  const requests: ApiRequest[] = [];
  const waiting = new Set<NodeJS.Timeout>();
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then((request) => {
      requests.push(request);
      const answer = fake.handle(request);
      if (!answer.isFault) broken.push(...violations(request, answer));
      const late = setTimeout(() => {
        waiting.delete(late);
        send(answer, outgoing);
      }, answer.delay ?? 0);
      waiting.add(late);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    violations: broken,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        for (const late of waiting) clearTimeout(late);
      }),
  };
}

function send({ status, headers, body }: ApiAnswer, outgoing: ServerResponse): void {
  const isPage = typeof body === 'string';
  const type = isPage ? 'text/html' : 'application/json; charset=utf-8';
  outgoing.writeHead(status, { 'content-type': type, ...headers });
  outgoing.end(body === undefined ? undefined : isPage ? body : JSON.stringify(body));
}

async function read(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
