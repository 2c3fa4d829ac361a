/** Secrets made by the command line, and services reached by it, with the rights that `automl rbac --for people` gives. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { printed } from './child.ts';
import { apply, automl, kubectl, makeFolder, makeNamespace, startAutoml } from './cluster.ts';
import { serviceObjects } from './reach/objects.ts';

jest.setTimeout(300_000);

let namespace = '';
const cwd = makeFolder();
const run = (words: readonly string[], input = '') => automl([...words, '--namespace', namespace], { cwd, input });
const value = async (name: string, key: string): Promise<string> => {
  const path = `jsonpath={.data['${key.replaceAll('.', '\\.')}']}`;
  return kubectl(['get', 'secret', name, '--output', path], { namespace });
};

beforeAll(async () => {
  namespace = await makeNamespace('reach');
  await apply(namespace, ...serviceObjects(2));
});

describe('secrets', () => {
  test('are made, changed key by key, and deleted, also those of others, and no value is ever printed', async () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    writeFileSync(path.join(cwd, 'model.key'), bytes);
    const odd = 'hunter2\n';
    const ended = [
      await run(
        ['create', 'secret', 'aws', '-', '--from-file', 'BYTES=model.key', '-w', 'wine'],
        'KEY=hunter2\nOLD=x\n',
      ),
      await run(['update', 'secret', 'aws', 'OLD=', '--from-file', 'NEW=-'], odd),
    ];
    await kubectl(['create', 'secret', 'generic', 'by-hand', '--from-literal=A=1'], { namespace });
    ended.push(await run(['update', 'secret', 'by-hand', 'B=hunter2']), await run(['get', 'secrets', '-o', 'yaml']));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']));
    expect(ended.map(({ stdout }) => stdout).join('')).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(await value('aws', 'BYTES')).toBe(bytes.toString('base64'));
    expect(await value('aws', 'NEW')).toBe(Buffer.from(odd).toString('base64'));
    expect([await value('aws', 'OLD'), await value('by-hand', 'A')]).toEqual(['', 'MQ==']);
    expect((await run(['delete', 'secret', 'by-hand'])).code).toBe(0);
    expect((await run(['delete', 'workflow', 'wine'])).stdout).toContain('1 object\n');
    const left = await kubectl(['get', 'secrets', '--output', 'name'], { namespace });
    expect(left).toBe('');
  });

  test('of built-in types are what the API server takes them for', async () => {
    const made =
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -keyout k.pem -out c.pem';
    execFileSync('sh', ['-c', made], { cwd, stdio: 'ignore' });
    const pair = ['--from-file', 'tls.crt=c.pem', '--from-file', 'tls.key=k.pem'];
    const login = '.dockerconfigjson={"auths":{"ghcr.io":{"auth":"bTpw"}}}';
    const ended = await Promise.all([
      run(['create', 'secret', 'tls', '--type', 'tls', ...pair]),
      run(['create', 'secret', 'pull', '--type', 'docker-registry', login]),
      run(['create', 'secret', 'token', '--service-account', 'default']),
    ]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']));
    await kubectl(['wait', '--for=jsonpath={.data.token}', 'secret/token', '--timeout=20s'], { namespace });
  });
});

describe('services', () => {
  beforeAll(() => kubectl(['rollout', 'status', 'deployment/wine-api', '--timeout=60s'], { namespace }));

  test('are called through the API server, with data and answers of any kind', async () => {
    const told = await run(['call', 'api', '-d', '{"x": 1}', '--path', '/predict?a=b', '-H', 'X-Extra: y', '-i']);
    expect([told.code, told.stdout]).toEqual([0, '{"x": 1}']);
    expect(told.stderr).toMatch(/^200\n[^]*content-type: application\/json\n[^]*x-asked: \/predict\?a=b\nx-extra: y\n/);
    const wrong = await run(['call', 'wine/api', '-d', '-', '--path', '/wrong'], 'x');
    expect(wrong).toEqual({ code: 1, stdout: '{"detail": "x is missing"}', stderr: 'wine/api answered 422\n' });
  });

  test('are reached by a port of this machine, past a pod that goes, until Ctrl-C', async () => {
    const forwarding = startAutoml(['port-forward', 'api', ':80', '--namespace', namespace], { cwd });
    const [url = ''] = /http:\S+/.exec(await printed(forwarding, 'leads to')) ?? [];
    const who = async (): Promise<string> => (await fetch(url, { headers: { connection: 'close' } })).text();
    const first = new Set([await who(), await who()]);
    expect(first.size).toBe(2);
    const many = await Promise.all([1, 2, 3].map(() => fetch(`${url}/many`, { method: 'POST' })));
    const bytes = await Promise.all(many.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    const expected = Buffer.alloc(2_048_000, Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
    expect(bytes.map((each) => each.equals(expected))).toEqual([true, true, true]);
    const [gone = ''] = first;
    await kubectl(['delete', 'pod', gone], { namespace });
    expect(await who()).not.toBe(gone);
    forwarding.child.kill('SIGINT');
    expect((await forwarding.ended).code).toBe(0);
  });

  test('without a ready pod say so', async () => {
    await kubectl(['scale', 'deployment', 'wine-api', '--replicas=0'], { namespace });
    await kubectl(['wait', '--for=delete', 'pod', '--selector=automl-action/step=api', '--timeout=60s'], { namespace });
    const [called, forwarded] = await Promise.all([run(['call', 'api']), run(['port-forward', 'api'])]);
    expect([called.code, forwarded.code]).toEqual([1, 1]);
    expect(called.stderr).toContain('service wine/api has no pod that is ready; automl describe service wine-api');
    expect(forwarded.stderr).toContain('service wine/api has no pod that is ready');
  });
});
