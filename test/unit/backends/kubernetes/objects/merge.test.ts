import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergePodSpec } from '../../../../../src/backends/kubernetes/objects/merge.ts';
import type { PodSpec } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { Json } from '../../../../../src/workflow/model.ts';

const base: PodSpec = {
  restartPolicy: 'Never',
  securityContext: { runAsNonRoot: true, runAsUser: 10_001 },
  tolerations: [{ key: 'a', operator: 'Exists' }],
  containers: [
    {
      name: 'step',
      image: 'debian',
      command: ['sh'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      ports: [{ name: 'http', containerPort: 80 }],
      volumeMounts: [{ name: 'work', mountPath: '/work' }],
    },
  ],
  volumes: [{ name: 'work', emptyDir: {} }],
};

type Patch = Parameters<typeof mergePodSpec>[1];

describe('a patch of the pod', () => {
  it.each<[string, Patch, object]>([
    [
      'adds and changes fields of maps',
      { securityContext: { runAsUser: 5, fsGroup: 6 } },
      { securityContext: { runAsNonRoot: true, runAsUser: 5, fsGroup: 6 } },
    ],
    [
      'takes a field away with null',
      { securityContext: { runAsUser: null } },
      { securityContext: { runAsNonRoot: true } },
    ],
    [
      'replaces a map that says so',
      { securityContext: { $patch: 'replace', runAsUser: 5 } },
      { securityContext: { runAsUser: 5 } },
    ],
    [
      'leaves no null behind in what is new',
      { affinity: { nodeAffinity: null, podAffinity: {} } },
      { affinity: { podAffinity: {} } },
    ],
    [
      'replaces tolerations, which have no name',
      { tolerations: [{ operator: 'Exists' }] },
      { tolerations: [{ operator: 'Exists' }] },
    ],
    [
      'adds to lists that were not there',
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }] },
    ],
    [
      'changes what a volume is',
      { volumes: [{ name: 'work', hostPath: { path: '/x' } }] },
      { volumes: [{ name: 'work', hostPath: { path: '/x' } }] },
    ],
    ['takes an element away that says so', { volumes: [{ name: 'work', $patch: 'delete' }] }, { volumes: [] }],
    [
      'ignores the removal of what is not there',
      { volumes: [{ name: 'x', $patch: 'delete' }] },
      { volumes: base.volumes },
    ],
    [
      'replaces a list that says so',
      { volumes: [{ $patch: 'replace' }, { name: 'x', emptyDir: {} }] },
      { volumes: [{ name: 'x', emptyDir: {} }] },
    ],
  ])('%s', (_, patch, expected) => {
    expect(mergePodSpec(base, patch)).toEqual({ ...base, ...expected });
  });

  it('reaches into the container of the step by its name', () => {
    const patch = {
      containers: [
        {
          name: 'step',
          command: ['bash', '-x'],
          env: [
            { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            { name: 'C', value: '3' },
          ],
          ports: [{ containerPort: 80, hostPort: 8080 }],
          volumeMounts: [
            { mountPath: '/work', readOnly: true },
            { mountPath: '/x', name: 'x' },
          ],
        },
      ],
    };
    expect(mergePodSpec(base, patch).containers).toEqual([
      {
        name: 'step',
        image: 'debian',
        command: ['bash', '-x'],
        env: [
          { name: 'A', value: '1' },
          { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'C', value: '3' },
        ],
        ports: [{ name: 'http', containerPort: 80, hostPort: 8080 }],
        volumeMounts: [
          { name: 'work', mountPath: '/work', readOnly: true },
          { name: 'x', mountPath: '/x' },
        ],
      },
    ]);
  });

  it('puts further containers behind the one of the step', () => {
    const names = mergePodSpec(base, { containers: [{ name: 'proxy', image: 'envoy' }] }).containers.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['step', 'proxy']);
  });

  it('changes nothing when it says what is there already, or nothing', () => {
    const asPatch = JSON.parse(JSON.stringify(base)) as Record<string, Json>;
    expect(mergePodSpec(base, asPatch)).toEqual(base);
    expect(mergePodSpec(base, {})).toEqual(base);
    expect(mergePodSpec(base, null)).toBe(base);
  });

  const item = fc.record(
    { name: fc.constantFrom('work', 'a', 'b'), x: fc.option(fc.jsonValue()) },
    { requiredKeys: ['name'] },
  );
  const patches = fc.dictionary(
    fc.constantFrom('volumes', 'containers', 'imagePullSecrets', 'securityContext', 'nodeSelector'),
    fc.oneof(
      fc.uniqueArray(item, { selector: ({ name }) => name }),
      fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue()),
    ),
  ) as fc.Arbitrary<Record<string, Json>>;

  it('is the same twice as once, and leaves what was given as it was', () => {
    const before = structuredClone(base);
    fc.assert(
      fc.property(patches, (patch) => {
        const once = mergePodSpec(base, patch);
        expect(mergePodSpec(once, patch)).toEqual(once);
        expect(base).toEqual(before);
      }),
    );
  });

  it('keeps one element of each name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: ({ name }) => name }), (volumes) => {
        const merged = mergePodSpec(base, { volumes } as Record<string, Json>).volumes ?? [];
        const names = merged.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(new Set(names)).toEqual(new Set(['work', ...volumes.map(({ name }) => name)]));
      }),
    );
  });
});
