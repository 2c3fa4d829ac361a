import { describe, expect, it } from '@jest/globals';
import { defaultImage } from '../../../../../src/backends/kubernetes/objects/container.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { PodSettings } from '../../../../../src/workflow/model.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { step } from '../../../engine/plans.ts';
import { facts, store } from './facts.ts';
import { containerOf, specOf, template } from './pods.ts';

function withPod(settings: Partial<PodSettings>): PlanStep {
  return step('train', { pod: { ...plainPod, ...settings } });
}

describe('the pod of a step', () => {
  it('passes PodSecurity restricted, ends, and has nothing it did not ask for', () => {
    const { containers, ...spec } = specOf(step('train'));
    expect(spec).toEqual({
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 15,
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        fsGroup: 10_001,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      volumes: [
        { name: 'injected', projected: { sources: [{ configMap: { name: 'automl-r1-source-0' } }] } },
        { name: 'work', emptyDir: {} },
      ],
    });
    expect(containers).toEqual([
      {
        name: 'step',
        image: defaultImage,
        command: ['sh', '-c', expect.stringContaining('exec python3 -I -S /automl/injected/boot.py')],
        env: [
          { name: 'AUTOML_SPEC', value: expect.any(String) },
          { name: 'AUTOML_SH', value: expect.any(String) },
          { name: 'AUTOML_TERMINATION', value: '/dev/termination-log' },
        ],
        volumeMounts: [
          { name: 'injected', mountPath: '/automl/injected', readOnly: true },
          { name: 'work', mountPath: '/automl/work' },
        ],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ]);
  });

  it('is found by run and step, and stays out of service meshes', () => {
    const { metadata } = template(step('train', { stage: 'main' }));
    expect(metadata?.labels).toMatchObject({
      'app.kubernetes.io/name': 'train',
      'app.kubernetes.io/managed-by': 'automl-action',
      'app.kubernetes.io/component': 'step',
      'app.kubernetes.io/part-of': 'wine',
      'automl-action/run': 'r1',
      'automl-action/step': 'train',
      'automl-action/attempt': '1',
      'sidecar.istio.io/inject': 'false',
    });
    expect(metadata?.annotations).toMatchObject({ 'linkerd.io/inject': 'disabled' });
  });

  it('names no user where the namespace gives one', () => {
    const { securityContext } = specOf(step('train'), facts({ assignsUsers: true }));
    expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  it.each([
    [undefined, undefined],
    [60, 600 + 60 + 10 + 30],
    [0.5, 641],
  ])('with a timeout of %j s may live %j s, queue and install included', (timeout, deadline) => {
    const one = step('train', timeout === undefined ? {} : { timeout });
    expect(specOf(one).activeDeadlineSeconds).toBe(deadline);
  });

  it('has the image that the step names, as it is named', () => {
    expect(containerOf(step('train', { image: 'ghcr.io/acme/train:1' })).image).toBe('ghcr.io/acme/train:1');
  });

  it('mounts the store for steps with files only, on the node of the others that do', () => {
    const run = facts({ store });
    const leaves = step('train', { outputs: { model: { kind: 'artifact', path: 'model' } } });
    const gets = step('train', { inputs: { data: { step: 'split', output: 'data' } } });
    const notebook = step('train', { code: { kind: 'notebook', file: 'a.ipynb' } });
    for (const one of [leaves, gets, notebook]) {
      expect(containerOf(one, run).volumeMounts).toContainEqual({ name: 'store', mountPath: '/automl/store' });
      expect(specOf(one, run).volumes).toContainEqual({
        name: 'store',
        persistentVolumeClaim: { claimName: store.claim },
      });
      expect(template(one, run).metadata?.labels?.['automl-action/store']).toBe(store.claim);
      expect(specOf(one, run).affinity).toEqual({
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: { 'automl-action/store': store.claim } },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      });
    }
    const other = template(step('train'), run);
    expect(JSON.stringify(other)).not.toContain('store');
    expect(specOf(leaves, facts({ store: { ...store, sharesNode: false } })).affinity).toBeUndefined();
  });

  it('mounts each secret where the agent looks for it, a secret of the run under its real name', () => {
    const run = facts({ ownSecrets: new Map([['own', 'automl-r1-own']]) });
    const one = step('train', { secrets: ['aws', 'own'] });
    expect(specOf(one, run).volumes?.slice(-2)).toEqual([
      { name: 'secret-0', secret: { secretName: 'aws', defaultMode: 0o440 } },
      { name: 'secret-1', secret: { secretName: 'automl-r1-own', defaultMode: 0o440 } },
    ]);
    expect(containerOf(one, run).volumeMounts?.slice(-2)).toEqual([
      { name: 'secret-0', mountPath: '/automl/secrets/aws', readOnly: true },
      { name: 'secret-1', mountPath: '/automl/secrets/own', readOnly: true },
    ]);
  });

  it('mounts what the step says, and shared memory', () => {
    const one = withPod({
      shmSize: 2 ** 30,
      volumes: [
        { mount: '/data', source: { kind: 'claim', name: 'data' }, readOnly: true, subPath: 'a' },
        { mount: '/config', source: { kind: 'config-map', name: 'config' }, readOnly: false },
        { mount: '/keys', source: { kind: 'secret', name: 'keys' }, readOnly: true },
        { mount: '/fast', source: { kind: 'empty-dir', size: 2 ** 20, memory: true }, readOnly: false },
      ],
    });
    expect(specOf(one).volumes?.slice(2)).toEqual([
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
      { name: 'volume-0', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'volume-1', configMap: { name: 'config' } },
      { name: 'volume-2', secret: { secretName: 'keys', defaultMode: 0o440 } },
      { name: 'volume-3', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ]);
    expect(containerOf(one).volumeMounts?.slice(2)).toEqual([
      { name: 'shm', mountPath: '/dev/shm' },
      { name: 'volume-0', mountPath: '/data', readOnly: true, subPath: 'a' },
      { name: 'volume-1', mountPath: '/config' },
      { name: 'volume-2', mountPath: '/keys', readOnly: true },
      { name: 'volume-3', mountPath: '/fast' },
    ]);
  });

  it('has one volume for a claim, wherever it is mounted', () => {
    const volumes = ['/a', '/b'].map(
      (mount) => ({ mount, source: { kind: 'claim', name: 'data' }, readOnly: mount === '/b' }) as const,
    );
    const one = withPod({ volumes });
    expect(specOf(one).volumes?.slice(2)).toEqual([{ name: 'volume-0', persistentVolumeClaim: { claimName: 'data' } }]);
    expect(containerOf(one).volumeMounts?.slice(2)).toEqual([
      { name: 'volume-0', mountPath: '/a' },
      { name: 'volume-0', mountPath: '/b', readOnly: true },
    ]);
    const leaves = { ...one, outputs: { model: { kind: 'artifact', path: 'm' } } as const };
    const run = facts({ store: { claim: 'data', sharesNode: false } });
    expect(specOf(leaves, run).volumes?.slice(2)).toEqual([
      { name: 'store', persistentVolumeClaim: { claimName: 'data' } },
    ]);
    expect(
      containerOf(leaves, run)
        .volumeMounts?.map(({ name }) => name)
        .slice(2),
    ).toEqual(['store', 'store', 'store']);
  });

  it('goes where the step wants it', () => {
    const one = withPod({
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoExecute', seconds: 60 }],
      priorityClass: 'low',
      imagePullSecrets: ['registry'],
      serviceAccount: 'trainer',
    });
    expect(specOf(one)).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoExecute', tolerationSeconds: 60 }],
      priorityClassName: 'low',
      imagePullSecrets: [{ name: 'registry' }],
      serviceAccountName: 'trainer',
      automountServiceAccountToken: false,
    });
  });

  it('is shown to the webhook of Azure when it has an account of its own', () => {
    const labelled = (one: PlanStep): string | undefined =>
      template(one).metadata?.labels?.['azure.workload.identity/use'];
    expect(labelled(withPod({ serviceAccount: 'trainer' }))).toBe('true');
    expect(labelled(withPod({}))).toBeUndefined();
  });

  it('is patched at the very end, and takes further containers', () => {
    const patch = {
      automountServiceAccountToken: true,
      containers: [
        { name: 'step', tty: true },
        { name: 'proxy', image: 'envoy' },
      ],
    };
    const found = specOf(withPod({ patch }));
    expect(found.automountServiceAccountToken).toBe(true);
    expect(found.containers).toMatchObject([{ name: 'step', image: defaultImage, tty: true }, { name: 'proxy' }]);
  });
});
