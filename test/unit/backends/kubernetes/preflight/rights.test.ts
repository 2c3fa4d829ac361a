import { describe, expect, test } from '@jest/globals';
import { kinds } from '../../../../../src/backends/kubernetes/client/types.ts';
import { missingRights } from '../../../../../src/backends/kubernetes/preflight/missing-rights.ts';
import { rightsFor, rightsForAny, type Right } from '../../../../../src/backends/kubernetes/preflight/rights.ts';
import { serviceKinds } from '../../../../../src/backends/kubernetes/serving/live.ts';
import type { Plan, PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service } from '../../../../../src/workflow/model.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { noticeOf } from '../../../notify/scene.ts';
import { FakeApi } from '../fake-api.ts';

function rights(steps: readonly PlanStep[], fields: Partial<Plan> = {}, ownSecrets = false): readonly string[] {
  return rightsFor(plan(steps, fields), { ownSecrets })
    .filter(({ need }) => need === 'required')
    .map(({ resource, verbs }) => `${resource}: ${verbs.join(' ')}`);
}

const service: Service = { ...plainService, port: 80 };

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

  test('secrets of notices are read, each by its name', () => {
    const notify = [noticeOf({ kind: 'slack', url: { secret: 'hooks', key: 'url' } })];
    const told = rightsFor(plan([step('train')], { notify }), { ownSecrets: false });
    expect(told.filter(({ resource }) => resource === 'secrets')).toMatchObject([
      { verbs: ['get'], names: ['hooks'], need: 'optional' },
    ]);
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
      why: 'Secrets that the file names; a change of one rolls its services',
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

describe('the rights of services', () => {
  const served = (fields: Partial<Service>): readonly string[] =>
    rights([step('api', { kind: 'service', service: { ...service, ...fields } })]);
  const followed = 'create get list watch patch delete';
  const all = 'create get list patch delete';
  const some = 'get list delete';

  test.each<[string, Partial<Service>, string, string]>([
    ['an ingress', { ingress: { annotations: {} } }, 'ingresses', followed],
    ['no ingress any more', {}, 'ingresses', some],
    ['a gateway', { ingress: { annotations: {}, gateway: { name: 'web' } } }, 'httproutes', followed],
    ['a gateway in place of an ingress', { ingress: { annotations: {}, gateway: { name: 'web' } } }, 'ingresses', some],
    ['replicas by load', { replicas: { min: 1, max: 3, cpu: 80 } }, 'horizontalpodautoscalers', all],
    ['no replicas by load any more', {}, 'horizontalpodautoscalers', some],
    ['several replicas', { replicas: 2 }, 'poddisruptionbudgets', all],
    ['one replica', { replicas: 1 }, 'poddisruptionbudgets', some],
  ])('%s', (_what, fields, resource, verbs) => {
    expect(served(fields)).toContain(`${resource}: ${verbs}`);
  });

  test('let a run find and take away whatever a service may have had', () => {
    const own = serviceKinds.filter((kind) => kind !== 'Middleware' && kind !== 'HTTPRoute');
    for (const kind of own) {
      const right = served({}).find((each) => each.startsWith(`${kinds[kind].plural}:`)) ?? '';
      expect(right.split(' ')).toEqual(expect.arrayContaining(['get', 'list', 'delete']));
    }
  });

  test('without a gateway none of its kinds is asked for: the cluster may not know them', () => {
    expect(served({}).join()).not.toContain('httproutes');
  });

  test.each<[string, Partial<Service>, string]>([
    ['routes of an earlier file', {}, 'httproutes: get list delete'],
    ['Middlewares of an earlier file', { ingress: { annotations: {}, path: '/' } }, 'middlewares: get list delete'],
    ['Middlewares', { ingress: { annotations: {} } }, `middlewares: ${all}`],
    ['Middlewares below a host', { ingress: { annotations: {}, host: 'a.b', path: '/v1' } }, `middlewares: ${all}`],
    ['the certificate', { ingress: { annotations: {}, host: 'a.b', tls: 'cert' } }, 'secrets: get'],
  ])('include %s where there can be some', (_what, fields, expected) => {
    const one = step('api', { kind: 'service', service: { ...service, ...fields } });
    const optional = rightsFor(plan([one]), { ownSecrets: false }).filter(({ need }) => need === 'optional');
    expect(optional.map(({ resource, verbs }) => `${resource}: ${verbs.join(' ')}`)).toContain(expected);
  });

  test('files of the run may be handed on', () => {
    const train = step('train', { outputs: { model: { kind: 'artifact', path: 'm' } } });
    expect(rights([train, step('api', { kind: 'service', service })])).toContain(
      'persistentvolumeclaims: create get patch delete',
    );
  });
});

describe('the rights of any file', () => {
  test('are those of each file, with one rule for a resource', () => {
    const any = rightsForAny();
    const names = any.map(({ group, resource }) => `${resource}.${group}`);
    expect(new Set(names).size).toBe(names.length);
    const smoke = { path: '/', method: 'POST', status: 200 } as const;
    const greedy = step('api', { kind: 'service', service: { ...service, replicas: 3, smoke } });
    for (const { resource, verbs, names: only } of rightsFor(plan([greedy]), { ownSecrets: true })) {
      if (only === undefined)
        expect(any.find((right) => right.resource === resource)?.verbs).toEqual(expect.arrayContaining([...verbs]));
    }
  });
});

describe('what is missing', () => {
  const wanted: readonly Right[] = [
    { group: '', resource: 'pods/log', verbs: ['get'], need: 'required', why: '' },
    { group: '', resource: 'secrets', verbs: ['get'], names: ['aws', 'gcp'], need: 'required', why: '' },
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

test('only a file whose schedules the cluster starts needs CronJobs', () => {
  const needed = (cronJobs: boolean): readonly string[] =>
    rightsFor(plan([step('train')]), { ownSecrets: false, cronJobs })
      .filter(({ resource, need }) => resource === 'cronjobs' && need !== 'optional')
      .flatMap(({ verbs }) => verbs);
  expect([needed(true), needed(false)]).toEqual([['create', 'get', 'list', 'patch', 'delete'], []]);
});
