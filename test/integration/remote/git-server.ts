/** A git server on this machine, as a forge is one: git's own, behind HTTP or HTTPS, with logins. */
import { spawn } from 'node:child_process';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface GitServer {
  readonly port: number;
  /** What came as `Authorization`, a login as `user:password`. */
  readonly logins: readonly string[];
  /** How often it was asked anything. */
  readonly asked: number;
  close(): Promise<void>;
}

export interface GitServerOptions {
  /** Folder of the repositories; null: each question is left without an answer. */
  readonly folder: string | null;
  /** Only a login with this password may read. */
  readonly password?: string;
  /** Everything is elsewhere: begins with `http`. */
  readonly movedTo?: string;
  /** HTTPS. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
}

export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const logins: string[] = [];
  let asked = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    asked += 1;
    const given = request.headers.authorization;
    const login = given === undefined ? null : Buffer.from(given.replace('Basic ', ''), 'base64').toString();
    if (login !== null) logins.push(login);
    const { folder, password, movedTo } = options;
    if (movedTo !== undefined) response.writeHead(302, { location: `${movedTo}${request.url ?? ''}` }).end();
    else if (password !== undefined && login?.split(':')[1] !== password) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    } else if (folder !== null) serve(folder, request, response);
  };
  const server = options.tls === undefined ? createHttp(answer) : createHttps(options.tls, answer);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    get asked() {
      return asked;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** As a web server calls it: https://git-scm.com/docs/git-http-backend */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://x');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'],
      CONTENT_LENGTH: request.headers['content-length'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      GIT_PROTOCOL: request.headers['git-protocol'] as string | undefined,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.once('close', () => {
    const whole = Buffer.concat(parts);
    const end = whole.indexOf('\r\n\r\n');
    const lines = whole.subarray(0, end).toString().split('\r\n');
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
    const { Status: status = '200', ...others } = headers;
    response.writeHead(Number.parseInt(status, 10), others).end(whole.subarray(end + 4));
  });
}
