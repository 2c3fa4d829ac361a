import { describe, expect, test } from '@jest/globals';
import { autoscalerObject } from '../../../../../src/backends/kubernetes/objects/autoscaler.ts';
import { disruptionBudgetObject } from '../../../../../src/backends/kubernetes/objects/disruption-budget.ts';

const meta = { name: 'wine-api-h1', labels: { a: 'b' } };

describe('an autoscaler', () => {
  test('keeps the CPU of our container at the percentage of the file, and takes its time on the way down', () => {
    const object = autoscalerObject(meta, { replicas: { min: 2, max: 8, cpu: 70 } });
    expect(object?.metadata).toEqual(meta);
    expect(object?.spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wine-api-h1' },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'step', target: { averageUtilization: 70 } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    });
  });

  test('is for replicas by load only', () => {
    expect(autoscalerObject(meta, { replicas: 2 })).toBeNull();
  });
});

describe('a disruption budget', () => {
  const selector = { app: 'api' };

  test.each([2, { min: 2, max: 4, cpu: 80 }])('lets one replica go at a time, of %j', (replicas) => {
    expect(disruptionBudgetObject(meta, selector, { replicas })).toMatchObject({
      metadata: meta,
      spec: { maxUnavailable: 1, selector: { matchLabels: selector }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    });
  });

  test.each([1, { min: 1, max: 4, cpu: 80 }])(
    'is none where it would keep nodes from being drained: %j',
    (replicas) => {
      expect(disruptionBudgetObject(meta, selector, { replicas })).toBeNull();
    },
  );
});
