/** An object that has the name of one of ours need not be ours: somebody may have made it first. */
import { isDeepStrictEqual } from 'node:util';
import { AutomlError } from '../../errors.ts';
import type { KubeApi } from './client/api.ts';
import type { ConfigMap, Kind, Kinds, Meta, Secret } from './client/types.ts';
import { labels, labelValue, type RunIdentity } from './objects/labels.ts';
import { ownerId } from './objects/owner.ts';

type Labelled = { readonly metadata?: Meta };

/** Somebody else's object is in the way. */
export class NotOurs extends AutomlError {
  constructor(kind: Kind, name: string, namespace: string, owner: 'run' | 'workflow') {
    const fix = owner === 'run' ? 'delete it, or use another namespace' : 'rename the step, or delete it';
    super('CLUSTER', `there is a ${kind} ${name} in namespace ${namespace} that this ${owner} does not own: ${fix}`);
  }
}

/** Whether it belongs to this run. */
export function isOfRun(object: Labelled, run: RunIdentity): boolean {
  return object.metadata?.labels?.[labels.run] === labelValue(run.id) && isOfOwner(object, run);
}

/** Whether it belongs to this workflow, perhaps from an earlier run. */
export function isOfOwner({ metadata }: Labelled, { owner }: Pick<RunIdentity, 'owner'>): boolean {
  return metadata?.labels?.[labels.owner] === ownerId(owner);
}

/** Makes it, or finds the one that this run, or one of the workflow, made before. @throws ApiError @throws NotOurs */
export async function createOwned<K extends Kind>(
  api: KubeApi,
  kind: K,
  object: Kinds[K],
  run: RunIdentity,
  by: 'run' | 'workflow' = 'run',
): Promise<{ readonly object: Kinds[K]; readonly created: boolean }> {
  const made = await api.create(kind, object);
  const isOurs = by === 'run' ? isOfRun(made.object, run) : isOfOwner(made.object, run);
  if (!made.created && !isOurs) throw new NotOurs(kind, object.metadata?.name ?? '', api.namespace, by);
  return made;
}

/**
 * Makes it before anybody uses it: what a driver that was killed has left under its name may hold something else.
 * @throws ApiError @throws NotOurs
 */
export async function createFresh<K extends 'ConfigMap' | 'Secret'>(
  api: KubeApi,
  kind: K,
  object: Kinds[K],
  run: RunIdentity,
  by: 'run' | 'workflow' = 'run',
): Promise<void> {
  const { object: found, created } = await createOwned(api, kind, object, run, by);
  if (created || isDeepStrictEqual(contentOf(found), contentOf(object))) return;
  const { name = '', uid = '' } = found.metadata ?? {};
  await api.delete(kind, name, { uid });
  await createOwned(api, kind, object, run, by);
}

/** With its owners: one that belongs to what was just deleted would soon go after it. */
function contentOf(object: ConfigMap | Secret): unknown {
  const owners = (object.metadata?.ownerReferences ?? []).map(({ uid }) => uid);
  const { data } = object;
  return 'binaryData' in object ? { owners, data, binaryData: object.binaryData } : { owners, data };
}
