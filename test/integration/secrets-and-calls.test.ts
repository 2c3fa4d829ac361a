import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { kubeconfigOf, serveObjects } from '../unit/backends/kubernetes/client/object-server.ts';
import { PodServer } from '../unit/backends/kubernetes/client/pod-server.ts';
import type { ApiServer } from '../unit/backends/kubernetes/client/server.ts';
import { FakeApi } from '../unit/backends/kubernetes/fake-api.ts';
import { putPod, putService } from '../unit/backends/kubernetes/reach/objects.ts';
import { Project, until, type Ended } from './project.ts';

jest.setTimeout(60_000);

let api: FakeApi;
let server: ApiServer;
let project: Project;
beforeEach(async () => {
  api = new FakeApi();
  server = await serveObjects(api, ({ body }, response) => response.writeHead(200).end(`got ${body}`));
  project = new Project({});
  putService(api, 'wine-api-x');
});
afterEach(async () => {
  project.remove();
  await server.close();
});

const start = (args: readonly string[], input = '') => project.start(args, { KUBECONFIG: kubeconfigOf(server) }, input);
const automl = (args: readonly string[], input = ''): Promise<Ended> => start(args, input).ended;

test('values of a secret come from standard input, and are never seen again', async () => {
  const made = await automl(['create', 'secret', 'db', '-', '-w', 'wine'], 'PASSWORD=hunter2\n');
  expect(made).toEqual({
    code: 0,
    out: 'secret db created in namespace ml: PASSWORD; it goes when workflow wine is deleted\n',
    err: '',
  });
  expect(api.objects.get('Secret', 'db')?.data).toEqual({ PASSWORD: Buffer.from('hunter2').toString('base64') });
  const changed = await automl(['update', 'secret', 'db', 'PASSWORD=', 'USER=me']);
  expect(changed.out).toBe('secret db updated in namespace ml: set USER; removed PASSWORD\n');
  expect((await automl(['get', 'secrets'])).out).toMatch(/^db +ml +wine +USER$/m);
  const steering = await automl(['create', 'secret', 'a\u001b[2J', 'A=1']);
  expect([steering.code, steering.err.includes('\u001b')]).toEqual([2, false]);
  const wrong = await automl(['create', 'secret', 'PASSWORD=hunter2', '--tpye=hunter2']);
  expect([wrong.code, wrong.err]).toEqual([2, expect.not.stringContaining('hunter2')]);
  expect((await automl(['create', 'secret', '--help'])).out).toContain(
    'create secret aws-secret --from-env-file aws.env',
  );
});

test('a service is called with what comes from standard input', async () => {
  expect(await automl(['call', 'api', '--data', '-'], 'a question')).toEqual({
    code: 0,
    out: 'got a question',
    err: '',
  });
  expect((await automl(['call', '--help'])).out).toContain('call api --path /predict');
});

test('a port leads to a service until Ctrl-C, which is no failure', async () => {
  const inside = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
  await once(inside, 'listening');
  putPod(api, 'a', true);
  const pods = new PodServer(server, new Map([['a', (inside.address() as AddressInfo).port]]));
  const { child, ended } = start(['port-forward', 'api', ':80']);
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await until(() => out.includes('leads to'), 'a port');
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
  expect(await text(connect(port, '127.0.0.1'))).toBe('hello');
  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
  inside.close();
  pods.breakAll();
});
