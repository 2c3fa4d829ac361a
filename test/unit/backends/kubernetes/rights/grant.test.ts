import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { rightsFor } from '../../../../../src/backends/kubernetes/preflight/rights.ts';
import { identityAnnotations } from '../../../../../src/backends/kubernetes/rights/cloud-identity.ts';
import { grantObjects, type Grant } from '../../../../../src/backends/kubernetes/rights/grant.ts';
import { manifestJson, manifestYaml } from '../../../../../src/backends/kubernetes/rights/manifest.ts';
import { plan, step } from '../../../engine/plans.ts';

const grant = (fields: Partial<Grant> = {}): Grant => ({
  namespace: 'ml',
  name: 'automl-wine',
  account: 'automl-wine',
  driverAccount: null,
  subjects: [],
  stepAccounts: [],
  annotations: {},
  rights: rightsFor(plan([step('train', { secrets: ['aws'] })]), { ownSecrets: false }),
  clusterRights: [],
  ...fields,
});
const names = (fields?: Partial<Grant>): readonly string[] =>
  grantObjects(grant(fields)).map(({ kind, object }) => `${kind} ${object.metadata?.name ?? ''}`);
const notesOf = (name: string, fields: Partial<Grant>): unknown =>
  grantObjects(grant(fields)).find(({ object }) => object.metadata?.name === name)?.object.metadata?.annotations;

describe('what is granted', () => {
  test('is an account, a Role and their binding', () => {
    expect(names()).toEqual(['ServiceAccount automl-wine', 'Role automl-wine', 'RoleBinding automl-wine']);
    expect(grantObjects(grant()).at(-1)?.object).toMatchObject({
      roleRef: { kind: 'Role', name: 'automl-wine' },
      subjects: [{ kind: 'ServiceAccount', name: 'automl-wine', namespace: 'ml' }],
    });
  });

  test('to somebody who is there already makes no account', () => {
    const subjects = [{ kind: 'Group', name: 'ds', apiGroup: 'rbac.authorization.k8s.io' }];
    expect(names({ account: null, subjects })).toEqual(['Role automl-wine', 'RoleBinding automl-wine']);
    expect(grantObjects(grant({ account: null, subjects })).at(-1)?.object).toMatchObject({ subjects });
  });

  test('in the whole cluster has the namespace in its name: each has its own', () => {
    const nodes = { group: '', resource: 'nodes', verbs: ['list'], need: 'optional', why: '' } as const;
    expect(names({ clusterRights: [nodes] }).slice(-2)).toEqual([
      'ClusterRole ml-automl-wine',
      'ClusterRoleBinding ml-automl-wine',
    ]);
  });

  test('names single objects where the right does', () => {
    const role = grantObjects(grant()).find(({ kind }) => kind === 'Role')?.object;
    expect(role).toHaveProperty(
      'rules',
      expect.arrayContaining([{ apiGroups: [''], resources: ['secrets'], resourceNames: ['aws'], verbs: ['get'] }]),
    );
  });
});

describe('the identity of a cloud', () => {
  const annotations = identityAnnotations({
    awsRole: 'arn:aws:iam::1:role/x',
    gcpServiceAccount: 'x@p.iam.gserviceaccount.com',
    azureClientId: '00000000-0000-0000-0000-000000000000',
  });

  test('is written as each cloud reads it', () => {
    expect(annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x',
      'iam.gke.io/gcp-service-account': 'x@p.iam.gserviceaccount.com',
      'azure.workload.identity/client-id': '00000000-0000-0000-0000-000000000000',
    });
  });

  test('is that of the accounts that steps run as, and not of CI', () => {
    expect(notesOf('trainer', { stepAccounts: ['trainer'], annotations })).toEqual(annotations);
    expect(notesOf('automl-wine', { stepAccounts: ['trainer'], annotations })).toBeUndefined();
  });

  test('is that of the only account where the file names none', () => {
    expect(notesOf('automl-wine', { annotations })).toEqual(annotations);
  });
});

describe('a manifest', () => {
  const objects = grantObjects(grant());

  test('says above each rule why it is there', () => {
    expect(manifestYaml(objects)).toContain(
      '  # each attempt of a step is a Job\n  - {apiGroups: [batch], resources: [jobs], verbs: [create, get, list, watch, patch, delete, deletecollection]}\n',
    );
  });

  test('is the same in YAML and JSON', () => {
    const fromYaml = parseAllDocuments(manifestYaml(objects)).map((document) => document.toJS() as unknown);
    expect(JSON.parse(manifestJson(objects))).toEqual({ apiVersion: 'v1', kind: 'List', items: fromYaml });
  });
});
