/** The rights that a plan needs in its namespace, as data: preflight asks for them, `automl rbac` makes a Role of them. */
import { namedRights, type Naming } from './named-rights.ts';
import { uses, usesOf, type Given, type Use } from './uses.ts';

/** In the order in which they are told. */
export const verbs = ['create', 'get', 'list', 'watch', 'update', 'patch', 'delete', 'deletecollection'] as const;
export type Verb = (typeof verbs)[number];

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
  /** For people. */
  readonly why: string;
}

const changing = ['create', 'get', 'list', 'patch', 'delete'] as const;
const following = ['create', 'get', 'list', 'watch', 'patch', 'delete'] as const;
/** Looked for, and taken away where a file asks for it no more. */
const pruning = ['get', 'list', 'delete'] as const;

const table: Readonly<Record<Use, readonly Right[]>> = {
  run: [
    required('batch', 'jobs', [...following, 'deletecollection'], 'each attempt of a step is a Job'),
    required('', 'pods', ['get', 'list', 'watch', 'delete'], 'the pods of steps and services are watched'),
    required('', 'pods/log', ['get'], 'logs, and the results of steps in them'),
    // Watched for a cancel, and by who follows the run.
    required('', 'configmaps', following, 'plan, source, journal and record of each run'),
    required('coordination.k8s.io', 'leases', following, 'who drives a run, who deploys'),
    { ...required('', 'events', ['list', 'watch'], 'why a pod waits'), need: 'wanted' },
  ],
  store: [required('', 'persistentvolumeclaims', ['create', 'get', 'delete'], 'files of steps')],
  'served-store': [required('', 'persistentvolumeclaims', ['patch'], 'large files that a service goes on reading')],
  // A run does without: it says that the schedules stay as they are.
  'cron-jobs': [{ ...required('batch', 'cronjobs', changing, 'schedules that the cluster starts'), need: 'wanted' }],
  secrets: [required('', 'secrets', ['create', 'get', 'patch', 'delete'], 'secrets that a run brings along')],
  service: [
    required('apps', 'deployments', following, 'services: rolled out, undone, pruned'),
    required('apps', 'replicasets', ['list'], 'which revision a pod of a service is of'),
    required('', 'services', changing, 'addresses of services'),
    // Also where the file asks for none: an earlier one may have.
    required('networking.k8s.io', 'ingresses', pruning, 'pruned where the file has none any more'),
    required('autoscaling', 'horizontalpodautoscalers', pruning, 'pruned likewise'),
    required('policy', 'poddisruptionbudgets', pruning, 'pruned likewise'),
    // Not every cluster knows them.
    optional('gateway.networking.k8s.io', 'httproutes', pruning, 'pruned likewise'),
    optional('traefik.io', 'middlewares', pruning, 'pruned likewise'),
  ],
  ingress: [required('networking.k8s.io', 'ingresses', following, 'ways in from outside')],
  stripping: [optional('traefik.io', 'middlewares', changing, 'takes the path off requests, where Traefik does')],
  gateway: [
    required('gateway.networking.k8s.io', 'httproutes', following, 'ways in from outside by a Gateway'),
    { ...required('gateway.networking.k8s.io', 'gateways', ['get'], 'their addresses'), need: 'optional' },
  ],
  autoscaling: [required('autoscaling', 'horizontalpodautoscalers', changing, 'replicas by load')],
  budget: [required('policy', 'poddisruptionbudgets', changing, 'drained nodes leave a replica')],
  'smoke-get': [required('', 'services/proxy', ['get'], 'smoke tests by GET')],
  'smoke-post': [required('', 'services/proxy', ['create'], 'smoke tests by POST')],
};

/** What preflight reads of the whole namespace to find mistakes early; a pod tells the same later. */
const early: readonly Right[] = [
  // In a Role: the namespace that it is in. It tells whether the namespace gives each pod a user (OpenShift).
  optional('', 'namespaces', ['get'], 'read before a run: whether the namespace is there'),
  optional('', 'resourcequotas', ['list'], 'read before a run: whether it fits'),
  optional('', 'limitranges', ['list'], 'read before a run: whether it fits'),
];

/** A file that has no service or schedule may have had one. */
const former: readonly Right[] = [
  ['apps', 'deployments'],
  ['', 'services'],
  ['batch', 'cronjobs'],
  ['networking.k8s.io', 'ingresses'],
  ['autoscaling', 'horizontalpodautoscalers'],
  ['policy', 'poddisruptionbudgets'],
  ['gateway.networking.k8s.io', 'httproutes'],
  ['traefik.io', 'middlewares'],
].map(([group = '', resource = '']) =>
  optional(group, resource, ['list', 'delete'], 'services and schedules that the file names no more go'),
);

/** For a ClusterRole. */
export const clusterRights: readonly Right[] = [
  optional('', 'nodes', ['list'], 'read before a run: whether a node is large enough'),
  optional('storage.k8s.io', 'storageclasses', ['list'], 'read before a run: whether there is one for files'),
  optional('networking.k8s.io', 'ingressclasses', ['list'], 'which controller answers for services'),
  optional('scheduling.k8s.io', 'priorityclasses', ['get'], 'read before a run: whether what the file names is there'),
];

export function rightsFor(plan: Naming, given: Given): readonly Right[] {
  return merged([...usesOf(plan, given).flatMap((use) => table[use]), ...namedRights(plan), ...former, ...early]);
}

/** Whatever a file may need. */
export function rightsForAny(): readonly Right[] {
  return merged([...uses.flatMap((use) => table[use]), ...early]);
}

/** Those of one use alone, for the documentation. */
export function rightsOfUse(use: Use): readonly Right[] {
  return table[use];
}

/** One rule for a resource; whoever may read all needs no rule for some. */
export function merged(rights: readonly Right[]): readonly Right[] {
  const rules = new Map<string, Right>();
  for (const right of rights) {
    const key = `${right.group}/${right.resource} ${right.names?.join() ?? ''}`;
    const known = rules.get(key);
    rules.set(key, known === undefined ? right : joined(known, right));
  }
  const all = [...rules.values()];
  return all.filter((right) => right.names === undefined || !all.some((other) => covers(other, right)));
}

function joined(one: Right, other: Right): Right {
  const both = verbs.filter((verb) => one.verbs.includes(verb) || other.verbs.includes(verb));
  // The larger of the two says why.
  const { why } = other.verbs.length > one.verbs.length ? other : one;
  const need = one.need === 'optional' ? other.need : one.need;
  return { ...one, verbs: both, why, need };
}

function covers(other: Right, { group, resource, verbs: wanted }: Right): boolean {
  const isSame = other.names === undefined && other.group === group && other.resource === resource;
  return isSame && wanted.every((verb) => other.verbs.includes(verb));
}

function required(group: string, resource: string, wanted: readonly Verb[], why: string): Right {
  return { group, resource, verbs: wanted, need: 'required', why };
}

function optional(group: string, resource: string, wanted: readonly Verb[], why: string): Right {
  return { ...required(group, resource, wanted, why), need: 'optional' };
}
