/** That the cluster itself does what a run needs of it: where this fails, no other test of the suite means anything. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { apply, kubectl, makeNamespace, objects } from './cluster.ts';

const image = 'python:3.11-slim';
const metadata = (name: string) => ({ name, labels: { test: 'kubernetes' } });
const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: 10001,
  seccompProfile: { type: 'RuntimeDefault' },
};

function podSpec(script: string, rest: object = {}, container: object = {}): object {
  const command = ['sh', '-ec', script];
  const main = { name: 'main', image, command, securityContext: restricted, ...container };
  return { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, containers: [main], ...rest };
}

function pod(name: string, spec: object): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: metadata(name), spec };
}

describe('the cluster', () => {
  let namespace = '';

  beforeAll(async () => {
    namespace = await makeNamespace('kubernetes');
  });

  /** What a pod wrote, once it has succeeded. */
  async function logs(name: string): Promise<string> {
    await kubectl(['wait', '--for=jsonpath={.status.phase}=Succeeded', `pod/${name}`, '--timeout=60s'], { namespace });
    return kubectl(['logs', name], { namespace });
  }

  test('admits a restricted pod and runs it without root', async () => {
    await apply(namespace, pod('plain', podSpec('id -u')));
    expect(await logs('plain')).toBe('10001\n');
  });

  test('denies a pod that runs as root', async () => {
    const root = pod('root', podSpec('id -u', {}, { securityContext: {} }));
    await expect(apply(namespace, root)).rejects.toThrow(/violates PodSecurity "restricted/);
    expect(await objects(namespace, 'test=kubernetes')).not.toContain('pod/root');
  });

  test('gives each pod of an Indexed Job its index', async () => {
    const template = { spec: podSpec('echo "index $JOB_COMPLETION_INDEX"') };
    const spec = { completionMode: 'Indexed', completions: 3, parallelism: 3, template };
    await apply(namespace, { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata('indexed'), spec });
    await kubectl(['wait', '--for=condition=Complete', 'job/indexed', '--timeout=60s'], { namespace });
    const said = await kubectl(['logs', '--selector', 'job-name=indexed'], { namespace });
    expect(said.trim().split('\n').toSorted()).toEqual(['index 0', 'index 1', 'index 2']);
  });

  test('keeps files in a volume from one pod to the next, writable without root', async () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata('store'),
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    };
    const volumes = [{ name: 'store', persistentVolumeClaim: { claimName: 'store' } }];
    const mounted = { volumeMounts: [{ name: 'store', mountPath: '/store' }] };
    const use = (script: string) => podSpec(script, { volumes, securityContext: { fsGroup: 10001 } }, mounted);
    await apply(namespace, claim, pod('writer', use('echo kept >/store/file')));
    await logs('writer');
    await apply(namespace, pod('reader', use('cat /store/file')));
    expect(await logs('reader')).toBe('kept\n');
  });

  test('shows a ConfigMap as files', async () => {
    const text = { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('text'), data: { 'a.txt': 'from the map' } };
    const volumes = [{ name: 'text', configMap: { name: 'text' } }];
    const mounted = { volumeMounts: [{ name: 'text', mountPath: '/text', readOnly: true }] };
    await apply(namespace, text, pod('mapped', podSpec('cat /text/a.txt', { volumes }, mounted)));
    expect(await logs('mapped')).toBe('from the map');
  });
});
