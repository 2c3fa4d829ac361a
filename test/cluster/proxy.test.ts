/** That the recording proxy passes everything on at once, and remembers what it was. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply, connect, kubectl, makeNamespace } from './cluster.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { Fault, Which } from './proxy/faults.ts';

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

  test('lets a fault stand in for the API server, as often as it was asked to', async () => {
    proxy.fail(({ kind }) => kind === 'Secret', { kind: 'answer', status: 409 });
    await expect(through(['delete', 'secret', 'a'])).rejects.toThrow('made to fail');
    await expect(through(['delete', 'secret', 'a'])).rejects.toThrow('"a" not found');
  });

  test('loses a call, or only its answer', async () => {
    const isMap: Which = ({ kind, verb }) => kind === 'ConfigMap' && verb === 'create';
    proxy.fail(isMap, { kind: 'reset', when: 'before' });
    await expect(through(['create', '-f', '-'], map('lost'))).rejects.toThrow('EOF');
    proxy.fail(isMap, { kind: 'reset', when: 'after' });
    await expect(through(['create', '-f', '-'], map('stored'))).rejects.toThrow('EOF');
    const maps = await kubectl(['get', 'configmaps', '--output', 'name'], { namespace });
    expect(maps).toContain('configmap/stored');
    expect(maps).not.toContain('configmap/lost');
  });

  test('ends a watch with an error, or in the middle of a line, or keeps it silent', async () => {
    await through(['create', '-f', '-'], map('watched'));
    const lines = async (fault: Fault | null): Promise<string> => {
      if (fault !== null) proxy.fail(({ verb }) => verb === 'watch', fault);
      const query = 'watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3Dwatched';
      return through(['get', '--raw', `/api/v1/namespaces/${namespace}/configmaps?${query}`]);
    };
    expect(await lines(null)).toMatch(/^{"type":"ADDED".*}\n$/);
    expect(await lines({ kind: 'expired' })).toMatch(/^{"type":"ERROR".*"code":410}}\n$/);
    expect(await lines({ kind: 'truncated' })).toMatch(/^{"type":"ADDED"[^\n]*$/);
    const began = performance.now();
    expect(await lines({ kind: 'silence', seconds: 2 })).toMatch(/^{"type":"ADDED".*}\n$/);
    expect(performance.now() - began).toBeGreaterThan(2000);
  });

  test('names the calls that change something, and lets things happen at them', async () => {
    const own = await startProxy(connect().kubeconfig);
    const options = { namespace, kubeconfig: own.kubeconfig };
    const seen: string[] = [];
    own.at('create ConfigMap automl-RUN-page-1', 'before', async () => {
      seen.push(await kubectl(['get', 'configmaps', '--output', 'name'], { namespace }));
      return 'pass';
    });
    own.at('create ConfigMap automl-RUN-page-1', 'after', async () => {
      seen.push(await kubectl(['get', 'configmaps', '--output', 'name'], { namespace }));
      return 'drop';
    });
    await kubectl(['create', '-f', '-'], { ...options, input: map('automl-abcdefghijkl') });
    await expect(
      kubectl(['create', '-f', '-'], { ...options, input: map('automl-abcdefghijkl-page-1') }),
    ).rejects.toThrow('EOF');
    await kubectl(['delete', 'configmap', 'automl-abcdefghijkl-page-1'], options);
    await own.close();
    expect(own.points).toEqual([
      'create ConfigMap automl-RUN',
      'create ConfigMap automl-RUN-page-1',
      'delete ConfigMap automl-RUN-page-1',
    ]);
    expect(seen.map((names) => names.includes('configmap/automl-abcdefghijkl-page-1'))).toEqual([false, true]);
  });
});
