import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import type { Job } from '../../../../../src/backends/kubernetes/client/types.ts';
import { ofPreparation, preparationJob } from '../../../../../src/backends/kubernetes/objects/preparation.ts';
import { podSpec } from '../../../../../src/backends/kubernetes/objects/spec.ts';
import type { StepSpec } from '../../../../../src/backends/spec.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { matches } from '../fake-objects.ts';
import { facts, order, store } from './facts.ts';

const run = facts({ store });
const sources = { model: [{ task: { step: 'train' }, output: 'model', sha256: 'a1' }] };
const service = { ...plainService, port: 80 };
const served = (fields: Partial<PlanStep> = {}): PlanStep =>
  step('api', {
    kind: 'service',
    service,
    requirements: 'requirements.txt',
    inputs: { model: { step: 'train', output: 'model' } },
    startTimeout: 60,
    ...fields,
  });

function jobOf(one = served()): Job {
  const told = order(one, { inputs: sources });
  return preparationJob(run, plan([one]), one, told, { lock: true, inputs: 10 });
}

describe('the Job that prepares a service', () => {
  const job = jobOf();
  const template = job.spec?.template;
  const [container] = template?.spec?.containers ?? [];

  test('belongs to the run, and to no Service and no step', () => {
    const own = { 'app.kubernetes.io/component': 'prepare', 'automl-action/run': 'r1', 'automl-action/step': 'api' };
    expect(job.metadata).toMatchObject({
      name: 'wine-api-r1-a1-prepare',
      labels: own,
      ownerReferences: [{ kind: 'ConfigMap', name: 'automl-r1' }],
    });
    expect(template?.metadata?.labels).toMatchObject(own);
    const selector = { labelSelector: ofPreparation(run, order(served())) };
    expect([matches(job, selector), matches({ metadata: template?.metadata ?? {} }, selector)]).toEqual([true, true]);
  });

  test('tells the agent what to hand over, and where the inputs are', () => {
    const told = container?.env?.find(({ name }) => name === 'AUTOML_SPEC')?.value ?? '';
    const spec = JSON.parse(gunzipSync(Buffer.from(told, 'base64')).toString()) as StepSpec;
    expect(spec).toMatchObject({
      preparation: { lock: true, inputs: 10 },
      service: null,
      requirements: 'requirements.txt',
      store: '/automl/store/r1/api',
      inputs: { model: { source: '/automl/store/r1/train/model', sha256: 'a1' } },
    });
  });

  test('ends, and nobody asks it whether it serves', () => {
    expect(template?.spec).toMatchObject({ restartPolicy: 'Never', activeDeadlineSeconds: 60 + 60 + 10 + 30 });
    const probe = { tcpSocket: { port: 80 } };
    const patch = {
      nodeSelector: { disk: 'ssd' },
      containers: [
        { name: 'step', livenessProbe: probe, readinessProbe: probe, lifecycle: {}, ports: [{ containerPort: 80 }] },
      ],
    };
    const patched = jobOf(served({ pod: { ...plainPod, patch } })).spec?.template.spec;
    expect(patched?.nodeSelector).toEqual({ disk: 'ssd' });
    const fields = Object.keys(patched?.containers[0] ?? {});
    expect(fields.filter((field) => /Probe|lifecycle|ports/.test(field))).toEqual([]);
  });
});

describe('the spec of a service that was prepared', () => {
  const told = order(served(), { inputs: sources });
  const specWith = (packed: { lock: boolean; inputs: boolean }): StepSpec =>
    podSpec(facts({ packed }), plan([served()]), served(), told);

  test('finds its packages and its inputs among what is injected', () => {
    expect(specWith({ lock: true, inputs: true })).toMatchObject({
      requirements: 'requirements.txt',
      lock: '/automl/injected/requirements.lock',
      packed: { archive: '/automl/injected/inputs.tgz', folder: '/automl/work/inputs' },
      store: null,
      inputs: { model: { source: '/automl/work/inputs/train/model', sha256: 'a1' } },
    });
  });

  test('says nothing of what was not prepared', () => {
    const spec = specWith({ lock: false, inputs: false });
    expect([spec.lock, spec.packed, spec.preparation]).toEqual([undefined, undefined, undefined]);
  });
});
