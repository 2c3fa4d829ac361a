import { describe, expect, test } from '@jest/globals';
import type { LimitRange } from '../../../../../src/backends/kubernetes/client/types.ts';
import { imagesOf, smallResources } from '../../../../../src/backends/kubernetes/doctor/patient.ts';
import { plan, step } from '../../../engine/plans.ts';

describe('what is tried of a plan', () => {
  const variables = (fields: Parameters<typeof step>[1], python = {}) => {
    const [tried] = imagesOf(
      plan([step('a', fields)], { python: { extraIndex: [], offline: false, ...python } }),
      undefined,
      null,
    );
    return Object.fromEntries((tried?.env ?? []).map(({ name, value }) => [name, value]));
  };

  test('the index of the file for steps that install', () => {
    const index = 'https://p.example/simple';
    expect(variables({ requirements: 'r.txt' }, { index })).toMatchObject({ DOCTOR_INDEX: index });
    expect(variables({}, { index })).toMatchObject({ DOCTOR_INDEX: 'skip' });
    expect(variables({ requirements: 'r.txt' }, { offline: true })).toMatchObject({ DOCTOR_INDEX: 'skip' });
  });

  test('settings of installers that a step makes, as Kubernetes will not expand them', () => {
    const env = { PIP_INDEX_URL: 'https://a$(b)', HTTPS_PROXY: '${{ params.proxy }}', OTHER: 'x' };
    expect(variables({ requirements: 'r.txt', env })).toEqual({ DOCTOR_INDEX: '', PIP_INDEX_URL: 'https://a$$(b)' });
  });

  test('an image counts for its steps of all kinds', () => {
    const code = { kind: 'image', args: [] } as const;
    const images = imagesOf(
      plan([step('a', { image: 'x', code }), step('b', { image: 'y', code }), step('c', { image: 'y' })]),
      undefined,
      null,
    );
    expect(images.map(({ image, runsSteps }) => [image, runsSteps])).toEqual([
      ['x', false],
      ['y', true],
    ]);
  });
});

describe('what pods of the doctor ask for', () => {
  const memory = '128Mi';

  test('little, but what the LimitRanges want', () => {
    expect(smallResources([], [])).toEqual({ requests: { cpu: '100m', memory }, limits: { memory } });
    const range = {
      metadata: {},
      spec: { limits: [{ type: 'Container', min: { memory: '1Gi' } }] },
    } satisfies LimitRange;
    expect(smallResources([range], [])).toEqual({
      requests: { cpu: '100m', memory: '1Gi' },
      limits: { memory: '1Gi' },
    });
  });

  test('a limit of the processor only where a quota wants one, and no more than is allowed', () => {
    const quota = { metadata: {}, spec: { hard: { 'limits.cpu': '4' } } };
    expect(smallResources([], [quota]).limits).toEqual({ cpu: '500m', memory });
    const range = {
      metadata: {},
      spec: { limits: [{ type: 'Container', max: { cpu: '200m' } }] },
    } satisfies LimitRange;
    expect(smallResources([range], [quota]).limits).toEqual({ cpu: '200m', memory });
  });
});
