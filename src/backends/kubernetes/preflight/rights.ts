/** The rights that a plan needs in its namespace, as data: preflight asks for them, and a Role can be made of them. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import { keepsFiles, needsStore } from './store.ts';

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'watch';

/**
 * required: the run fails without it; wanted: people learn less, which is worth a warning; optional: something is not
 * checked before the run.
 */
export type Need = 'required' | 'wanted' | 'optional';

/** One rule of a Role. */
export interface Right {
  /** '' is the core group. */
  readonly group: string;
  /** As in a Role: `pods`, `pods/log`. */
  readonly resource: string;
  readonly verbs: readonly Verb[];
  /** Only these objects; absent: all of the namespace. */
  readonly names?: readonly string[];
  readonly need: Need;
}

/** `ownSecrets`: the run brings values of secrets, and makes Secrets of its own for them. */
export function rightsFor(
  plan: Pick<Plan, 'steps' | 'store' | 'python'>,
  { ownSecrets }: { readonly ownSecrets: boolean },
): readonly Right[] {
  const steps = plan.steps.filter(({ skip }) => skip === undefined);
  const serves = steps.some(({ service }) => service !== undefined);
  return [
    required('batch', 'jobs', ['create', 'get', 'list', 'watch', 'patch', 'delete', 'deletecollection']),
    required('', 'pods', ['get', 'list', 'watch', 'delete']),
    required('', 'pods/log', ['get']),
    // Watched for a cancel, and by who follows the run.
    required('', 'configmaps', ['create', 'get', 'list', 'watch', 'patch', 'delete']),
    required('coordination.k8s.io', 'leases', ['create', 'get', 'list', 'watch', 'patch', 'delete']),
    ...(needsStore(plan) ? storeRights(plan, serves) : []),
    ...(ownSecrets ? [required('', 'secrets', ['create', 'get', 'patch', 'delete'])] : []),
    ...(serves ? serviceRights(steps) : []),
    { group: '', resource: 'events', verbs: ['list', 'watch'], need: 'wanted' },
    ...optionalRights(steps, plan),
  ];
}

function required(group: string, resource: string, verbs: readonly Verb[]): Right {
  return { group, resource, verbs, need: 'required' };
}

function storeRights({ store }: Pick<Plan, 'store'>, serves: boolean): readonly Right[] {
  // A claim that exists is only mounted; one of the run is handed on to a service that reads from it.
  if (store.claim !== undefined) return [];
  const verbs: readonly Verb[] = ['create', 'get', 'delete', ...(serves ? ['patch' as const] : [])];
  return [required('', 'persistentvolumeclaims', verbs)];
}

/** Applied, waited for, asked, and undone when they don't get ready. */
function serviceRights(steps: readonly PlanStep[]): readonly Right[] {
  const smokes = new Set(steps.flatMap(({ service }) => service?.smoke?.method ?? []));
  const proxy: readonly Verb[] = [
    ...(smokes.has('GET') ? ['get' as const] : []),
    ...(smokes.has('POST') ? ['create' as const] : []),
  ];
  return [
    required('apps', 'deployments', ['create', 'get', 'list', 'watch', 'patch', 'delete']),
    required('', 'services', ['create', 'get', 'patch', 'delete']),
    ...(proxy.length === 0 ? [] : [required('', 'services/proxy', proxy)]),
  ];
}

/** What preflight reads to find mistakes early; a pod tells the same later. */
function optionalRights(
  steps: readonly PlanStep[],
  { store, python }: Pick<Plan, 'store' | 'python'>,
): readonly Right[] {
  const sources = steps.flatMap(({ pod }) => pod.volumes.map((volume) => volume.source));
  const values = steps.flatMap(({ envFrom }) => Object.values(envFrom));
  const secrets = [
    ...steps.flatMap((step) => [...step.secrets, ...step.pod.imagePullSecrets]),
    ...values.flatMap(({ kind, name }) => (kind === 'secret' ? [name] : [])),
    ...sources.flatMap((source) => (source.kind === 'secret' ? [source.name] : [])),
    ...(python.credentials === undefined ? [] : [python.credentials]),
  ];
  const claims = [
    ...sources.flatMap((source) => (source.kind === 'claim' ? [source.name] : [])),
    ...(store.claim === undefined || !steps.some(keepsFiles) ? [] : [store.claim]),
  ];
  return [
    ...reading('secrets', secrets),
    ...reading('persistentvolumeclaims', claims),
    ...reading(
      'serviceaccounts',
      steps.flatMap(({ pod }) => pod.serviceAccount ?? []),
    ),
    // In a Role: the namespace that it is in. It tells whether the namespace gives each pod a user (OpenShift).
    { group: '', resource: 'namespaces', verbs: ['get'], need: 'optional' },
    { group: '', resource: 'resourcequotas', verbs: ['list'], need: 'optional' },
    { group: '', resource: 'limitranges', verbs: ['list'], need: 'optional' },
  ];
}

function reading(resource: string, names: readonly string[]): readonly Right[] {
  const each = [...new Set(names)].sort();
  return each.length === 0 ? [] : [{ group: '', resource, verbs: ['get'], names: each, need: 'optional' }];
}
