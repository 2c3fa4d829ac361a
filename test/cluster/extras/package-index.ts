/** A private package index that pods reach: HTTPS with a CA that nobody knows, basic auth, and two packages. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reachableAddress } from './address.ts';
import { makeCertificate } from './certificate.ts';

export interface IndexRequest {
  readonly path: string;
  /** 200, 401 or 404. */
  readonly status: number;
}

export interface PackageIndex {
  /** `https://<address>:<port>/simple/`, without credentials. */
  readonly url: string;
  readonly user: string;
  /** The CA, in PEM. */
  readonly caFile: string;
  /** All that came so far. */
  readonly requests: readonly IndexRequest[];
  /** From now on there is an `outer-demo` 3.0 too, which needs an `inner-demo` 4.0. @throws Error */
  publishNewer(): void;
  close(): Promise<void>;
}

const user = 'reader';

/** Serves `outer-demo` 1.0, which needs `inner-demo` 2.0 of the same index. @throws Error without python3 or openssl */
export async function startIndex({ password }: { readonly password: string }): Promise<PackageIndex> {
  const address = await reachableAddress();
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-index-'));
  const { caFile, key, cert } = makeCertificate(folder, address);
  let wheels = makeWheels(folder, '1.0', '2.0');
  let pages = makePages(folder, wheels);
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const requests: IndexRequest[] = [];

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const asked = request.url ?? '';
    const page = pages.get(asked);
    const status = request.headers.authorization !== expected ? 401 : page === undefined ? 404 : 200;
    requests.push({ path: asked, status });
    response.setHeader('content-type', asked.endsWith('/') ? 'text/html' : 'application/octet-stream');
    if (status === 401) response.setHeader('www-authenticate', 'Basic realm="private index"');
    response.writeHead(status).end(status === 200 ? page : undefined);
  };
  const server = createServer({ key, cert }, answer);
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    rmSync(folder, { recursive: true, force: true });
  };
  const publishNewer = (): void => {
    wheels = [...wheels, ...makeWheels(folder, '3.0', '4.0')];
    pages = makePages(folder, wheels);
  };
  return { url: `https://${address}:${port}/simple/`, user, caFile, requests, publishNewer, close };
}

/** Their names. @param outer version of `outer-demo` @param inner version of what it needs */
function makeWheels(folder: string, outer: string, inner: string): readonly string[] {
  const script = path.join(import.meta.dirname, 'make_wheels.py');
  return execFileSync('python3', [script, folder, outer, inner], { encoding: 'utf8' }).trim().split('\n');
}

/** By path, as in https://packaging.python.org/specifications/simple-repository-api */
function makePages(folder: string, wheels: readonly string[]): ReadonlyMap<string, string | Buffer> {
  const html = (links: readonly string[]): string => `<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`;
  const packageOf = (wheel: string): string => (wheel.split('-')[0] ?? '').replaceAll('_', '-');
  const packages = [...new Set(wheels.map(packageOf))];
  const root = html(packages.map((name) => `<a href="${name}/">${name}</a>`));
  const linksOf = (name: string): string[] =>
    wheels.filter((wheel) => packageOf(wheel) === name).map((wheel) => `<a href="../../files/${wheel}">${wheel}</a>`);
  return new Map<string, string | Buffer>([
    ['/simple/', root],
    ...packages.map((name) => [`/simple/${name}/`, html(linksOf(name))] as const),
    ...wheels.map((wheel) => [`/files/${wheel}`, readFileSync(path.join(folder, wheel))] as const),
  ]);
}
