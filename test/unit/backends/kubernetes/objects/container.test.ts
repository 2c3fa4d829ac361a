import { describe, expect, it } from '@jest/globals';
import { containerResources } from '../../../../../src/backends/kubernetes/objects/resources.ts';
import type { RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Resources } from '../../../../../src/workflow/model.ts';
import { step } from '../../../engine/plans.ts';
import { facts, store } from './facts.ts';
import { containerOf, specOf, template } from './pods.ts';

describe('the variables of a step', () => {
  const variables = (one: PlanStep, run?: RunFacts) => containerOf(one, run).env ?? [];

  it('come from Secrets and ConfigMaps where it says so', () => {
    const one = step('train', {
      envFrom: {
        TOKEN: { kind: 'secret', name: 'own', key: 'token' },
        REGION: { kind: 'config-map', name: 'cloud', key: 'region' },
      },
    });
    const found = variables(one, facts({ ownSecrets: new Map([['own', 'automl-r1-own']]) }));
    expect(found).toContainEqual({
      name: 'TOKEN',
      valueFrom: { secretKeyRef: { name: 'automl-r1-own', key: 'token' } },
    });
    expect(found).toContainEqual({ name: 'REGION', valueFrom: { configMapKeyRef: { name: 'cloud', key: 'region' } } });
    expect(found.map(({ name }) => name)).not.toContain('AUTOML_SH');
  });

  it('have the credentials of the package index in steps that install, and in no other', () => {
    const python = { extraIndex: [], offline: false, credentials: 'pypi' };
    const names = (one: PlanStep) =>
      (template(one, facts(), python).spec?.containers[0]?.env ?? []).flatMap(({ name, valueFrom }) =>
        valueFrom?.secretKeyRef === undefined
          ? []
          : [`${name}=${valueFrom.secretKeyRef.name ?? ''}/${valueFrom.secretKeyRef.key}`],
      );
    const all = ['AUTOML_INDEX_USERNAME=pypi/username', 'AUTOML_INDEX_PASSWORD=pypi/password'];
    expect(names(step('train', { requirements: 'requirements.txt' }))).toEqual(all);
    expect(names(step('train', { code: { kind: 'notebook', file: 'a.ipynb' } }))).toEqual(all);
    expect(names(step('train'))).toEqual([]);
  });

  it('say that installers may talk', () => {
    expect(variables(step('train'), facts({ verbose: true }))).toContainEqual({ name: 'AUTOML_VERBOSE', value: '1' });
  });

  it('keep dollars from Kubernetes, which would expand them', () => {
    const one = step('train', { code: { kind: 'shell', script: 'echo $(AUTOML_SPEC) $$' } });
    const { value = '' } = variables(one).find(({ name }) => name === 'AUTOML_SH') ?? {};
    expect(value).toContain('echo $$(AUTOML_SPEC) $$$$');
  });

  it('refuse more than Linux takes, and leave out a shell form that is too long', () => {
    const noise = Array.from({ length: 200_000 }, (_, index) => ((index * 7919) % 104_729).toString(36)).join('');
    const large = step('train', { code: { kind: 'shell', script: noise } });
    expect(() => specOf(large)).toThrow(/^step "train" gets \d+ KiB of params, env and code, and 127 KiB fit: put/);
    const long = step('train', { code: { kind: 'shell', script: '#'.repeat(200_000) } });
    expect(variables(long).map(({ name }) => name)).toEqual(['AUTOML_SPEC', 'AUTOML_TERMINATION']);
  });
});

describe('an image with code of its own', () => {
  const own = step('own', {
    code: { kind: 'image', args: ['--seed', '$(date)'] },
    image: 'acme/own',
    secrets: ['aws'],
    env: { A: '$HOME' },
    outputs: {},
  });

  it('gets no agent: arguments, variables and secrets as Kubernetes gives them', () => {
    const found = containerOf(own, facts({ store }));
    expect(found.command).toBeUndefined();
    expect(found.args).toEqual(['--seed', '$$(date)']);
    expect(found.envFrom).toEqual([{ secretRef: { name: 'aws' } }]);
    expect(found.env).toContainEqual({ name: 'A', value: '$$HOME' });
    expect(found.env).toContainEqual({ name: 'AUTOML_STEP', value: 'own' });
    expect(found.volumeMounts).toEqual([{ name: 'work', mountPath: '/automl/work' }]);
    expect(JSON.stringify(found)).not.toContain('AUTOML_SPEC');
  });

  it('has a home that it may write, unless the step says where that is', () => {
    expect(containerOf(own).env).toContainEqual({ name: 'HOME', value: '/automl/work' });
    expect(containerOf({ ...own, env: { HOME: '/app' } }).env).toContainEqual({ name: 'HOME', value: '/app' });
  });

  it("keeps the image's own arguments where the step has none", () => {
    expect(containerOf({ ...own, code: { kind: 'image', args: [] } })).not.toHaveProperty('args');
  });
});

describe('resources', () => {
  it.each<[string, Resources, object | undefined]>([
    ['nothing', {}, undefined],
    ['cpu, which has no limit of itself', { cpu: 0.5 }, { requests: { cpu: '500m' } }],
    ['whole cores', { cpu: 2 }, { requests: { cpu: '2' } }],
    ['odd cores', { cpu: 0.1 + 0.2 }, { requests: { cpu: '300m' } }],
    [
      'memory, which is its own limit',
      { memory: 500 * 2 ** 20 },
      { requests: { memory: '500Mi' }, limits: { memory: '500Mi' } },
    ],
    ['memory without a limit', { memory: 2 ** 31, limits: { memory: null } }, { requests: { memory: '2Gi' } }],
    ['odd memory', { memory: 1_000_000 }, { requests: { memory: '1000000' }, limits: { memory: '1000000' } }],
    ['limits of its own', { limits: { cpu: 1.5, memory: 2 ** 40 } }, { limits: { cpu: '1500m', memory: '1Ti' } }],
    [
      'devices',
      { devices: { 'nvidia.com/gpu': 2 } },
      { requests: { 'nvidia.com/gpu': '2' }, limits: { 'nvidia.com/gpu': '2' } },
    ],
  ])('%s', (_, resources, expected) => {
    expect(containerResources(resources)).toEqual(expected);
  });
});
