import { describe, expect, test } from '@jest/globals';
import { peakOf } from '../../../../../src/backends/kubernetes/planning/peak.ts';
import { roomIn } from '../../../../../src/backends/kubernetes/planning/room.ts';
import type { ServiceChange } from '../../../../../src/backends/kubernetes/planning/service-changes.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { step } from '../../../engine/plans.ts';

const small = { resources: { cpu: 1, memory: 2 ** 20 } };
const large = { resources: { cpu: 3, memory: 2 ** 30 } };
const change = (action: 'create' | 'change', rolls: boolean): ServiceChange => ({
  step: 'api',
  objects: [{ kind: 'Deployment', name: 'api', action, fields: [] }],
  rolls,
  reasons: [],
  assuming: [],
  problem: null,
});
const peak = (steps: Parameters<typeof peakOf>[0]['steps'], parallel = 200, services: readonly ServiceChange[] = []) =>
  peakOf({ steps, parallel }, [], services).amounts;

describe('the most that a run takes at the same time', () => {
  test('is that of its largest stage, where all steps run side by side', () => {
    const steps = [
      step('a', { stage: 'one', ...small }),
      step('b', { stage: 'one', ...small }),
      step('c', { stage: 'two', ...large }),
    ];
    expect(peak(steps)).toEqual({
      pods: 2,
      'requests.cpu': 3,
      'requests.memory': 2 ** 30,
      'limits.memory': 2 ** 30,
    });
  });

  test('counts the children of a sweep, as far as they run side by side', () => {
    const sweep = { params: { a: [1, 2, 3], b: [1, 2] } };
    expect(peak([step('a', { ...small, sweep })])).toMatchObject({ pods: 6, 'requests.cpu': 6 });
    expect(peak([step('a', { ...small, sweep: { ...sweep, parallel: 4 } })])).toMatchObject({ pods: 4 });
  });

  test('is no more than the largest steps that may run side by side', () => {
    expect(peak([step('a', small), step('b', large), step('c', small)], 2)).toMatchObject({
      pods: 2,
      'requests.cpu': 4,
    });
  });

  test('has no steps that are skipped', () => {
    expect(peak([step('a', { ...small, skip: 'not selected' })])).toEqual({});
  });

  test('keeps the replicas of a new service in later stages', () => {
    const service = { ...plainService, port: 80, replicas: 2 };
    const steps = [
      step('api', { stage: 'one', kind: 'service', service, ...small }),
      step('check', { stage: 'two', ...small }),
    ];
    expect(peak(steps, 200, [change('create', true)])).toMatchObject({ pods: 3 });
    expect(peak(steps, 200, [change('change', true)])).toMatchObject({ pods: 1 });
  });

  test('has one more pod while a service rolls, and none while it does not', () => {
    const api = step('api', { kind: 'service', service: { ...plainService, port: 80, replicas: 2 }, ...small });
    expect(peak([api], 200, [change('change', true)])).toMatchObject({ pods: 1, 'requests.cpu': 1 });
    expect(peak([api], 200, [change('change', false)])).toMatchObject({ pods: 0 });
  });

  test('takes the amounts of a LimitRange for steps that say nothing', () => {
    const limits = [{ type: 'Container', defaultRequest: { cpu: '500m' } }];
    const ranges = [{ spec: { limits } }] as unknown as Parameters<typeof peakOf>[1];
    expect(peakOf({ steps: [step('a')], parallel: 1 }, ranges, []).amounts).toMatchObject({ 'requests.cpu': 0.5 });
  });

  test('is not known of steps whose width the run itself finds out', () => {
    expect(peakOf({ steps: [step('a', { forEach: 'x' }), step('b')], parallel: 9 }, [], []).unknown).toEqual(['a']);
  });
});

test('a quota has room, or not, for what the run takes next to what is in use', () => {
  const quota = {
    metadata: { name: 'q' },
    spec: { hard: { cpu: '4', 'requests.memory': '1Gi', pods: '3', services: '1' } },
    status: { used: { cpu: '1500m', 'requests.memory': '512Mi' } },
  };
  const scoped = { metadata: { name: 's' }, spec: { hard: { pods: '0' }, scopes: ['BestEffort'] } };
  expect(roomIn([quota, scoped], { pods: 2, 'requests.cpu': 3, 'requests.memory': 2 ** 20 })).toEqual([
    { quota: 'q', resource: 'cpu', hard: 4, used: 1.5, peak: 3, fits: false },
    { quota: 'q', resource: 'requests.memory', hard: 2 ** 30, used: 2 ** 29, peak: 2 ** 20, fits: true },
    { quota: 'q', resource: 'pods', hard: 3, used: 0, peak: 2, fits: true },
  ]);
});
