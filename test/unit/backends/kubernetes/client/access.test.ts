import { afterEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { authority, clientCertificate } from './certificates.ts';
import { ApiServer, apiOf, FakeTime, json, refusalOf, refuse, type KubeconfigParts } from './server.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const trusted = { 'certificate-authority-data': base64(authority) };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(tls: Parameters<typeof ApiServer.start>[1], accepts = /./): Promise<ApiServer> {
  const server = await ApiServer.start(({ headers }, response) => {
    if (accepts.test(headers.authorization ?? '-')) json(response, 200, { metadata: { name: 'p' } });
    else refuse(response, 401, 'Unauthorized');
  }, tls);
  closers.push(() => server.close());
  return server;
}

function client(server: string, parts: Parameters<typeof apiOf>[1] = {}) {
  const api = apiOf(server, parts);
  closers.push(() => api.close());
  return api;
}

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'automl-access-'));
  closers.push(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

function plugin(body: string): object {
  const file = path.join(folder(), 'login');
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: file } };
}

describe('TLS', () => {
  test.each<[string, KubeconfigParts['cluster'], (port: string) => string]>([
    ['trusts the authority of the kubeconfig', trusted, (port) => `https://127.0.0.1:${port}`],
    [
      'checks the name that the kubeconfig wants',
      { ...trusted, 'tls-server-name': 'cluster.test' },
      (port) => `https://127.0.0.1:${port}`,
    ],
    [
      'checks nothing where the kubeconfig says so',
      { 'insecure-skip-tls-verify': true },
      (port) => `https://127.0.0.1:${port}`,
    ],
  ])('%s', async (_, cluster = {}, url) => {
    const server = await serve({});
    const api = client(url(server.port), { cluster });
    expect(await api.get('Pod', 'p')).toEqual({ metadata: { name: 'p' } });
  });

  test.each([
    [
      'of an unknown authority',
      {},
      'is signed by an authority that is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE); put the cluster',
    ],
    [
      'for another name',
      { ...trusted, 'tls-server-name': 'other.test' },
      'use one of them as server, or as tls-server-name',
    ],
  ])('refuses a certificate %s at once', async (_, cluster, message) => {
    const server = await serve({});
    const time = new FakeTime();
    const api = client(server.url, { cluster, time });
    expect((await refusalOf(api.get('Pod', 'p'))).message).toContain(message);
    expect(time.slept).toEqual([]);
  });

  test('shows the certificate of the user', async () => {
    const server = await serve({ clientAuthority: authority });
    const user = {
      'client-certificate-data': base64(clientCertificate.cert),
      'client-key-data': base64(clientCertificate.key),
    };
    await client(server.url, { cluster: trusted, user }).get('Pod', 'p');
    expect(server.seen[0]?.client).toBe('client');
  });

  test('shows the certificate of a plugin', async () => {
    const server = await serve({ clientAuthority: authority });
    const status = { clientCertificateData: clientCertificate.cert, clientKeyData: clientCertificate.key };
    const user = plugin(`cat <<'END'\n${JSON.stringify({ kind: 'ExecCredential', status })}\nEND`);
    await client(server.url, { cluster: trusted, user }).get('Pod', 'p');
    expect(server.seen[0]?.client).toBe('client');
  });

  test('spoken to a port without it is named', async () => {
    const server = await serve(null);
    const api = client(server.url.replace('http:', 'https:'));
    expect((await refusalOf(api.get('Pod', 'p'))).message).toMatch(/does not speak TLS; use http:\/\//);
  });
});

describe('a refused credential', () => {
  test('of a file is read again at once', async () => {
    const tokenFile = path.join(folder(), 'token');
    writeFileSync(tokenFile, 'old\n');
    const server = await serve(null, /old/);
    const api = client(server.url, { user: { tokenFile } });
    await api.get('Pod', 'p');
    await server.close();
    closers.pop();
    const renewed = await serve(null, /new/);
    const other = client(renewed.url, { user: { tokenFile } });
    await refusalOf(other.get('Pod', 'p'));
    expect(renewed.seen).toHaveLength(1);
    writeFileSync(tokenFile, 'new\n');
    await other.get('Pod', 'p');
    expect(renewed.seen.slice(1).map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  test('of a file is read again each minute', async () => {
    const tokenFile = path.join(folder(), 'token');
    writeFileSync(tokenFile, 'one');
    const server = await serve(null);
    const time = new FakeTime();
    const api = client(server.url, { user: { tokenFile }, time });
    await api.get('Pod', 'p');
    writeFileSync(tokenFile, 'two');
    time.pass(59_000);
    await api.get('Pod', 'p');
    time.pass(2000);
    await api.get('Pod', 'p');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer one', 'Bearer two']);
  });

  test('of a plugin makes it run again, once, also for a stream', async () => {
    const count = path.join(folder(), 'count');
    const user = plugin(
      `echo x >> ${count}; n=$(wc -l < ${count} | tr -d ' '); echo '{"kind":"ExecCredential","status":{"token":"'$n'"}}'`,
    );
    const server = await serve(null, /[24]/);
    const api = client(server.url, { user });
    await api.get('Pod', 'p');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2']);
    const refusing = await serve(null, /never/);
    const other = client(refusing.url, { user });
    const read = async (): Promise<void> => {
      for await (const lines of other.lines('/api/v1/pods', {}, AbortSignal.timeout(5000))) expect(lines).toEqual([]);
    };
    expect((await refusalOf(read())).message).toMatch(
      /does not accept the credentials of user me \(401\); log in again where/,
    );
    expect(refusing.seen).toHaveLength(2);
  });

  test('that is what it is brings no second call', async () => {
    const server = await serve(null, /never/);
    const api = client(server.url);
    expect((await refusalOf(api.get('Pod', 'p'))).status).toBe(401);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a proxy', () => {
  async function tunnel(status: number): Promise<{ readonly url: string; readonly asked: string[] }> {
    const asked: string[] = [];
    const proxy: Server = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
      socket.on('error', () => undefined);
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const [host, port] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => undefined);
      closers.push(() => {
        target.destroy();
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => proxy.close(resolve)));
    return { url: `http://u:p%40@127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
  }

  test('is gone through to the API server, whose certificate is checked all the same', async () => {
    const server = await serve({});
    const { url, asked } = await tunnel(200);
    const api = client(server.url, { cluster: trusted, proxyUrl: url });
    await api.get('Pod', 'p');
    expect(asked).toEqual([`127.0.0.1:${server.port} Basic ${base64('u:p@')}`]);
    const distrustful = client(server.url, { proxyUrl: url });
    expect((await refusalOf(distrustful.get('Pod', 'p'))).message).toContain('authority that is not trusted');
  });

  test('that refuses is named without its password', async () => {
    const { url } = await tunnel(407);
    const api = client('https://api.example:6443', { env: { HTTPS_PROXY: url } });
    const { message } = await refusalOf(api.get('Pod', 'p'));
    expect(message).toMatch(
      /the proxy named by HTTPS_PROXY does not let us through to https:\/\/api.example:6443 \(.*407/,
    );
    expect(message).not.toContain('p@');
  });

  test('may speak SOCKS', async () => {
    const server = await serve({});
    const proxy = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(Buffer.from([5, 0]));
        socket.once('data', () => {
          const target = connect(Number(server.port), '127.0.0.1', () => {
            socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
            target.pipe(socket).pipe(target);
          });
          closers.push(() => {
            target.destroy();
            socket.destroy();
          });
        });
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => proxy.close(resolve)));
    const { port } = proxy.address() as AddressInfo;
    const api = client(server.url, { cluster: trusted, proxyUrl: `socks5h://127.0.0.1:${port}` });
    expect(await api.get('Pod', 'p')).toEqual({ metadata: { name: 'p' } });
  });
});
