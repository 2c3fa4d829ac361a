import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { kubeconfigOf, serveObjects } from '../backends/kubernetes/client/object-server.ts';
import { refuse, type ApiServer, type Handler, type Seen } from '../backends/kubernetes/client/server.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { putService } from '../backends/kubernetes/reach/objects.ts';
import { automl, type WordsEnded } from './words.ts';

let api: FakeApi;
let server: ApiServer;
let folder: string;
let proxy: Handler;
beforeEach(async () => {
  api = new FakeApi();
  proxy = (_, response) => response.writeHead(200, { 'x-made-by': 'api' }).end('fine');
  server = await serveObjects(api, (...given) => {
    proxy(...given);
  });
  putService(api, 'wine-api-x');
  folder = mkdtempSync(path.join(tmpdir(), 'automl-call-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (words: readonly string[], input: string | Buffer = '', tty = false): Promise<WordsEnded> =>
  automl(['call', ...words], { env: { KUBECONFIG: kubeconfigOf(server) }, cwd: folder, input, tty });

/** What came to the service. */
function asked(): Pick<Seen, 'method' | 'path' | 'body'> & { readonly query: string; readonly type: unknown } {
  const seen = server.seen.findLast(({ path: each }) => each.includes('/proxy'));
  if (seen === undefined) throw new Error('nobody asked the service');
  const { method, path: place, body, headers, query } = seen;
  return { method, path: place, body, query: query.toString(), type: headers['content-type'] };
}

describe('automl call', () => {
  test('gets the root of the service, through the API server, and prints the answer as it is', async () => {
    expect(await call(['api'])).toEqual({ code: 0, out: 'fine', err: '' });
    const root = '/api/v1/namespaces/ml/services/http:wine-api-x:80/proxy/';
    expect(asked()).toEqual({ method: 'GET', path: root, body: '', query: '', type: undefined });
    expect(server.seen.at(-1)?.headers).toMatchObject({ accept: '*/*', authorization: 'Bearer t' });
  });

  test.each([
    [['-d', '{"x": [1]}'], '{"x": [1]}', 'application/json'],
    [['-d', 'not json'], 'not json', 'text/plain; charset=utf-8'],
    [['--data', '@rows.json'], '[1]', 'application/json'],
    [['--data', '-'], 'from stdin', 'text/plain; charset=utf-8'],
    [['-d', '1,2', '-H', 'Content-Type: text/csv'], '1,2', 'text/csv'],
  ])('posts %j with its type', async (words, body, type) => {
    writeFileSync(path.join(folder, 'rows.json'), '[1]');
    await call(['api', ...words, '--path', '/predict?model=a%20b'], 'from stdin');
    expect(asked()).toMatchObject({ method: 'POST', body, type, query: 'model=a+b' });
    expect(asked().path).toMatch(/\/proxy\/predict$/);
  });

  test('sends bytes that are no text as they are', async () => {
    let length = '';
    proxy = ({ headers }, response) => {
      length = headers['content-length'] ?? '';
      response.end();
    };
    await call(['api', '-d', '-'], Buffer.from([0, 255, 254]));
    expect([length, asked().type]).toEqual(['3', 'application/octet-stream']);
  });

  test('takes another method and headers', async () => {
    await call(['wine/api', '-X', 'put', '-d', 'x', '-H', 'X-Team: ml', '-H', 'Accept: text/plain']);
    expect(asked().method).toBe('PUT');
    expect(server.seen.at(-1)?.headers).toMatchObject({ 'x-team': 'ml', accept: 'text/plain' });
  });

  test('shows status and headers to people, and keeps them out of the answer', async () => {
    const { out, err } = await call(['api', '-i']);
    expect(out).toBe('fine');
    expect(err).toMatch(/^200\n(.*\n)*x-made-by: api\n/);
  });

  test('ends with 1 when the service answers with an error, and prints what it says', async () => {
    proxy = (_, response) => response.writeHead(422, { 'content-type': 'application/json' }).end('{"detail": "no x"}');
    expect(await call(['api'])).toEqual({ code: 1, out: '{"detail": "no x"}', err: 'wine/api answered 422\n' });
    expect((await call(['api'], '', true)).err).toBe('\nwine/api answered 422\n');
  });

  test('says when a service that begins to roll out has no address yet', async () => {
    api.take('Service', 'wine-api-x');
    const said = 'there is no Service wine-api-x in namespace ml; it comes when the first replica is ready, and ';
    expect(await call(['api'])).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  });

  test('prints parts of an answer as they come', async () => {
    let finish = (): void => undefined;
    proxy = (_, response) => {
      response.write('first ');
      finish = () => response.end('last');
    };
    const printed: string[] = [];
    const out = new Writable({
      write: (chunk: Buffer, _, done) => {
        printed.push(String(chunk));
        finish();
        done();
      },
    });
    await automl(['call', 'api'], { env: { KUBECONFIG: kubeconfigOf(server) }, out });
    expect(printed).toEqual(['first ', 'last']);
  });

  test('never leaves the service, whatever the path says', async () => {
    await call(['api', '--path', '../../../secrets/aws']);
    expect(asked().path).toBe('/api/v1/namespaces/ml/services/http:wine-api-x:80/proxy/secrets/aws');
    expect((await call(['api', '--path', '//evil.example/x'])).code).toBe(2);
  });

  test.each([
    [['-H', 'Authorization: Bearer x'], 'the API server keeps the header authorization to itself'],
    [['-H', 'nonsense'], 'header 1 is not of the form NAME: VALUE'],
    [['-H', 'a: b', '-H', 'x-key: a\r\nhost: b'], 'header 2 is not of the form NAME: VALUE'],
    [['--path', '/a/..%2f..%2Fsecrets'], '"/a/..%2f..%2Fsecrets" is no path of a service'],
    [['--path', '/x%5c%2e.'], 'is no path of a service'],
    [['-X', 'BREW'], 'method BREW is not one of GET, POST'],
    [['-d', '@nowhere'], "nowhere can't be read"],
  ])('refuses %j', async (words, message) => {
    const { code, err } = await call(['api', ...words]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    expect(server.seen.filter(({ path: each }) => each.includes('/proxy'))).toEqual([]);
  });

  test('says that no pod is ready, and that the account may not', async () => {
    proxy = (_, response) => {
      refuse(response, 503, 'ServiceUnavailable', 'no endpoints available for service "http:wine-api-x:80"');
    };
    const unready = await call(['api']);
    expect(unready.code).toBe(1);
    expect(unready.err).toContain(
      'service wine/api has no pod that is ready; automl describe service wine-api-x -n ml',
    );
    proxy = (_, response) => {
      refuse(
        response,
        403,
        'Forbidden',
        'User "ci" cannot get resource "services/proxy" in API group "" in the namespace "ml"',
      );
    };
    expect((await call(['api'])).err).toContain('ci lacks the right to get services/proxy in namespace ml');
    proxy = (_, response) => {
      refuse(
        response,
        503,
        'ServiceUnavailable',
        'error trying to reach service: dial tcp 10.0.0.1:5000: connection refused',
      );
    };
    expect((await call(['api'])).err).toBe(
      'service wine/api did not answer: dial tcp 10.0.0.1:5000: connection refused',
    );
  });

  test('gives up after its timeout, also while the answer comes', async () => {
    proxy = (_, response) => response.write('a beginning');
    const { code, out, err } = await call(['api', '--timeout', '1']);
    expect([code, out, err]).toEqual([
      1,
      'a beginning',
      'service wine/api did not answer within 1 s; --timeout gives it longer',
    ]);
  });

  test('says that an answer broke off', async () => {
    proxy = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('a beginning', () => response.destroy());
    };
    const { code, out, err } = await call(['api']);
    expect([code, out, err]).toEqual([1, 'a beginning', expect.stringContaining('wine/api broke off its answer: ')]);
  });

  test('asks which service is meant', async () => {
    putService(api, 'beer-api-y', 'beer');
    const { code, err } = await call(['api']);
    expect([code, err]).toEqual([2, expect.stringMatching(/wine-api-x.*[^]*beer-api-y/)]);
    expect((await call(['beer-api-y'])).code).toBe(0);
    expect((await call(['nothing'])).code).toBe(2);
  });
});
