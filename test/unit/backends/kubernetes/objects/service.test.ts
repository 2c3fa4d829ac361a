import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  deploymentObject,
  isService,
  serviceObject,
  servicePodTemplate,
} from '../../../../../src/backends/kubernetes/objects/service.ts';
import type { RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service } from '../../../../../src/workflow/model.ts';
import { plainHealth, plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { facts, order, owner } from './facts.ts';

const settings: Service = {
  ...plainService,
  port: 5000,
  replicas: 2,
  health: { ...plainHealth, path: '/health' },
  minReadySeconds: 2.5,
  revisionHistoryLimit: 3,
};

function api(fields: Partial<PlanStep> = {}, service: Partial<Service> = {}): PlanStep {
  return step('api', { kind: 'service', service: { ...settings, ...service }, startTimeout: 90, ...fields });
}

const revision = { key: 'abcdefghijkl', versions: { 'Secret/aws': '7' } };

function made(one: PlanStep, run: RunFacts = facts()) {
  if (!isService(one)) throw new Error(`${one.name} is no service`);
  const template = servicePodTemplate(run, plan([one]), one, order(one), revision);
  return { deployment: deploymentObject(run, one, template, 2), service: serviceObject(run, one) };
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

  it('has pods that the Service and whoever rolls it out find, inside service meshes', () => {
    const labels = template.metadata?.labels;
    expect(labels).toMatchObject(deployment.spec?.selector.matchLabels ?? {});
    expect(labels).toMatchObject(service.spec?.selector ?? {});
    expect(labels).toMatchObject({ 'automl-action/revision': revision.key, 'automl-action/step': 'api' });
    expect(labels).not.toHaveProperty(['automl-action/run']);
    expect(labels).not.toHaveProperty(['automl-action/attempt']);
    expect(labels).not.toHaveProperty('sidecar.istio.io/inject');
    expect(template.metadata?.annotations).not.toHaveProperty('linkerd.io/inject');
  });

  it('answers on its own port', () => {
    expect(service.spec?.ports).toEqual([{ name: 'http', port: 5000, targetPort: 'http' }]);
    expect(template.spec?.containers[0]?.ports).toEqual([{ name: 'http', containerPort: 5000 }]);
  });

  it('stays up, is started anew, and is watched by the kubelet', () => {
    const [container] = template.spec?.containers ?? [];
    expect(template.spec?.restartPolicy).toBe('Always');
    expect(template.spec).not.toHaveProperty('activeDeadlineSeconds');
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1, failureThreshold: 90 },
      readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 2, failureThreshold: 3 },
    });
    const spec = gunzipSync(Buffer.from(container?.env?.[0]?.value ?? '', 'base64')).toString();
    expect(JSON.parse(spec)).toMatchObject({ service: { port: 5000, watch: 'kubelet', health: '/health' } });
  });

  it('is up when it has answered something, where it says nothing of its health, and ready while its port is open', () => {
    const one = step('api', { kind: 'service', service: { ...plainService, port: 5000 } });
    const containerOf = (of: PlanStep) => made(of).deployment.spec?.template.spec?.containers[0];
    expect(containerOf(one)?.startupProbe?.exec?.command?.at(-1)).toContain('/automl/injected/answers.py 5000');
    expect(containerOf(one)?.readinessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
    const own = { ...one, code: { kind: 'image', args: [] } } as const;
    expect(containerOf(own)?.startupProbe).toMatchObject({ tcpSocket: { port: 'http' } });
  });

  it('is up when its port is open, where there is no Python', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const one = step('api', { kind: 'service', service: { ...plainService, port } });
    const [container] = made(one).deployment.spec?.template.spec?.containers ?? [];
    const [, ...args] = container?.startupProbe?.exec?.command ?? [];
    const ask = () => spawnSync('/bin/sh', args, { env: { PATH: '/nowhere' }, encoding: 'utf8' });
    expect(ask()).toMatchObject({ status: 0, stdout: '' });
    server.close();
    await once(server, 'close');
    expect(ask()).toMatchObject({ status: 1, stdout: `nothing listens on port ${String(port)}\n` });
  });

  it('is started anew when it does not answer any more, unless nobody shall ask', () => {
    const containerOf = (service: Partial<Service>) =>
      made(api({}, service)).deployment.spec?.template.spec?.containers[0];
    expect(containerOf({})?.livenessProbe).toEqual({
      tcpSocket: { port: 'http' },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 6,
    });
    expect(containerOf({ liveness: null })).not.toHaveProperty('livenessProbe');
  });

  it('answers on for a while after it was taken away, and then has all of its grace', () => {
    const podOf = (drain: number) => made(api({}, { drain })).deployment.spec?.template.spec;
    expect(podOf(7)?.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 7 } } });
    expect(podOf(7)?.terminationGracePeriodSeconds).toBe((podOf(0)?.terminationGracePeriodSeconds ?? 0) + 7);
    expect(podOf(0)?.containers[0]).not.toHaveProperty('lifecycle');
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
});
