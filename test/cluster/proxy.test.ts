/** That the recording proxy passes everything on at once, and remembers what it was. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply, connect, kubectl, makeNamespace } from './cluster.ts';
import { startProxy, type Proxy } from './proxy.ts';

describe('the recording proxy', () => {
  let namespace = '';
  let proxy: Proxy;

  beforeAll(async () => {
    namespace = await makeNamespace('proxy', { podSecurity: 'baseline' });
    proxy = await startProxy(connect().kubeconfig);
  });
  afterAll(() => proxy.close());

  const through = (args: readonly string[], input = ''): Promise<string> => {
    return kubectl(args, { namespace, input, kubeconfig: proxy.kubeconfig });
  };
  const map = (name: string): string => {
    return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  };
  const callsOf = (kind: string, name: string) =>
    proxy.calls.filter((call) => call.kind === kind && call.name === name);

  test('tells what changes something from what only asks', async () => {
    await through(['create', '-f', '-'], map('kept'));
    await through(['get', 'configmap', 'kept']);
    await through(['create', '-f', '-', '--dry-run=server'], map('unkept'));
    await through(['auth', 'can-i', 'create', 'jobs']);
    await through(['delete', 'configmap', 'kept', '--wait=false']);
    expect(callsOf('ConfigMap', 'kept')).toMatchObject([
      { verb: 'create', mutating: true, status: 201, subresource: null },
      { verb: 'get', mutating: false, status: 200 },
      { verb: 'delete', mutating: true, status: 200 },
    ]);
    expect(callsOf('ConfigMap', 'unkept')).toMatchObject([{ verb: 'create', mutating: false, status: 201 }]);
    expect(proxy.calls).toContainEqual(
      expect.objectContaining({ kind: 'selfsubjectaccessreviews', verb: 'create', mutating: false }),
    );
  });

  test('lets the lines of a log and the events of a watch pass, and sees a step end', async () => {
    const command = ['sh', '-c', 'echo one; sleep 2; echo two'];
    const spec = { restartPolicy: 'Never', containers: [{ name: 'step', image: 'python:3.11-slim', command }] };
    await apply(namespace, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
    await through(['wait', '--for=condition=Ready', 'pod/a', '--timeout=60s']);
    const ended = through(['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/a', '--timeout=60s']);
    expect(await through(['logs', '--follow', 'a'])).toBe('one\ntwo\n');
    await ended;
    expect(callsOf('Pod', 'a')).toContainEqual(
      expect.objectContaining({ verb: 'get', subresource: 'log', status: 200, mutating: false }),
    );
    expect(proxy.terminations).toEqual([{ pod: 'a', time: expect.any(Number) }]);
  });

  test('lets a fault stand in for the API server', async () => {
    const faulty = await startProxy(connect().kubeconfig, (call, response) => {
      if (call.kind !== 'Secret') return false;
      response.writeHead(418).end();
      return true;
    });
    const options = { namespace, kubeconfig: faulty.kubeconfig };
    await expect(kubectl(['get', 'secret', 'a'], options)).rejects.toThrow();
    expect(await kubectl(['get', 'configmaps'], options)).toContain('kube-root-ca.crt');
    await faulty.close();
  });
});
