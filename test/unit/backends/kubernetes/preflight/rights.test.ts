import { describe, expect, test } from '@jest/globals';
import { missingRights } from '../../../../../src/backends/kubernetes/preflight/missing-rights.ts';
import { rightsFor, type Right } from '../../../../../src/backends/kubernetes/preflight/rights.ts';
import type { Plan, PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service } from '../../../../../src/workflow/model.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';

function rights(steps: readonly PlanStep[], fields: Partial<Plan> = {}, ownSecrets = false): readonly string[] {
  return rightsFor(plan(steps, fields), { ownSecrets })
    .filter(({ need }) => need === 'required')
    .map(({ resource, verbs }) => `${resource}: ${verbs.join(' ')}`);
}

const service: Service = { port: 80, replicas: 1, ingress: false, minReadySeconds: 0, revisionHistoryLimit: 2 };

describe('the rights of a plan', () => {
  test('jobs, pods, logs and config maps are for every plan', () => {
    expect(rights([step('train')])).toEqual([
      'jobs: create get list watch patch delete deletecollection',
      'pods: get list watch delete',
      'pods/log: get',
      'configmaps: create get list watch patch delete',
      'leases: create get list watch patch delete',
    ]);
  });

  test('files need claims, unless there is one', () => {
    const train = step('train', { outputs: { model: { kind: 'artifact', path: 'm' } } });
    expect(rights([train])).toContain('persistentvolumeclaims: create get delete');
    const store = { size: 1, accessMode: 'ReadWriteOnce', claim: 'data' } as const;
    expect(rights([train], { store }).join()).not.toContain('persistentvolumeclaims');
  });

  test('secrets are written only when the run brings them, and named ones are optional', () => {
    const train = step('train', { secrets: ['aws'] });
    expect(rights([train]).join()).not.toContain('secrets');
    expect(rights([train], {}, true)).toContain('secrets: create get patch delete');
    expect(rightsFor(plan([train]), { ownSecrets: false })).toContainEqual({
      group: '',
      resource: 'secrets',
      verbs: ['get'],
      names: ['aws'],
      need: 'optional',
    });
  });

  test('services need deployments, and the proxy for the method of their smoke test', () => {
    expect(rights([step('api', { kind: 'service', service })]).join()).not.toContain('proxy');
    const smoke = { path: '/', method: 'POST', status: 200 } as const;
    const asked = rights([step('api', { kind: 'service', service: { ...service, smoke } })]);
    expect(asked).toContain('services/proxy: create');
    expect(asked.some((right) => right.startsWith('deployments:'))).toBe(true);
    expect(rights([step('api', { kind: 'service', service, skip: 'not a deploying ref' })]).join()).not.toContain(
      'services',
    );
  });
});

describe('what is missing', () => {
  const wanted: readonly Right[] = [
    { group: '', resource: 'pods/log', verbs: ['get'], need: 'required' },
    { group: '', resource: 'secrets', verbs: ['get'], names: ['aws', 'gcp'], need: 'required' },
  ];
  const ruled = (resourceRules: unknown, incomplete = false): FakeApi =>
    new FakeApi()
      .deny('get pods/log', 'get secrets')
      .answer('POST', /selfsubjectrulesreviews/, () => ({ status: { incomplete, resourceRules } }));
  const rule = (resources: readonly string[], resourceNames?: readonly string[]): unknown => ({
    verbs: ['get'],
    apiGroups: [''],
    resources,
    ...(resourceNames === undefined ? {} : { resourceNames }),
  });

  test('a rule for a resource is none for what is below it', async () => {
    expect(await missingRights(ruled([rule(['pods', 'secrets'])]), wanted)).toMatchObject([{ resource: 'pods/log' }]);
    expect(await missingRights(ruled([rule(['*/log', 'secrets'])]), wanted)).toEqual([]);
  });

  test('rules for single objects count where they cover all that is named', async () => {
    const log = rule(['pods/log']);
    expect(await missingRights(ruled([log, rule(['secrets'], ['aws'])]), wanted)).toMatchObject([
      { resource: 'secrets' },
    ]);
    expect(await missingRights(ruled([log, rule(['secrets'], ['aws', 'gcp'])]), wanted)).toEqual([]);
  });

  test('rules that are not complete are not trusted', async () => {
    const api = ruled([{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }], true);
    expect(await missingRights(api, wanted)).toHaveLength(2);
  });
});
