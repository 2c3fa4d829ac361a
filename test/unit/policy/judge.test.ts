/** Workflow files under a policy: each breach where its setting stands. */
import { describe, expect, test } from '@jest/globals';
import { breaches } from './policies.ts';

const file = (...lines: readonly string[]): string =>
  ['name: t', 'stages:', '  one:', '    - name: s', '      run: a.py', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );
const service = (...lines: readonly string[]): string =>
  file('service:', '  port: 5000', ...lines.map((line) => `  ${line}`));

describe('images', () => {
  const policy = '# one\nregistries: [ghcr.io/acme, docker.io/library]';

  test('of an allowed registry are no breach', () => {
    expect(breaches(policy, file('image: ghcr.io/acme/x:1'))).toEqual([]);
    expect(breaches(policy, file())).toEqual([]);
  });

  test('of another registry are named with their place, and that of the rule', () => {
    expect(breaches(policy, file('image: quay.io/x:1'))).toEqual([
      '6:14 POLICY_IMAGE the image "quay.io/x:1" is of another registry: policy.yaml:2 allows ghcr.io/acme, docker.io/library',
    ]);
  });

  test('stand where they are written: in the defaults, in a list that was merged, in the pod', () => {
    const text = [
      'name: t',
      'defaults:',
      '  image: quay.io/x',
      'stages:',
      '  one:',
      '    - {name: s, run: a.py}',
      'finally:',
      '  - {name: f, run: a.py, image: ghcr.io/acme/x, pod: {initContainers: [{name: i, image: evil.io/y}]}}',
    ].join('\n');
    expect(breaches(policy, text).map((line) => line.replace(/:[^:]*$/, ''))).toEqual(
      [
        '3:10 POLICY_IMAGE the image "quay.io/x" is of another registry',
        '8:89 POLICY_IMAGE the image "evil.io/y" is of another registry',
      ].map((line) => `${line}: policy.yaml`),
    );
  });

  test('of steps that name none count: they get ours', () => {
    expect(breaches('registries: [ghcr.io]', file())).toEqual([
      '4:7 POLICY_IMAGE the image "python:3.11-slim", which a step without "image" gets, is of another registry: policy.yaml:1 allows ghcr.io',
    ]);
  });

  test('that a pod mounts count too', () => {
    const pod = 'pod: {volumes: [{name: v, image: {reference: evil.io/y}}]}';
    expect(breaches(policy, file(pod))).toHaveLength(1);
  });
});

describe('resources', () => {
  const policy = 'resources: {cpu: 2, memory: 4Gi, devices: {nvidia.com/gpu: 1, amd.com/gpu: 0}}';

  test('up to the maximum are no breach, nor those that no rule names', () => {
    expect(breaches(policy, file('resources: {cpu: 2, memory: 4Gi, gpu: 1, example.com/fpga: 9}'))).toEqual([]);
    expect(breaches(policy, file())).toEqual([]);
  });

  test('above it are named one by one', () => {
    const resources = 'resources: {cpu: 2500m, memory: 5Gi, gpu: 2, amd.com/gpu: 1, limits: {cpu: 4, memory: 6Gi}}';
    const allowed = ': policy.yaml:1 allows';
    expect(breaches(policy, file(resources))).toEqual([
      `6:24 POLICY_RESOURCES this asks for 2.5 CPUs${allowed} 2 CPUs`,
      `6:39 POLICY_RESOURCES this asks for 5 GiB of memory${allowed} 4 GiB of memory`,
      `6:49 POLICY_RESOURCES this asks for 2 nvidia.com/gpu${allowed} 1 nvidia.com/gpu`,
      `6:65 POLICY_RESOURCES this asks for 1 amd.com/gpu${allowed} 0 amd.com/gpu`,
      `6:82 POLICY_RESOURCES this asks for 4 CPUs${allowed} 2 CPUs`,
      `6:93 POLICY_RESOURCES this asks for 6 GiB of memory${allowed} 4 GiB of memory`,
    ]);
  });

  test('can not be got by way of the pod', () => {
    const pod =
      'pod: {containers: [{name: step, resources: {limits: {memory: 8Gi}}}], resources: {requests: {cpu: 9}}}';
    expect(breaches(policy, file(pod)).map((line) => line.slice(0, 60))).toEqual([
      '6:68 POLICY_RESOURCES this asks for 8 GiB of memory: policy.',
      '6:105 POLICY_RESOURCES this asks for 9 CPUs: policy.yaml:1 a',
    ]);
  });
});

describe('pods', () => {
  test('have the fields that are allowed', () => {
    const pod = 'pod: {hostNetwork: true, affinity: {}}';
    expect(breaches('pod: true', file(pod))).toEqual([]);
    expect(breaches('pod: [aff*]', file(pod))).toEqual([
      '6:26 POLICY_POD "hostNetwork" may not stand under "pod": policy.yaml:1 allows aff*',
    ]);
    expect(breaches('pod: false', file(pod)).map((line) => line.slice(0, 19))).toEqual([
      '6:26 POLICY_POD "ho',
      '6:42 POLICY_POD "af',
    ]);
  });

  test('run as service accounts that are allowed, however they are named', () => {
    const policy = 'service_accounts: [ml-*]';
    expect(breaches(policy, file('service_account: ml-train'))).toEqual([]);
    expect(breaches(policy, file('service_account: admin'))).toEqual([
      '6:24 POLICY_SERVICE_ACCOUNT the service account "admin" may not be used: policy.yaml:1 allows ml-*',
    ]);
    expect(breaches(policy, file('pod: {serviceAccountName: admin}'))).toHaveLength(1);
  });
});

describe('services', () => {
  test('have replicas up to the maximum, also when they scale by themselves', () => {
    expect(breaches('replicas: 3', service('replicas: 3'))).toEqual([]);
    expect(breaches('replicas: 3', service('replicas: 4'))).toEqual([
      '8:19 POLICY_REPLICAS 4 replicas are too many: policy.yaml:1 allows 3',
    ]);
    const scaled = file('resources: {cpu: 1}', 'service: {port: 80, replicas: {min: 2, max: 9}}');
    expect(breaches('replicas: 3', scaled)).toEqual([
      '7:51 POLICY_REPLICAS 9 replicas are too many: policy.yaml:1 allows 3',
    ]);
  });

  test('are not reached from outside where that is not allowed', () => {
    expect(breaches('ingress: false', service())).toEqual([]);
    expect(breaches('ingress: false', service('ingress: true'))).toEqual([
      '8:18 POLICY_INGRESS no service may be reached from outside: policy.yaml:1 allows none',
    ]);
  });

  test.each([
    ['another host', '{hosts: [a.io]}', '{host: b.io}', 'the host "b.io" may not be used: policy.yaml:1 allows a.io'],
    [
      'every host',
      '{hosts: [a.io]}',
      'true',
      'without "host" the service answers to every name: policy.yaml:1 allows a.io',
    ],
    [
      'another class',
      '{classes: [in]}',
      '{class: out}',
      'the class "out" may not be used: policy.yaml:1 allows class in',
    ],
    [
      'any class',
      '{classes: [in]}',
      'true',
      'without "class" or "gateway" the cluster chooses the way in: policy.yaml:1 allows class in',
    ],
    [
      'a gateway in place of a class',
      '{classes: [in]}',
      '{gateway: ns/g}',
      'the gateway "ns/g" may not be used: policy.yaml:1 allows class in',
    ],
    [
      'a class in place of a gateway',
      '{gateways: [ns/*]}',
      '{class: in}',
      'the class "in" may not be used: policy.yaml:1 allows gateway ns/*',
    ],
    [
      'a class by its annotation',
      '{classes: [in]}',
      '{class: in, annotations: {kubernetes.io/ingress.class: out}}',
      '"kubernetes.io/ingress.class" is a way around "class": policy.yaml:1 allows class in',
    ],
    [
      'an annotation',
      '{annotations: ["a.io/*"]}',
      '{annotations: {b.io/x: y}}',
      'the annotation "b.io/x" may not be used: policy.yaml:1 allows a.io/*',
    ],
  ])('have no ingress with %s', (_, rule, ingress, message) => {
    const found = breaches(`ingress: ${rule}`, service(`ingress: ${ingress}`));
    expect(found.map((line) => line.replace(/^8:\d+ POLICY_INGRESS /, ''))).toEqual([message]);
  });

  test.each([
    [
      '{hosts: ["*.a.io"], classes: [in], annotations: ["a.io/*"]}',
      '{host: x.a.io, class: in, annotations: {a.io/x: y}}',
    ],
    ['{gateways: [ns/*]}', '{gateway: ns/g}'],
    ['{annotations: ["a.io/*"]}', 'true'],
    ['true', 'true'],
  ])('have an ingress that %s allows', (rule, ingress) => {
    expect(breaches(`ingress: ${rule}`, service(`ingress: ${ingress}`))).toEqual([]);
  });
});

test('a preview is judged too where it has another host than the file says', () => {
  const text = `${service('ingress: {host: api.a.io}')}\npreview: true`;
  expect(breaches('ingress: {hosts: ["*.a.io"]}', text)).toEqual([]);
  expect(breaches('ingress: {hosts: [api.a.io]}', text)).toEqual([
    '8:25 POLICY_INGRESS the host "pr-1-api.a.io" may not be used: policy.yaml:1 allows api.a.io',
  ]);
  expect(breaches('ingress: false', text)).toHaveLength(1);
});

test('older files are judged by the same rules, each at its own key', () => {
  const old = [
    'version: "0.1"',
    'stages:',
    '  one:',
    '    - step_name: s',
    '      path_to_executable: a.py',
    '      dependency_path: requirements.txt',
    '      memory_request: 5000',
    '      cpu_request: 3',
    '      replicas: 5',
    '      service: {port: 80, ingress: true}',
  ].join('\n');
  const policy = 'registries: [ghcr.io]\nresources: {cpu: 2, memory: 4Gi}\nreplicas: 3\ningress: false';
  expect(breaches(policy, old).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '4:7 POLICY_IMAGE',
    '7:23 POLICY_RESOURCES',
    '8:20 POLICY_RESOURCES',
    '9:17 POLICY_REPLICAS',
    '10:36 POLICY_INGRESS',
  ]);
});

test('files with mistakes of their own are not judged', () => {
  expect(breaches('registries: [ghcr.io]', file('imag: x'))).toEqual([
    '6:7 UNKNOWN_KEY the key "imag" is not known in item 1 of "one"; did you mean "image"?',
  ]);
});
