/** What the keys for pods mean, in a step and under `defaults`. */
import { describe, expect, test } from '@jest/globals';
import { podShape } from '../../../src/workflow/dialects/native/pod.ts';
import type { PodSettings, Step, Volume } from '../../../src/workflow/model.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { plainStore } from '../../../src/workflow/store.ts';
import { stepFile, topFile, workflowOf } from './read.ts';

const GiB = 2 ** 30;

function stepOf(...lines: readonly string[]): Step | undefined {
  return workflowOf(stepFile('run: a.py', ...lines)).stages[0]?.steps[0];
}

/** A step with these keys under these defaults. */
function under(defaults: string, keys: string): Step | undefined {
  const text = `name: a\ndefaults: {${defaults}}\nstages: {one: [{name: s, run: a.py${keys === '' ? '' : `, ${keys}`}}]}`;
  return workflowOf(text).stages[0]?.steps[0];
}

describe('a pod', () => {
  test.each<[string, Partial<PodSettings>]>([
    ['node_selector: {example.com/disk: ssd, size: ""}', { nodeSelector: { 'example.com/disk': 'ssd', size: '' } }],
    [
      'node_selector: {gpu: true, zone: 1, version: 1.10}',
      { nodeSelector: { gpu: 'true', zone: '1', version: '1.10' } },
    ],
    ['priority_class: high', { priorityClass: 'high' }],
    ['shm_size: 1Gi', { shmSize: GiB }],
    ['image_pull_secrets: [one, two.three]', { imagePullSecrets: ['one', 'two.three'] }],
    ['service_account: trainer', { serviceAccount: 'trainer' }],
    [
      'pod: {hostNetwork: true, dnsConfig: {options: [{name: a}]}, runtimeClassName: null}',
      { patch: { hostNetwork: true, dnsConfig: { options: [{ name: 'a' }] }, runtimeClassName: null } },
    ],
  ])('of a step with %s', (line, expected) => {
    expect(stepOf(line)?.pod).toEqual({ ...plainPod, ...expected });
  });

  test.each<[string, PodSettings['tolerations'][number]]>([
    ['{key: a}', { key: 'a', operator: 'Exists' }],
    ['{key: a, value: b}', { key: 'a', operator: 'Equal', value: 'b' }],
    ['{key: a, operator: Equal}', { key: 'a', operator: 'Equal' }],
    ['{}', { operator: 'Exists' }],
    ['{operator: Exists, effect: NoSchedule}', { operator: 'Exists', effect: 'NoSchedule' }],
    [
      '{key: x.com/a, value: "", effect: NoExecute, seconds: 0}',
      { key: 'x.com/a', operator: 'Equal', value: '', effect: 'NoExecute', seconds: 0 },
    ],
  ])('tolerates %s', (text, expected) => {
    expect(stepOf(`tolerations: [${text}]`)?.pod.tolerations).toEqual([expected]);
  });

  test.each<[string, Volume]>([
    ['claim: a', { mount: '/x', source: { kind: 'claim', name: 'a' }, readOnly: false }],
    ['claim: a, read_only: true', { mount: '/x', source: { kind: 'claim', name: 'a' }, readOnly: true }],
    ['config_map: a', { mount: '/x', source: { kind: 'config-map', name: 'a' }, readOnly: true }],
    ['secret: a', { mount: '/x', source: { kind: 'secret', name: 'a' }, readOnly: true }],
    ['secret: a, read_only: false', { mount: '/x', source: { kind: 'secret', name: 'a' }, readOnly: false }],
    ['empty_dir: {}', { mount: '/x', source: { kind: 'empty-dir', memory: false }, readOnly: false }],
    [
      'empty_dir: {size: 1Gi, medium: memory}',
      { mount: '/x', source: { kind: 'empty-dir', size: GiB, memory: true }, readOnly: false },
    ],
    [
      'claim: a, sub_path: b/..c',
      { mount: '/x', source: { kind: 'claim', name: 'a' }, readOnly: false, subPath: 'b/..c' },
    ],
  ])('mounts %s', (text, expected) => {
    expect(stepOf(`volumes: [{mount: /x, ${text}}]`)?.pod.volumes).toEqual([expected]);
  });

  test.each([
    ['/x/', '/x'],
    ['//x/./y//z', '/x/y/z'],
    ['/automl-data', '/automl-data'],
  ])('mounts at %s what is %s', (text, expected) => {
    expect(stepOf(`volumes: [{mount: ${text}, claim: a}]`)?.pod.volumes[0]?.mount).toBe(expected);
  });
});

describe('resources', () => {
  test.each<[string, Step['resources']]>([
    ['gpu: 2', { devices: { 'nvidia.com/gpu': 2 } }],
    ['amd.com/gpu: 1, example.com/nic: 3', { devices: { 'amd.com/gpu': 1, 'example.com/nic': 3 } }],
    ['gpu: 1, amd.com/gpu: 0', { devices: { 'nvidia.com/gpu': 1 } }],
    ['gpu: 0', {}],
    ['cpu: 1, limits: {cpu: 1, memory: 1Gi}', { cpu: 1, limits: { cpu: 1, memory: GiB } }],
    ['memory: 1Gi, limits: {memory: null}', { memory: GiB, limits: { memory: null } }],
  ])('of {%s}', (text, expected) => {
    expect(stepOf(`resources: {${text}}`)?.resources).toEqual(expected);
  });
});

test('variables are texts, or stand in a Secret or a ConfigMap', () => {
  expect(stepOf('env: {A: 1.10, B: {secret: hub, key: token}, C: {config_map: site, key: .region}}')).toMatchObject({
    env: { A: '1.10' },
    envFrom: {
      B: { kind: 'secret', name: 'hub', key: 'token' },
      C: { kind: 'config-map', name: 'site', key: '.region' },
    },
  });
});

test('a text with an expression keeps it beside variables from elsewhere', () => {
  const { env, envFrom } = stepOf('env: {A: "${{ params.n }}", B: {secret: hub, key: token}}') ?? {};
  expect(env).toEqual({ A: '${{ params.n }}' });
  expect(Object.keys(envFrom ?? {})).toEqual(['B']);
});

describe('defaults', () => {
  const volume = '{mount: /x, claim: a}';
  const all = [
    'node_selector: {disk: ssd, zone: a}',
    'tolerations: [{key: a}]',
    'priority_class: high',
    'shm_size: 1Gi',
    `volumes: [${volume}]`,
    'image_pull_secrets: [registry]',
    'service_account: trainer',
    'pod: {hostNetwork: true, dnsPolicy: None}',
  ].join(', ');
  const expected: PodSettings = {
    nodeSelector: { disk: 'ssd', zone: 'a' },
    tolerations: [{ key: 'a', operator: 'Exists' }],
    priorityClass: 'high',
    shmSize: GiB,
    volumes: [{ mount: '/x', source: { kind: 'claim', name: 'a' }, readOnly: false }],
    imagePullSecrets: ['registry'],
    serviceAccount: 'trainer',
    patch: { hostNetwork: true, dnsPolicy: 'None' },
  };

  test('stand under every step', () => {
    expect(under(all, '')?.pod).toEqual(expected);
  });

  test('are merged key by key for maps, and replaced otherwise', () => {
    const keys = [
      'node_selector: {zone: b, gpu: yes}',
      'tolerations: []',
      'shm_size: 2Gi',
      'volumes: [{mount: /y, secret: s}]',
      'pod: {dnsPolicy: Default, hostIPC: false}',
    ].join(', ');
    expect(under(all, keys)?.pod).toEqual({
      ...expected,
      nodeSelector: { disk: 'ssd', zone: 'b', gpu: 'yes' },
      tolerations: [],
      shmSize: 2 * GiB,
      volumes: [{ mount: '/y', source: { kind: 'secret', name: 's' }, readOnly: true }],
      patch: { hostNetwork: true, dnsPolicy: 'Default', hostIPC: false },
    });
  });

  test('are taken away by null', () => {
    const nothing = Object.keys(podShape).map((key) => `${key}: null`);
    expect(under(all, nothing.join(', '))?.pod).toEqual(plainPod);
    expect(under(all, 'pod: null')?.pod).toEqual({ ...expected, patch: null });
  });

  test('of resources are merged down to devices and limits', () => {
    const resources = 'resources: {cpu: 1, memory: 1Gi, gpu: 1, limits: {cpu: 2, memory: 2Gi}}';
    expect(under(resources, 'resources: {memory: 1.5Gi, amd.com/gpu: 2, limits: {cpu: 4}}')?.resources).toEqual({
      cpu: 1,
      memory: 1.5 * GiB,
      devices: { 'nvidia.com/gpu': 1, 'amd.com/gpu': 2 },
      limits: { cpu: 4, memory: 2 * GiB },
    });
    expect(under(resources, 'resources: {gpu: 0}')?.resources).not.toHaveProperty('devices');
    expect(under(resources, 'resources: {nvidia.com/gpu: 3}')?.resources.devices).toEqual({ 'nvidia.com/gpu': 3 });
    expect(under(resources, 'resources: null')?.resources).toEqual({});
  });

  test('of variables give way to the later of text and source', () => {
    const env = 'env: {A: text, B: {secret: s, key: k}, C: kept}';
    expect(under(env, 'env: {A: {config_map: m, key: k}, B: other}')).toMatchObject({
      env: { B: 'other', C: 'kept' },
      envFrom: { A: { kind: 'config-map', name: 'm', key: 'k' } },
    });
    const { env: texts, envFrom } = under(env, 'env: {A: {config_map: m, key: k}, B: other}') ?? {};
    expect(texts).not.toHaveProperty('A');
    expect(envFrom).not.toHaveProperty('B');
    expect(under(env, 'env: null')).toMatchObject({ env: {}, envFrom: {} });
  });

  test.each([
    ['nothing', ''],
    ['settings', `${all}, env: {A: b, C: {secret: s, key: k}}, resources: {gpu: 1}`],
  ])('of %s are one object for all steps that add nothing', (_, defaults) => {
    const text = `name: a\ndefaults: {${defaults}}\nstages: {one: [{name: s, run: a.py}, {name: t, run: a.py, timeout: 5}]}`;
    const [first, second] = workflowOf(text).stages[0]?.steps ?? [];
    expect(first).toBeDefined();
    for (const key of ['env', 'envFrom', 'resources', 'pod'] as const) expect(second?.[key]).toBe(first?.[key]);
  });
});

describe('the store', () => {
  test.each([
    ['{}', plainStore],
    ['{size: 1T}', { size: 1e12, accessMode: 'ReadWriteOnce' }],
    [
      '{size: 20Gi, storage_class: fast, access_mode: ReadWriteMany}',
      { size: 20 * GiB, storageClass: 'fast', accessMode: 'ReadWriteMany' },
    ],
    ['{claim: files}', { ...plainStore, claim: 'files' }],
  ])('written %s', (text, expected) => {
    expect(workflowOf(topFile(`store: ${text}`)).store).toEqual(expected);
  });

  test('is that of nothing said when nothing is said', () => {
    expect(workflowOf(topFile()).store).toBe(plainStore);
  });
});

test('credentials of a package index are the name of a Secret', () => {
  const { python } = workflowOf(topFile('python: {index: https://x.example, credentials: pypi}'));
  expect(python).toEqual({ index: 'https://x.example', credentials: 'pypi', extraIndex: [], offline: false });
});
