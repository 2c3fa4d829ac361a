import { expect, test } from '@jest/globals';
import type { Deployment } from '../../../../../src/backends/kubernetes/client/types.ts';
import { appliedFields } from '../../../../../src/backends/kubernetes/objects/applied.ts';

/** @param owned as server-side apply writes it down */
function deployment(owned: object, operation = 'Apply', subresource?: string): Deployment {
  const entry = {
    manager: 'automl',
    operation,
    fieldsV1: owned,
    ...(subresource === undefined ? {} : { subresource }),
  };
  return {
    metadata: {
      name: 'api',
      labels: { ours: '1', theirs: '2' },
      finalizers: ['ours/f', 'theirs/f'],
      managedFields: [{ manager: 'hpa', operation: 'Update', fieldsV1: { 'f:spec': { 'f:replicas': {} } } }, entry],
    },
    spec: {
      replicas: 7,
      selector: { matchLabels: { a: 'b' } },
      template: {
        spec: {
          containers: [
            {
              name: 'step',
              image: 'i',
              imagePullPolicy: 'Always',
              ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }],
              volumeMounts: [],
            },
            { name: 'proxy', image: 'sidecar' },
          ],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  };
}

test('only what the manager has applied comes back: fields, elements, sets and wholes', () => {
  const container = {
    '.': {},
    'f:name': {},
    'f:image': {},
    'f:gone': {},
    'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {}, 'f:name': {} } },
    'f:volumeMounts': { '.': {} },
  };
  const owned = {
    'f:metadata': { 'f:labels': { '.': {}, 'f:ours': {} }, 'f:finalizers': { 'v:"ours/f"': {} } },
    'f:spec': {
      'f:selector': {},
      'f:template': {
        'f:spec': {
          'f:containers': { 'k:{"name":"step"}': container },
          'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:name': {}, 'f:emptyDir': {} } },
        },
      },
    },
  };
  expect(appliedFields(deployment(owned), 'automl')).toEqual({
    metadata: { labels: { ours: '1' }, finalizers: ['ours/f'] },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: {
        spec: {
          containers: [{ name: 'step', image: 'i', ports: [{ containerPort: 80, name: 'http' }], volumeMounts: [] }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  });
});

test('an update by the same manager, its status, and no entry at all are no apply', () => {
  expect(appliedFields(deployment({}, 'Update'), 'automl')).toBeNull();
  expect(appliedFields(deployment({}, 'Apply', 'status'), 'automl')).toBeNull();
  expect(appliedFields(deployment({}), 'other')).toBeNull();
  expect(appliedFields({ metadata: { name: 'bare' } }, 'automl')).toBeNull();
});
