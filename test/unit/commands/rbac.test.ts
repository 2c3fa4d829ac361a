import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { rbac, type RbacRequest } from '../../../src/commands/rbac.ts';
import { worldOf } from './world.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const workflow = `name: wine
stages:
  train:
    - {name: train, command: "true", service_account: trainer, outputs: {model: model}}
  serve:
    - {name: api, command: "true", service: {port: 80}}
`;

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: object };
  readonly rules?: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[];
  readonly subjects?: readonly object[];
}

function granted(fields: Partial<RbacRequest> = {}, namespace: string | null = 'ml', text = workflow): readonly Item[] {
  const cwd = mkdtempSync(path.join(tmpdir(), 'automl-rbac-'));
  folders.push(cwd);
  writeFileSync(path.join(cwd, 'automl.yaml'), text);
  const out = new PassThrough();
  const usual = {
    target: '.',
    all: false,
    for: 'ci',
    subjects: [],
    annotations: [],
    secrets: [],
    cluster: false,
  } as const;
  const place = namespace === null ? {} : { namespace };
  expect(rbac({ ...usual, ...place, output: 'json', ...fields }, worldOf({ cwd, out }))).toBe(0);
  return (JSON.parse(String(out.read())) as { items: Item[] }).items;
}
const names = (items: readonly Item[]): readonly string[] =>
  items.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const resources = (items: readonly Item[]): readonly string[] =>
  items.flatMap(({ rules = [] }) => rules.flatMap((rule) => rule.resources));

describe('automl rbac', () => {
  test('gives the rights to the account of the driver in the cluster too, and makes it', () => {
    const subjects = (items: readonly Item[]): readonly unknown[] =>
      items.flatMap((item) => (item.kind === 'RoleBinding' ? (item.subjects ?? []) : []));
    const driven = workflow.replace('stages:', 'driver: cluster\nstages:');
    const own = { kind: 'ServiceAccount', name: 'automl-wine', namespace: 'ml' };
    expect(subjects(granted({}, 'ml', driven))).toEqual([own]);
    const user = { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ci' };
    const forUser = granted({ subjects: ['user:ci'] }, 'ml', driven);
    expect(names(forUser)).toContain('ServiceAccount automl-wine');
    expect(subjects(forUser)).toEqual([own, user]);
    const other = granted({ serviceAccount: 'ci' }, 'ml', driven.replace('cluster', '{service_account: driver}'));
    expect(subjects(other)).toEqual([
      { ...own, name: 'ci' },
      { ...own, name: 'driver' },
    ]);
    expect(subjects(granted({ subjects: ['user:ci'] }))).toEqual([user]);
  });

  test('grants what the file needs, under the name of its workflow, and makes the accounts that it names', () => {
    const items = granted();
    expect(names(items)).toEqual([
      'ServiceAccount automl-wine',
      'ServiceAccount trainer',
      'Role automl-wine',
      'RoleBinding automl-wine',
    ]);
    expect(items.every(({ metadata }) => metadata.namespace === 'ml')).toBe(true);
    expect(resources(items)).toEqual(expect.arrayContaining(['persistentvolumeclaims', 'deployments']));
    expect(resources(items)).not.toContain('secrets');
  });

  test('grants Secrets only where the run brings some', () => {
    expect(resources(granted({ secrets: ['aws'] }))).toContain('secrets');
  });

  test('names things as it is told', () => {
    expect(names(granted({ name: 'team', serviceAccount: 'robot' }))).toEqual([
      'ServiceAccount robot',
      'ServiceAccount trainer',
      'Role team',
      'RoleBinding team',
    ]);
  });

  test('binds who is there already, and makes no account for them', () => {
    const subjects = ['user:ann', 'group:ds', 'serviceaccount:ci/robot', 'ServiceAccount:own'];
    const items = granted({ for: 'viewers', subjects });
    expect(names(items)).toEqual(['Role automl-wine-viewers', 'RoleBinding automl-wine-viewers']);
    const apiGroup = 'rbac.authorization.k8s.io';
    expect(items.at(-1)?.subjects).toEqual([
      { kind: 'User', apiGroup, name: 'ann' },
      { kind: 'Group', apiGroup, name: 'ds' },
      { kind: 'ServiceAccount', name: 'robot', namespace: 'ci' },
      { kind: 'ServiceAccount', name: 'own', namespace: 'ml' },
    ]);
  });

  test('writes what a cloud knows the account of the steps by', () => {
    const items = granted({ awsRole: 'arn', annotations: ['a/b=c=d'] });
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn', 'a/b': 'c=d' };
    expect(items.map(({ metadata }) => metadata.annotations)).toEqual([undefined, annotations, undefined, undefined]);
  });

  test('needs no file for whatever any file may need', () => {
    const items = granted({ all: true, target: 'nowhere' });
    expect(names(items)).toEqual(['ServiceAccount automl', 'Role automl', 'RoleBinding automl']);
    expect(resources(items)).toEqual(expect.arrayContaining(['secrets', 'httproutes', 'services/proxy']));
  });

  test('takes the namespace of the kubeconfig where none is named', () => {
    const kubeconfig = JSON.stringify({
      clusters: [{ name: 'c', cluster: { server: 'https://c:6443' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', namespace: 'team' } }],
      'current-context': 'x',
    });
    expect(granted({ kubeconfig }, null)[0]?.metadata.namespace).toBe('team');
  });

  test.each([
    [{ subjects: ['ann'] }, '--subject ann: write user:NAME'],
    [{ annotations: ['x'] }, '--annotation x: write KEY=VALUE'],
  ])('refuses what it does not understand: %j', (fields, sentence) => {
    expect(() => granted(fields)).toThrow(sentence);
  });
});

test('with previews the rights include those of their ways in', () => {
  const file = workflow.replace('port: 80', 'port: 80, ingress: {path: /}');
  const makes = (text: string): readonly string[] =>
    granted({}, 'ml', text)
      .flatMap(({ rules = [] }) => rules)
      .flatMap(({ resources: all, verbs }) => (all.includes('middlewares') ? verbs : []));
  expect(makes(file)).not.toContain('create');
  expect(makes(file.replace('stages:', 'preview: true\nstages:'))).toContain('create');
});
