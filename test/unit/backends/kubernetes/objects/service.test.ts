import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { adoptedBy } from '../../../../../src/backends/kubernetes/objects/owner-references.ts';
import { serviceObjects } from '../../../../../src/backends/kubernetes/objects/service.ts';
import type { RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service } from '../../../../../src/workflow/model.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { plan, step } from '../../../engine/plans.ts';
import { facts, order, owner, store } from './facts.ts';

const settings: Service = {
  port: 5000,
  replicas: 2,
  ingress: false,
  health: '/health',
  minReadySeconds: 2.5,
  revisionHistoryLimit: 3,
};

function api(fields: Partial<PlanStep> = {}, service: Partial<Service> = {}): PlanStep {
  return step('api', { kind: 'service', service: { ...settings, ...service }, startTimeout: 90, ...fields });
}

function made(one: PlanStep, run: RunFacts = facts()) {
  return serviceObjects(run, plan([one]), one, order(one));
}

describe('a service', () => {
  const { deployment, service } = made(api());
  const { template, ...spec } = deployment.spec ?? { template: {} };

  it('is rolled out without ever having fewer replicas', () => {
    expect(spec).toEqual({
      replicas: 2,
      selector: { matchLabels: expect.any(Object) },
      minReadySeconds: 3,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 90 + 3 + 30,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    });
  });

  it('outlives the run: nothing of it goes with the anchor', () => {
    for (const { metadata } of [deployment, service]) {
      expect(metadata?.ownerReferences).toBeUndefined();
      expect(metadata?.labels).not.toHaveProperty('automl-action/run');
      expect(metadata?.labels).toHaveProperty('automl-action/owner');
      expect(metadata?.annotations).toEqual({
        'automl-action/repository': 'github.com/4711',
        'automl-action/file': 'automl.yaml',
        'automl-action/environment': 'production',
        'automl-action/deployed-by': 'r1',
      });
    }
  });

  it('is the same object in the next run, with the same selector', () => {
    const next = made(api(), facts({ id: 'r2' }));
    expect(next.deployment.metadata?.name).toBe(deployment.metadata?.name);
    expect(next.deployment.spec?.selector).toEqual(deployment.spec?.selector);
    expect(next.service.spec).toEqual(service.spec);
    const other = made(api(), facts({ owner: { ...owner, repository: '4712' } }));
    expect(other.deployment.metadata?.name).not.toBe(deployment.metadata?.name);
    expect(other.deployment.spec?.selector).not.toEqual(deployment.spec?.selector);
  });

  it('has pods that the Service and the run find, inside service meshes', () => {
    const labels = template.metadata?.labels;
    expect(labels).toMatchObject(deployment.spec?.selector.matchLabels ?? {});
    expect(labels).toMatchObject(service.spec?.selector ?? {});
    expect(labels).toMatchObject({ 'automl-action/run': 'r1', 'automl-action/step': 'api' });
    expect(labels).not.toHaveProperty('sidecar.istio.io/inject');
    expect(template.metadata?.annotations).not.toHaveProperty('linkerd.io/inject');
  });

  it('answers on its own port', () => {
    expect(service.spec?.ports).toEqual([{ name: 'http', port: 5000, targetPort: 5000 }]);
    expect(template.spec?.containers[0]?.ports).toEqual([{ name: 'http', containerPort: 5000 }]);
  });

  it('stays up, is started anew, and is watched by the kubelet', () => {
    const [container] = template.spec?.containers ?? [];
    expect(template.spec?.restartPolicy).toBe('Always');
    expect(template.spec).not.toHaveProperty('activeDeadlineSeconds');
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/health', port: 5000 }, periodSeconds: 1, failureThreshold: 90 },
      readinessProbe: { httpGet: { path: '/health', port: 5000 } },
    });
    const spec = gunzipSync(Buffer.from(container?.env?.[0]?.value ?? '', 'base64')).toString();
    expect(JSON.parse(spec)).toMatchObject({ service: { port: 5000, watch: 'kubelet', health: '/health' } });
  });

  it('is ready when its port is open, where it names no path', () => {
    const silent: Service = { port: 5000, replicas: 1, ingress: false, minReadySeconds: 0, revisionHistoryLimit: 2 };
    const one = step('api', { kind: 'service', service: silent });
    expect(made(one).deployment.spec?.template.spec?.containers[0]).toMatchObject({
      startupProbe: { tcpSocket: { port: 5000 } },
      readinessProbe: { tcpSocket: { port: 5000 } },
    });
  });

  it('may listen on a low port without privileges', () => {
    const sysctls = (port: number) => made(api({}, { port })).deployment.spec?.template.spec?.securityContext?.sysctls;
    expect(sysctls(80)).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]);
    expect(sysctls(1024)).toBeUndefined();
  });

  it('tells an image with code of its own the port', () => {
    const one = api({ code: { kind: 'image', args: [] }, image: 'own' });
    expect(made(one).deployment.spec?.template.spec?.containers[0]?.env).toContainEqual({
      name: 'PORT',
      value: '5000',
    });
  });

  it('is an error for a step that is none', () => {
    expect(() => made(step('train'))).toThrow('train is no service');
  });
});

describe('what a service needs beyond its run', () => {
  const ownSecrets = new Map([
    ['own', 'automl-r1-own'],
    ['other', 'automl-r1-other'],
  ]);
  const bare = { python: { extraIndex: [], offline: false } };
  const injected = ['automl-r1-source-0', 'automl-r1-source-1'];
  const run = facts({ injected, ownSecrets, store });

  it('is what is injected, the secrets of the run that it uses, and the store if it reads files', () => {
    const one = api({
      secrets: ['own', 'aws'],
      envFrom: { A: { kind: 'secret', name: 'own', key: 'a' }, B: { kind: 'config-map', name: 'other', key: 'b' } },
      inputs: { model: { step: 'train', output: 'model' } },
    });
    expect(adoptedBy(run, bare, one)).toEqual([
      { kind: 'ConfigMap', name: 'automl-r1-source-0' },
      { kind: 'ConfigMap', name: 'automl-r1-source-1' },
      { kind: 'Secret', name: 'automl-r1-own' },
      { kind: 'PersistentVolumeClaim', name: 'automl-r1-store' },
    ]);
  });

  it('is no claim that existed before, and nothing injected where the image has the code', () => {
    const reads = api({ inputs: { model: { step: 'train', output: 'model' } } });
    const shared = facts({ injected: [], store: { claim: 'team', sharesNode: false } });
    expect(adoptedBy(shared, bare, reads)).toEqual([]);
    const volumes = [{ mount: '/a', source: { kind: 'secret', name: 'other' }, readOnly: true } as const];
    const own = api({ code: { kind: 'image', args: [] }, pod: { ...plainPod, volumes } });
    expect(adoptedBy(run, bare, own)).toEqual([{ kind: 'Secret', name: 'automl-r1-other' }]);
  });
});
