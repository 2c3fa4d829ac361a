/** That pods on a simulated node live and end as on a real one, for whoever looks through the API server. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply, kubectl, makeNamespace } from './cluster.ts';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';

describe('a simulated node', () => {
  let node: SimulatedNode;
  let namespace = '';

  beforeAll(async () => {
    node = await startSimulatedNode((spec) => {
      return {
        seconds: spec === null ? 1 : 0,
        lines: ['one', 'two'],
        metrics: {},
        outputs: {},
        files: {},
        exitCode: 3,
      };
    });
    namespace = await makeNamespace('simulated', { ...node.namespace, podSecurity: 'baseline' });
  });
  afterAll(async () => {
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  const spec = { restartPolicy: 'Never', containers: [{ name: 'step', image: 'no-such-image' }] };
  const inNamespace = (...args: readonly string[]): Promise<string> => kubectl(args, { namespace });
  const wait = (condition: string, object: string): Promise<string> =>
    inNamespace('wait', `--for=${condition}`, object, '--timeout=20s');

  test('runs pods, whose log can be followed, and ends them', async () => {
    await apply(namespace, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'ends' }, spec });
    await wait('condition=Ready', 'pod/ends');
    expect(await inNamespace('logs', '--follow', 'ends')).toBe('one\ntwo\n');
    await wait('jsonpath={.status.phase}=Failed', 'pod/ends');
    const state = '{.status.containerStatuses[0].state.terminated.exitCode}';
    expect(await inNamespace('get', 'pod', 'ends', '--output', `jsonpath=${state}`)).toBe('3');
    expect(await inNamespace('logs', '--tail=1', 'ends')).toBe('two\n');
  });

  test('ends a pod that is deleted, with its time to end', async () => {
    const lasting = { ...spec, restartPolicy: 'Always', terminationGracePeriodSeconds: 600 };
    await apply(namespace, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'lasts' }, spec: lasting });
    await wait('condition=Ready', 'pod/lasts');
    await inNamespace('delete', 'pod', 'lasts', '--timeout=20s');
    expect(await inNamespace('get', 'pods', '--output', 'name')).toBe('pod/ends\n');
  });

  test('rolls out a Deployment', async () => {
    const metadata = { name: 'served' };
    const selector = { matchLabels: { app: 'served' } };
    const template = { metadata: { labels: selector.matchLabels }, spec: { ...spec, restartPolicy: 'Always' } };
    const deployment = { replicas: 2, selector, template };
    await apply(namespace, { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deployment });
    await inNamespace('rollout', 'status', 'deployment/served', '--timeout=20s');
    await inNamespace('delete', 'deployment', 'served', '--cascade=foreground', '--timeout=20s');
  });

  test('is no place for pods of others', async () => {
    const other = await makeNamespace('elsewhere', { podSecurity: 'baseline' });
    const asked = { ...spec, nodeSelector: { 'kubernetes.io/hostname': node.name } };
    await apply(other, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'stray' }, spec: asked });
    await kubectl(['wait', '--for=condition=PodScheduled=false', 'pod/stray', '--timeout=20s'], { namespace: other });
    expect(node.pods.map(({ metadata }) => metadata?.namespace)).not.toContain(other);
  });
});
