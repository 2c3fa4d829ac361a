import { describe, expect, test } from '@jest/globals';
import { rightsFor } from '../../../../../src/backends/kubernetes/preflight/rights.ts';
import type { Grant } from '../../../../../src/backends/kubernetes/rights/grant.ts';
import { pullSecretObject } from '../../../../../src/backends/kubernetes/rights/pull-secret.ts';
import { setUp, type SetUp } from '../../../../../src/backends/kubernetes/rights/set-up.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';

const grant: Grant = {
  namespace: 'ml',
  name: 'automl-wine',
  account: 'automl-wine',
  driverAccount: null,
  subjects: [],
  stepAccounts: ['trainer'],
  annotations: {},
  rights: rightsFor(plan([step('train')]), { ownSecrets: false }),
  clusterRights: [],
};
const pullSecret = pullSecretObject('registry', 'ml', { host: 'ghcr.io', username: 'me', password: 'secret' });

async function lines(api: FakeApi, fields: Partial<SetUp> = {}): Promise<readonly string[]> {
  const said: string[] = [];
  for await (const { outcome, object } of setUp(api, { grant, pullSecret: null, dryRun: false, ...fields }))
    said.push(`${outcome} ${object}`);
  return said;
}
const all = (outcome: string): readonly string[] =>
  ['serviceaccount/automl-wine', 'serviceaccount/trainer', 'role/automl-wine', 'rolebinding/automl-wine'].map(
    (object) => `${outcome} ${object}`,
  );
const empty = (): FakeApi => new FakeApi().take('Namespace', 'ml');

describe('a namespace that is set up', () => {
  test('is made with all that is in it, and keeps pods to what ours keep to', async () => {
    const api = empty();
    expect(await lines(api)).toEqual(['created namespace/ml', ...all('created')]);
    expect(api.objects.get('Namespace', 'ml')?.metadata?.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  test('is the same the second time', async () => {
    const api = empty();
    await lines(api);
    expect(await lines(api)).toEqual(['unchanged namespace/ml', ...all('unchanged')]);
  });

  test('gets no labels when it was there before', async () => {
    const api = new FakeApi();
    expect((await lines(api))[0]).toBe('unchanged namespace/ml');
    expect(api.objects.get('Namespace', 'ml')?.metadata?.labels).toBeUndefined();
  });

  test('that may not be read is taken to be there', async () => {
    expect(await lines(new FakeApi().forbid('Namespace'))).toEqual(all('created'));
  });

  test('is changed where the file needs more', async () => {
    const api = empty();
    await lines(api);
    const rights = rightsFor(plan([step('train')]), { ownSecrets: true });
    expect(await lines(api, { grant: { ...grant, rights } })).toContain('changed role/automl-wine');
  });

  test('has the Secret of a registry where one is named', async () => {
    const api = empty();
    expect(await lines(api, { pullSecret })).toContain('created secret/registry');
    const { '.dockerconfigjson': data = '' } = api.objects.get('Secret', 'registry')?.data ?? {};
    expect(JSON.parse(Buffer.from(data, 'base64').toString())).toEqual({
      auths: { 'ghcr.io': { username: 'me', password: 'secret', auth: Buffer.from('me:secret').toString('base64') } },
    });
  });
});

describe('a dry run', () => {
  test('says the same and keeps nothing', async () => {
    const api = empty();
    expect(await lines(api, { dryRun: true })).toEqual(['created namespace/ml', ...all('created')]);
    expect(api.all('Role')).toEqual([]);
    expect(api.all('Namespace')).toEqual([]);
    await lines(api);
    const rights = rightsFor(plan([step('train')]), { ownSecrets: true });
    const before = api.all('Role');
    expect(await lines(api, { grant: { ...grant, rights }, dryRun: true })).toContain('changed role/automl-wine');
    expect(api.all('Role')).toEqual(before);
  });
});

describe('what somebody else has made', () => {
  test('stops everything before it begins', async () => {
    const api = empty().put('Role', { metadata: { name: 'automl-wine' } });
    api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
    await expect(lines(api)).rejects.toThrow(
      'automl did not make serviceaccount/automl-wine, role/automl-wine in namespace ml, and leaves it alone: choose another --name or --service-account, or delete it; --subject serviceaccount:NAME gives the rights to one as it is',
    );
    expect(api.applied).toEqual([]);
  });

  test('is left as it is when it is an account of steps', async () => {
    const api = empty().put('ServiceAccount', { metadata: { name: 'trainer' } });
    expect(await lines(api)).toContain('unchanged serviceaccount/trainer');
    expect(api.objects.get('ServiceAccount', 'trainer')?.metadata?.labels).toBeUndefined();
  });

  test('is not given the identity of a cloud', async () => {
    const api = empty().put('ServiceAccount', { metadata: { name: 'trainer' } });
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn' };
    await expect(lines(api, { grant: { ...grant, annotations } })).rejects.toThrow('serviceaccount/trainer');
  });
});
