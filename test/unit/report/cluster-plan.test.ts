import { expect, test } from '@jest/globals';
import type { ServiceChange } from '../../../src/backends/kubernetes/planning/service-changes.ts';
import { clusterPlanText } from '../../../src/report/cluster-plan.ts';

const name = 'wine-api';
const service = (fields: Partial<ServiceChange>): ServiceChange => ({
  step: 'api',
  objects: [],
  rolls: false,
  reasons: [],
  assuming: [],
  problem: null,
  ...fields,
});
const text = (services: readonly ServiceChange[]): string =>
  clusterPlanText({ services, schedules: [], quotas: [], unknown: [] }, { color: false });

test('a change is told with its reasons and fields', () => {
  const fields = [
    { path: 'spec.replicas', before: '1', after: '2' },
    { path: 'spec.paused', before: 'true', after: null },
  ];
  const change = service({
    rolls: true,
    reasons: ['params.alpha 0.5 → 0.3', 'code: 1 file changed (serve.py)'],
    objects: [
      { kind: 'Deployment', name, action: 'change', fields },
      { kind: 'Service', name, action: 'unchanged', fields: [] },
      { kind: 'Ingress', name, action: 'create', fields: [] },
      { kind: 'HorizontalPodAutoscaler', name, action: 'delete', fields: [] },
    ],
  });
  expect(text([change])).toBe(`
~ service api: rolls out anew (params.alpha 0.5 → 0.3; code: 1 file changed (serve.py))
    ~ Deployment wine-api
        spec.replicas: 1 → 2
        spec.paused: true → nothing
    + Ingress wine-api
    - HorizontalPodAutoscaler wine-api
`);
});

test('a field of somebody else can not steer the terminal', () => {
  const fields = [{ path: 'metadata.annotations[x]', before: '\u001b[2Jgone\r', after: 'y' }];
  const change = service({ objects: [{ kind: 'Ingress', name, action: 'change', fields }] });
  expect(text([change])).toContain('        metadata.annotations[x]: gone → y\n');
});

test('what stays says under which condition', () => {
  const objects = [{ kind: 'Deployment', name, action: 'unchanged', fields: [] }] as const;
  expect(text([service({ objects })])).toBe('\n= service api: stays as it is\n');
  expect(text([service({ objects, assuming: ['fit.model', 'fit.rows'] })])).toBe(
    '\n= service api: stays as it is, as long as fit.model, fit.rows stay the same\n',
  );
});

test.each([
  ['create', '+ service api: is deployed for the first time'],
  ['delete', '- service api: is deleted (the file does not name it)'],
  ['change', '~ service api: goes on with the pods it has'],
] as const)('a service whose Deployment would %s', (action, line) => {
  const reasons = action === 'delete' ? ['the file does not name it'] : [];
  const change = service({ reasons, objects: [{ kind: 'Deployment', name, action, fields: [] }] });
  expect(text([change]).split('\n')[1]).toBe(line);
});

test('what only stands around a service may change alone', () => {
  const objects = [
    { kind: 'Deployment', name, action: 'unchanged', fields: [] },
    { kind: 'Ingress', name, action: 'delete', fields: [] },
  ] as const;
  expect(text([service({ objects })])).toBe('\n~ service api: goes on with the pods it has\n    - Ingress wine-api\n');
});

test('a problem stands in place of what nobody knows', () => {
  expect(text([service({ problem: 'there is a Service of somebody else' })])).toBe(
    '\n! service api: there is a Service of somebody else\n',
  );
});

test('quotas are told in their own units, and what does not fit says what follows', () => {
  const quotas = [
    { quota: 'q', resource: 'requests.memory', hard: 2 ** 30, used: 2 ** 29, peak: 2 ** 28, fits: true },
    { quota: 'q', resource: 'requests.cpu', hard: 4, used: 3.5, peak: 1, fits: false },
  ];
  expect(clusterPlanText({ services: [], schedules: [], quotas, unknown: ['score'] }, { color: false })).toBe(`
quota q: requests.memory: 512 MiB of 1 GiB in use, the run takes up to 256 MiB
quota q: requests.cpu: 3.5 of 4 in use, the run takes up to 1, which does not fit: pods wait until others have ended
quota: how much score will take only the run can tell
`);
});

test('says what becomes of schedules', () => {
  const change = { name: 'nightly', object: 'cronjob/wine-nightly-abc', details: ['cron 0 4 * * * was 0 3 * * *'] };
  const told = { services: [], schedules: [{ ...change, action: 'change' as const }], quotas: [], unknown: [] };
  expect(clusterPlanText(told, { color: false })).toBe(
    '\n~ schedule nightly: cronjob/wine-nightly-abc (cron 0 4 * * * was 0 3 * * *)\n',
  );
});
