import { afterEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import type { Job } from '../../../../../src/backends/kubernetes/client/types.ts';
import { ApiServer, apiOf, FakeTime, json, refusalOf, refuse, type Handler, type KubeconfigParts } from './server.ts';

let server: ApiServer;
let api: HttpApi;
const time = new FakeTime();
afterEach(async () => {
  await api.close();
  await server.close();
});

async function serve(handler: Handler, parts: KubeconfigParts = {}): Promise<void> {
  time.slept.length = 0;
  server = await ApiServer.start(handler);
  api = apiOf(server.url, { ...parts, time });
}

const job = { metadata: { name: 'wine-a1' }, spec: { template: {} } } as Job;
const ok = (response: ServerResponse, body: unknown = {}): void => {
  json(response, 200, body);
};

describe('objects', () => {
  test('are read from the namespace of the context, and are null when there are none', async () => {
    await serve(({ path }, response) => {
      if (path.endsWith('/a')) ok(response, { metadata: { name: 'a' }, unknown: { kept: true } });
      else refuse(response, 404, 'NotFound');
    });
    expect(await api.get('Job', 'a')).toEqual({ metadata: { name: 'a' }, unknown: { kept: true } });
    expect(await api.get('Node', 'b')).toBeNull();
    expect(server.seen.map(({ path }) => path)).toEqual(['/apis/batch/v1/namespaces/ml/jobs/a', '/api/v1/nodes/b']);
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'user-agent': 'test/1' });
  });

  test.each(['', '.', '..'])('are not called "%s", which would be about all of them', async (name) => {
    await serve((_, response) => {
      ok(response);
    });
    const refusal = `"${name}" is no name of a Secret`;
    await expect(api.get('Secret', name)).rejects.toThrow(refusal);
    await expect(api.delete('Secret', name)).rejects.toThrow(refusal);
    await expect(api.patch('Secret', name, {})).rejects.toThrow(refusal);
    expect(server.seen).toEqual([]);
  });

  test('are not taken for absent because a proxy says 404', async () => {
    await serve((_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Lost</h1>'));
    expect((await refusalOf(api.get('Job', 'a'))).message).toMatch(/answered 404 "Lost": .*proxy or a login page/);
  });

  test('are listed page by page, from the start again when the list expires', async () => {
    const asked: string[] = [];
    await serve(({ query }, response, count) => {
      asked.push(query.get('continue') ?? '');
      const token = query.get('continue');
      if (count === 2) refuse(response, 410, 'Expired');
      else if (token === null) ok(response, { metadata: { resourceVersion: '7', continue: 'x' }, items: [{ n: 1 }] });
      else ok(response, { metadata: { resourceVersion: '7' }, items: [{ n: 2 }] });
    });
    const listed = await api.list('Pod', { labelSelector: 'a=b' });
    expect(listed).toEqual({ items: [{ n: 1 }, { n: 2 }], resourceVersion: '7' });
    expect(asked).toEqual(['', 'x', '', 'x']);
    expect(server.seen[0]?.query.toString()).toBe('labelSelector=a%3Db&limit=500');
  });

  test('can be asked for their metadata alone, since some are large', async () => {
    await serve(({ path }, response) => {
      if (path.endsWith('/gone')) refuse(response, 404, 'NotFound');
      else if (path.endsWith('/a')) ok(response, { kind: 'PartialObjectMetadata', metadata: { name: 'a' } });
      else ok(response, { kind: 'PartialObjectMetadataList', metadata: {}, items: [{ metadata: { name: 'b' } }] });
    });
    expect(await api.getMeta('ConfigMap', 'a')).toEqual({ name: 'a' });
    expect(await api.getMeta('ConfigMap', 'gone')).toBeNull();
    expect(await api.listMeta('ConfigMap')).toEqual([{ name: 'b' }]);
    await api.list('ConfigMap');
    expect(server.seen.map(({ headers }) => headers.accept)).toEqual([
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
      'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
      'application/json',
    ]);
  });

  test('that are there already are given back as not created', async () => {
    await serve(({ method }, response) => {
      if (method === 'POST') refuse(response, 409, 'AlreadyExists');
      else ok(response, { metadata: { name: 'wine-a1', uid: 'u' } });
    });
    expect(await api.create('Job', job)).toEqual({
      created: false,
      object: { metadata: { name: 'wine-a1', uid: 'u' } },
    });
  });

  test('are created again when the one in the way goes away meanwhile', async () => {
    await serve(({ method }, response, count) => {
      if (count === 1) refuse(response, 409, 'AlreadyExists');
      else if (method === 'GET') refuse(response, 404, 'NotFound');
      else json(response, 201, { metadata: { name: 'wine-a1' } });
    });
    expect((await api.create('Job', job, { dryRun: true })).created).toBe(true);
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    expect(JSON.parse(server.seen[2]?.body ?? '')).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job' });
    expect(server.seen[2]?.query.get('dryRun')).toBe('All');
  });

  test('are created at the second try where a quota counts two at once', async () => {
    await serve((_, response, count) => {
      if (count === 1) refuse(response, 409, 'Conflict', 'the object has been modified');
      else json(response, 201, job);
    });
    expect((await api.create('Job', job)).created).toBe(true);
  });

  test('are applied and patched at the second try where somebody else was at it too', async () => {
    await serve((_, response, count) => {
      if (count % 2 === 1) refuse(response, 409, 'Conflict', 'the object has been modified');
      else ok(response, job);
    });
    await api.apply('Job', job, { force: true });
    await api.patch('Job', 'wine-a1', { spec: {} });
    expect(server.seen).toHaveLength(4);
    const error = await refusalOf(api.patch('Job', 'wine-a1', { metadata: { resourceVersion: '7' } }));
    expect(error.reason).toBe('Conflict');
    expect(server.seen).toHaveLength(5);
  });

  test('are applied and patched with the content types of the API server', async () => {
    await serve((_, response) => {
      ok(response, job);
    });
    await api.apply('Job', job, { force: true });
    await api.patch('Job', 'wine-a1', { metadata: null });
    const [apply, patch] = server.seen;
    expect(apply?.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(apply?.query.toString()).toBe('fieldManager=automl&force=true');
    expect(patch?.headers['content-type']).toBe('application/merge-patch+json');
    expect(patch?.body).toBe('{"metadata":null}');
  });

  test('are deleted with what they own, and only the one that was meant', async () => {
    await serve(({ path }, response) => {
      if (path.endsWith('/absent')) refuse(response, 404, 'NotFound');
      else if (path.endsWith('/other')) refuse(response, 409, 'Conflict', 'the UID in the precondition does not match');
      else ok(response, { kind: 'Status' });
    });
    expect(await api.delete('Job', 'here', { uid: 'u', graceSeconds: 3 })).toBe(true);
    expect(await api.delete('Job', 'absent')).toBe(false);
    expect(await api.delete('Job', 'other', { uid: 'u' })).toBe(false);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      propagationPolicy: 'Background',
      preconditions: { uid: 'u' },
      gracePeriodSeconds: 3,
    });
    await expect(api.deleteAll('Job', {})).rejects.toThrow('no selector');
    await api.deleteAll('Job', { labelSelector: 'run=1' });
    expect(server.seen.at(-1)).toMatchObject({ method: 'DELETE', path: '/apis/batch/v1/namespaces/ml/jobs' });
  });
});

describe('what passes by itself', () => {
  test.each([429, 500, 502, 503, 504])('is tried again after %d', async (status) => {
    await serve((_, response, count) => {
      if (count < 3) refuse(response, status, 'Later');
      else ok(response, job);
    });
    expect(await api.get('Job', 'wine-a1')).toEqual(job);
    expect(time.slept).toHaveLength(2);
    expect(time.slept[0]).toBeGreaterThanOrEqual(100);
    expect(time.slept[1]).toBeLessThanOrEqual(400);
  });

  test('is tried again when the server wants it', async () => {
    await serve((_, response, count) => {
      if (count === 1) refuse(response, 429, 'TooManyRequests', 'slow down', { 'retry-after': '4' });
      else ok(response, job);
    });
    await api.get('Job', 'wine-a1');
    expect(time.slept).toEqual([4000]);
  });

  test('is tried again after a connection that breaks, a creation too, which finds what it created', async () => {
    let created = false;
    await serve(({ method }, response) => {
      if (method === 'GET') ok(response, job);
      else if (created) refuse(response, 409, 'AlreadyExists');
      else {
        created = true;
        response.destroy();
      }
    });
    expect(await api.create('Job', job)).toEqual({ object: job, created: false });
    expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
  });

  test('is tried again when an API server that was away does not know yet who may do what, and not at other times', async () => {
    await serve((_, response, count) => {
      if (count === 1) refuse(response, 503, 'ServiceUnavailable', 'starting');
      else if (count === 2 || count > 3) refuse(response, 403, 'Forbidden', 'RBAC: role not found');
      else ok(response, job);
    });
    expect(await api.create('Job', job)).toEqual({ object: job, created: true });
    time.pass(31_000);
    await refusalOf(api.get('Job', 'wine-a1'));
    expect(server.seen).toHaveLength(4);
  });

  test('is given up after half a minute', async () => {
    await serve((_, response) => {
      refuse(response, 503, 'ServiceUnavailable', 'etcd is away');
    });
    const error = await refusalOf(api.list('Pod'));
    expect(error.message).toBe('could not list Pod in namespace ml: the API server failed (503): etcd is away');
    const total = time.slept.reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThan(20_000);
    expect(total).toBeLessThanOrEqual(30_000);
  });

  test('is not what a call with a mistake gets, nor a POST that may have been heard', async () => {
    await serve((_, response, count) => {
      if (count === 1) refuse(response, 422, 'Invalid', 'spec: Required value');
      else refuse(response, 500, 'InternalError', 'webhook failed');
    });
    await refusalOf(api.create('Job', job));
    await refusalOf(api.request({ method: 'POST', path: '/api/v1/namespaces/ml/events', body: {} }));
    expect(server.seen).toHaveLength(2);
    expect(time.slept).toEqual([]);
  });

  test('is what a question gets', async () => {
    await serve((_, response, count) => {
      if (count === 1) refuse(response, 500, 'InternalError', 'etcd is away');
      else ok(response, { status: {} });
    });
    await api.request({ method: 'POST', path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', body: {} });
    expect(server.seen).toHaveLength(2);
  });

  test('does not hold up who mistyped the address', async () => {
    await serve(() => undefined);
    const { url } = server;
    await server.close();
    await api.close();
    api = apiOf(url, { time });
    const error = await refusalOf(api.get('Job', 'a'));
    expect(error.message).toContain(`could not read Job a in namespace ml: ${url} refuses connections`);
    expect(error).toMatchObject({ status: null, reason: 'ECONNREFUSED', code: 'CLUSTER' });
    expect(time.slept.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(6000);
  });

  test('tries nothing again when it was closed', async () => {
    await serve(() => undefined);
    const call = refusalOf(api.get('Job', 'a'));
    while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await api.close();
    expect(await call).toMatchObject({ code: 'CLUSTER' });
    expect([time.slept, server.seen.length]).toEqual([[], 1]);
  });

  test('ends a call that is never answered, with what to do about private endpoints', async () => {
    await serve(() => {
      time.pass(31_000);
    });
    const error = await refusalOf(api.request({ method: 'GET', path: '/version', timeout: 0.05 }));
    expect(error.message).toMatch(/could not GET \/version: .* does not answer; a private endpoint can't be reached/);
  });
});

describe('refusals', () => {
  test.each([
    [
      403,
      'Forbidden',
      'jobs.batch is forbidden: User "ci" cannot create resource "jobs" in API group "batch" in the namespace "ml"',
      'could not create Job wine-a1 in namespace ml: ci lacks the right to create jobs.batch in namespace ml; automl rbac prints the Role for runs, automl rbac --for people that for all verbs',
    ],
    [
      403,
      'Forbidden',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot',
      'could not create Job wine-a1 in namespace ml: pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot',
    ],
    [
      401,
      'Unauthorized',
      'Unauthorized',
      /does not accept the credentials of user me \(401\); renew them in context test of the kubeconfig that was given/,
    ],
    [422, 'Invalid', 'spec: Required value', 'could not create Job wine-a1 in namespace ml: spec: Required value'],
  ])('of %d say what to do', async (status, reason, said, message) => {
    await serve((_, response) => {
      refuse(response, status, reason, said);
    });
    const error = await refusalOf(api.create('Job', job));
    expect(error.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(error).toMatchObject({ status, reason, said });
  });

  test('name a namespace that is not there', async () => {
    await serve((_, response) => {
      json(response, 404, {
        kind: 'Status',
        reason: 'NotFound',
        message: 'namespaces "ml" not found',
        details: { kind: 'namespaces' },
      });
    });
    expect((await refusalOf(api.create('Job', job))).message).toContain('kubectl create namespace ml');
  });

  test.each([
    [-300, "the clock of this machine is 5 min behind the server's: set it, since tokens hold times"],
    [300, "the clock of this machine is 5 min ahead of the server's: set it, since tokens hold times"],
    [30, 'renew them in context test of the kubeconfig that was given'],
  ])('of 401 with clocks that are %d s apart say what to set', async (seconds, fix) => {
    await serve((_, response) => {
      const date = new Date(time.now() - seconds * 1000).toUTCString();
      refuse(response, 401, 'Unauthorized', 'Unauthorized', { date });
    });
    expect((await refusalOf(api.get('Job', 'a'))).message).toMatch(new RegExp(`\\(401\\); ${fix}$`));
  });

  test('of a token that has expired say so', async () => {
    const claims = Buffer.from(JSON.stringify({ exp: time.now() / 1000 - 60 })).toString('base64url');
    await serve(
      (_, response) => {
        refuse(response, 401, 'Unauthorized');
      },
      { user: { token: `x.${claims}.y` } },
    );
    expect(api.remainingLife()).toBeLessThanOrEqual(-60);
    expect((await refusalOf(api.get('Job', 'a'))).message).toContain('which have expired (401)');
  });
});

describe('other calls', () => {
  test('give JSON or text', async () => {
    await serve(({ path }, response) => {
      if (path === '/version') ok(response, { major: '1' });
      else response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    });
    expect(await api.request({ method: 'GET', path: '/version' })).toEqual({ major: '1' });
    expect(await api.request({ method: 'GET', path: '/readyz' })).toBe('ok');
  });

  test('of services are answered once, with whatever they say', async () => {
    await serve((_, response) => response.writeHead(503).end('not yet'));
    expect(await api.ask({ method: 'GET', path: '/api/v1/namespaces/ml/services/x/proxy/' })).toEqual({
      status: 503,
      body: 'not yet',
    });
    expect(server.seen).toHaveLength(1);
  });

  test('stream lines as they come, and give back what lacks its end', async () => {
    await serve((_, response) => {
      response.write('one\ntw');
      setTimeout(() => response.end('o\n\nthree €'), 20);
    });
    const lines = api.lines('/log', { follow: true }, AbortSignal.timeout(5000));
    expect(await lines.next()).toEqual({ done: false, value: ['one'] });
    expect(await lines.next()).toEqual({ done: false, value: ['two', ''] });
    expect(await lines.next()).toEqual({ done: true, value: 'three €' });
  });

  test('act as somebody else where the kubeconfig says so', async () => {
    await serve(
      (_, response) => {
        ok(response);
      },
      { user: { username: 'u', password: 'p', as: 'ann', 'as-groups': ['a', 'b'], 'as-user-extra': { 'x/y': ['z'] } } },
    );
    await api.get('Pod', 'p');
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
      'impersonate-user': 'ann',
      'impersonate-group': 'a, b',
      'impersonate-extra-x%2fy': 'z',
    });
  });

  test('keep the path of a server behind a gateway', async () => {
    await serve((_, response) => {
      ok(response);
    });
    await api.close();
    api = apiOf(`${server.url}/k8s/clusters/c-1/`, { time });
    await api.get('Pod', 'p');
    expect(server.seen[0]?.path).toBe('/k8s/clusters/c-1/api/v1/namespaces/ml/pods/p');
  });
});
