/** What an administrator gives somebody: accounts, a Role of what was asked for, and who has it. */
import {
  kinds,
  type PolicyRule,
  type Role,
  type RoleBinding,
  type ServiceAccount,
  type Subject,
} from '../client/types.ts';
import { installed, type Labels } from '../objects/labels.ts';
import type { Right } from '../preflight/rights.ts';

export interface Grant {
  readonly namespace: string;
  /** Of Role and RoleBinding; with the namespace before it of those for the whole cluster. */
  readonly name: string;
  /** ServiceAccount to make, and to give the rights to; null: only `subjects` get them. */
  readonly account: string | null;
  /** Of the driver in the cluster, which needs the rights too; null: the file wants none. */
  readonly driverAccount: string | null;
  readonly subjects: readonly Subject[];
  /** ServiceAccounts that steps run as: they get no rights. */
  readonly stepAccounts: readonly string[];
  /** Of the accounts of steps, by which a cloud knows them: see cloud-identity.ts. */
  readonly annotations: Labels;
  readonly rights: readonly Right[];
  /** For a ClusterRole; empty: none is made. */
  readonly clusterRights: readonly Right[];
}

export type GrantObject =
  | { readonly kind: 'ServiceAccount'; readonly object: ServiceAccount }
  | { readonly kind: 'Role' | 'ClusterRole'; readonly object: Role; readonly why: readonly string[] }
  | { readonly kind: 'RoleBinding' | 'ClusterRoleBinding'; readonly object: RoleBinding };

/** In the order in which they are to be applied. */
export function grantObjects(grant: Grant): readonly GrantObject[] {
  const { namespace, name, account, stepAccounts, annotations, rights, clusterRights } = grant;
  const granted = grantedAccounts(grant);
  // Where the file names no account, its steps may be given that of the Role.
  const known = stepAccounts.length === 0 && account !== null ? [account] : stepAccounts;
  const accounts = [...new Set([...granted, ...stepAccounts])];
  const subjects = subjectsOf(grant);
  const wide = `${namespace}-${name}`;
  return [
    ...accounts.map((each) => accountOf(each, namespace, known.includes(each) ? annotations : {})),
    roleOf('Role', { name, namespace }, rights),
    bindingOf('RoleBinding', { name, namespace }, { role: 'Role', name, subjects }),
    ...(clusterRights.length === 0
      ? []
      : [
          roleOf('ClusterRole', { name: wide }, clusterRights),
          bindingOf('ClusterRoleBinding', { name: wide }, { role: 'ClusterRole', name: wide, subjects }),
        ]),
  ];
}

function accountOf(name: string, namespace: string, annotations: Labels): GrantObject {
  // An empty map would only be noise in what is printed.
  const notes = Object.keys(annotations).length === 0 ? {} : { annotations };
  return {
    kind: 'ServiceAccount',
    object: { ...typeOf('ServiceAccount'), metadata: { name, namespace, labels: installed, ...notes } },
  };
}

function subjectsOf(grant: Grant): Subject[] {
  const { namespace, subjects } = grant;
  return [...grantedAccounts(grant).map((name) => ({ kind: 'ServiceAccount', name, namespace })), ...subjects];
}

function grantedAccounts({ account, driverAccount }: Pick<Grant, 'account' | 'driverAccount'>): readonly string[] {
  return [...new Set([account, driverAccount].filter((name) => name !== null))];
}

interface Place {
  readonly name: string;
  readonly namespace?: string;
}

function roleOf(kind: 'Role' | 'ClusterRole', place: Place, rights: readonly Right[]): GrantObject {
  const object = { ...typeOf(kind), metadata: { ...place, labels: installed }, rules: rights.map(ruleOf) };
  return { kind, object, why: rights.map(({ why }) => why) };
}

function ruleOf({ group, resource, verbs, names }: Right): PolicyRule {
  return {
    apiGroups: [group],
    resources: [resource],
    ...(names === undefined ? {} : { resourceNames: [...names] }),
    verbs: [...verbs],
  };
}

function bindingOf(
  kind: 'RoleBinding' | 'ClusterRoleBinding',
  place: Place,
  {
    role,
    name,
    subjects,
  }: { readonly role: 'Role' | 'ClusterRole'; readonly name: string; readonly subjects: Subject[] },
): GrantObject {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: role, name };
  return { kind, object: { ...typeOf(kind), metadata: { ...place, labels: installed }, roleRef, subjects } };
}

function typeOf<K extends GrantObject['kind']>(kind: K): { apiVersion: string; kind: K } {
  return { apiVersion: kinds[kind].apiVersion, kind };
}
