/** Makes what runs in a namespace need: what is there already stays, what somebody else has made is not touched. */
import { isDeepStrictEqual } from 'node:util';
import { AutomlError } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import { kinds, type Kind, type Kinds, type Meta, type Secret } from '../client/types.ts';
import { installed, isManaged } from '../objects/labels.ts';
import { readable, unreadable } from '../preflight/readable.ts';
import { grantObjects, type Grant } from './grant.ts';

export interface SetUp {
  readonly grant: Grant;
  readonly pullSecret: Secret | null;
  /** Nothing is kept. */
  readonly dryRun: boolean;
}

/** What became of an object: `role/automl-wine`. */
export interface Done {
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly object: string;
}

type Wanted = { readonly [K in Kind]: { readonly kind: K; readonly object: Kinds[K] } }[Kind];
interface Planned {
  readonly wanted: Wanted;
  readonly before: Kinds[Kind] | null;
}

/** @throws ApiError @throws AutomlError CLUSTER before anything is made, when something of the same name is somebody else's */
export async function* setUp(api: KubeApi, request: SetUp): AsyncGenerator<Done> {
  const { grant, pullSecret, dryRun } = request;
  const namespace = await readable(api.get('Namespace', grant.namespace));
  const wanted: readonly Wanted[] = [
    ...grantObjects(grant),
    ...(pullSecret === null ? [] : [{ kind: 'Secret', object: pullSecret } as const]),
  ];
  const planned = await Promise.all(wanted.map((each) => look(api, each)));
  const inTheWay = planned.filter(({ wanted: each, before }) => !isOurs(before) && !isGiven(each, grant));
  if (inTheWay.length > 0) throw notOurs(inTheWay, grant);
  // Who may not look at a namespace may still be given all of it.
  if (namespace !== unreadable) yield await makeNamespace(api, grant.namespace, namespace, dryRun);
  for (const { wanted: each, before } of planned) {
    const object = nameOf(each);
    if (!isOurs(before)) yield { outcome: 'unchanged', object };
    else if (before === null && dryRun) yield { outcome: 'created', object };
    else {
      const after = await api.apply(each.kind, each.object, { force: true, dryRun });
      yield { outcome: before === null ? 'created' : isSame(before, after) ? 'unchanged' : 'changed', object };
    }
  }
}

async function look(api: KubeApi, wanted: Wanted): Promise<Planned> {
  return { wanted, before: await api.get(wanted.kind, wanted.object.metadata?.name ?? '') };
}

async function makeNamespace(
  api: KubeApi,
  name: string,
  before: Kinds['Namespace'] | null,
  dryRun: boolean,
): Promise<Done> {
  const object = `namespace/${name}`;
  if (before !== null) return { outcome: 'unchanged', object };
  // What our pods keep to anyway: https://kubernetes.io/docs/concepts/security/pod-security-standards
  const labels = { ...installed, 'pod-security.kubernetes.io/enforce': 'restricted' };
  if (!dryRun) {
    const { apiVersion } = kinds.Namespace;
    await api.apply('Namespace', { apiVersion, kind: 'Namespace', metadata: { name, labels } }, { force: true });
  }
  return { outcome: 'created', object };
}

function isOurs(before: Kinds[Kind] | null): boolean {
  return before === null || isManaged(before.metadata ?? {});
}

/** An account that steps or the driver run as need not be ours, as long as nothing is to be written on it. */
function isGiven({ kind, object }: Wanted, { account, driverAccount, stepAccounts, annotations }: Grant): boolean {
  const name = object.metadata?.name ?? '';
  return (
    kind === 'ServiceAccount' &&
    name !== account &&
    (stepAccounts.includes(name) || name === driverAccount) &&
    Object.keys(annotations).length === 0
  );
}

function notOurs(inTheWay: readonly Planned[], { namespace }: Grant): AutomlError {
  const names = inTheWay.map(({ wanted }) => nameOf(wanted)).join(', ');
  const accounts = inTheWay.some(({ wanted }) => wanted.kind === 'ServiceAccount');
  const fix = 'choose another --name or --service-account, or delete it';
  const bind = accounts ? '; --subject serviceaccount:NAME gives the rights to one as it is' : '';
  return new AutomlError(
    'CLUSTER',
    `automl did not make ${names} in namespace ${namespace}, and leaves it alone: ${fix}${bind}`,
  );
}

function nameOf({ kind, object }: Wanted): string {
  return `${kind.toLowerCase()}/${object.metadata?.name ?? ''}`;
}

/** Of a dry run the server gives no new version. */
function isSame(before: Kinds[Kind], after: Kinds[Kind]): boolean {
  return isDeepStrictEqual(content(before), content(after));
}

function content({ metadata, ...rest }: { readonly metadata?: Meta }): unknown {
  const { labels, annotations } = metadata ?? {};
  return { ...rest, labels, annotations };
}
