import { describe, expect, test } from '@jest/globals';
import { refuseMissingObjects } from '../../../../../src/backends/kubernetes/preflight/named-objects.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Volume } from '../../../../../src/workflow/model.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';

async function refusalOf(
  fields: Partial<PlanStep>,
  api = new FakeApi(),
  ownSecrets: readonly string[] = [],
): Promise<string | undefined> {
  const refusals = await refuseMissingObjects(plan([step('train', fields)]), api, new Set(ownSecrets));
  return refusals.toMap().get('train');
}

const volume = (source: Volume['source']): Volume => ({ mount: '/data', source, readOnly: true });

describe('objects that steps name', () => {
  test('each missing one is told with the command that makes it', async () => {
    const pod = { ...plainPod };
    const cases: readonly [Partial<PlanStep>, string][] = [
      [{ secrets: ['aws'] }, 'automl create secret aws --namespace ml'],
      [
        { envFrom: { KEY: { kind: 'config-map', name: 'settings', key: 'k' } } },
        'kubectl create configmap settings --namespace ml',
      ],
      [
        { pod: { ...pod, volumes: [volume({ kind: 'config-map', name: 'settings' })] } },
        'kubectl create configmap settings',
      ],
      [{ pod: { ...pod, volumes: [volume({ kind: 'secret', name: 'keys' })] } }, 'automl create secret keys'],
      [{ pod: { ...pod, volumes: [volume({ kind: 'claim', name: 'data' })] } }, 'kubectl create --namespace ml -f -'],
      [
        { pod: { ...pod, imagePullSecrets: ['registry'] } },
        'kubectl create secret docker-registry registry --namespace ml',
      ],
      [{ pod: { ...pod, serviceAccount: 'robot' } }, 'kubectl create serviceaccount robot --namespace ml'],
      [{ pod: { ...pod, priorityClass: 'high' } }, 'kubectl create priorityclass high'],
    ];
    for (const [fields, command] of cases) expect(await refusalOf(fields)).toContain(command);
  });

  test('what is there is not refused', async () => {
    const api = new FakeApi()
      .put('Secret', { metadata: { name: 'aws' }, data: { KEY: 'eA==' } })
      .put('ServiceAccount', { metadata: { name: 'robot' } })
      .answer('GET', /priorityclasses\/high$/, () => ({}));
    const fields = {
      secrets: ['aws'],
      envFrom: { KEY: { kind: 'secret', name: 'aws', key: 'KEY' } },
      pod: { ...plainPod, serviceAccount: 'robot', priorityClass: 'high' },
    } as const;
    expect(await refusalOf(fields, api)).toBeUndefined();
  });

  test('a key that a Secret lacks is told with those that it has', async () => {
    const api = new FakeApi().put('Secret', { metadata: { name: 'db' }, data: { user: 'eA==', host: 'eA==' } });
    const envFrom = { PASSWORD: { kind: 'secret', name: 'db', key: 'password' } } as const;
    expect(await refusalOf({ envFrom }, api)).toBe(
      'secret "db" in namespace ml has no key "password": add it, or correct the workflow file (it has host, user)',
    );
  });

  test('a secret that the run brings is not looked for, but images are not pulled with it', async () => {
    const pod = { ...plainPod, volumes: [volume({ kind: 'secret', name: 'aws' })] };
    expect(await refusalOf({ secrets: ['aws'], pod }, new FakeApi(), ['aws'])).toBeUndefined();
    const pulling = { ...plainPod, imagePullSecrets: ['aws'] };
    expect(await refusalOf({ pod: pulling }, new FakeApi(), ['aws'])).toContain(
      'image pull secret "aws" does not exist',
    );
  });

  test('what may not be read is left to the pod', async () => {
    const api = new FakeApi().forbid('Secret', 'ConfigMap', 'PersistentVolumeClaim', 'ServiceAccount');
    const pod = { ...plainPod, serviceAccount: 'robot', imagePullSecrets: ['registry'] };
    expect(await refusalOf({ secrets: ['aws'], pod }, api)).toBeUndefined();
  });

  test('credentials of the package index count for steps that install', async () => {
    const python = { extraIndex: [], offline: false, credentials: 'index' };
    const steps = [step('plain'), step('installs', { requirements: 'requirements.txt' })];
    const refusals = await refuseMissingObjects(plan(steps, { python }), new FakeApi(), new Set());
    expect([...refusals.toMap().keys()]).toEqual(['installs']);
  });

  test('one object is read once, however many steps name it', async () => {
    const api = new FakeApi();
    await refuseMissingObjects(
      plan([step('a', { secrets: ['aws'] }), step('b', { secrets: ['aws'] })]),
      api,
      new Set(),
    );
    expect(api.calls).toHaveLength(1);
  });
});
