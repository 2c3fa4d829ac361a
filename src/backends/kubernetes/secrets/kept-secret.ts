/** Secrets that people keep in the cluster, made by us or by anybody: values go there, and never come back to people. */
import { AutomlError } from '../../../errors.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import { kinds, type Meta, type Secret } from '../client/types.ts';
import { keptFor, keptLabels, labels, type Component } from '../objects/labels.ts';
import { problemOf, type SecretData } from './secret-type.ts';

export interface NewSecret {
  readonly name: string;
  readonly type: string;
  readonly data: SecretData;
  /** That takes it along when it is deleted; null: it stays. */
  readonly workflow: string | null;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface SecretChange {
  readonly values: SecretData;
  readonly removed: ReadonlySet<string>;
}

/** Of runs and services: those make and delete them. */
const ownComponents = ['secret', 'revision'] as const satisfies readonly Component[];
/** Somebody else changes it at the same time. */
const tries = 5;

/** @throws AutomlError USAGE when there is one of this name @throws ApiError */
export async function createSecret(api: KubeApi, secret: NewSecret): Promise<void> {
  const { name, type, data, workflow, annotations } = secret;
  const { created } = await api.create('Secret', {
    apiVersion: kinds.Secret.apiVersion,
    kind: 'Secret',
    metadata: { name, labels: { ...keptLabels(workflow) }, annotations: { ...annotations } },
    type,
    data: encoded(data),
  });
  if (created) return;
  const fix = 'automl update secret changes keys of it, automl delete secret deletes it';
  throw new AutomlError('USAGE', `there is a secret "${name}" in namespace ${api.namespace} already; ${fix}`);
}

/** Keys that are not named stay as they are, byte by byte. @throws AutomlError @throws ApiError */
export async function updateSecret(api: KubeApi, name: string, { values, removed }: SecretChange): Promise<void> {
  for (let left = tries; ; left--) {
    const {
      metadata = {},
      type = 'Opaque',
      data = {},
      immutable,
    } = await existing(api, name, `automl create secret ${name} makes it`);
    if (immutable === true) {
      const fix = 'delete it and create it anew';
      throw new AutomlError('USAGE', `secret "${name}" in namespace ${api.namespace} is immutable; ${fix}`);
    }
    const after = new Map<string, Buffer>(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
    );
    for (const key of removed) after.delete(key);
    for (const [key, value] of values) after.set(key, value);
    const problem = problemOf(type, after);
    if (problem !== null) throw new AutomlError('USAGE', `secret "${name}" would be of no use: ${problem}`);
    const gone = Object.fromEntries([...removed].map((key) => [key, null]));
    const { resourceVersion = '' } = metadata;
    try {
      const patch = { metadata: { resourceVersion }, data: { ...gone, ...encoded(values) } };
      // Null: it was deleted meanwhile.
      if ((await api.patch('Secret', name, patch)) !== null) return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Conflict' || left <= 1) throw error;
    }
  }
}

/** @throws AutomlError NOT_FOUND, USAGE @throws ApiError */
export async function deleteSecret(api: KubeApi, name: string): Promise<void> {
  const { metadata } = await existing(api, name, 'automl get secrets lists those that are');
  await api.delete('Secret', name, metadata?.uid === undefined ? {} : { uid: metadata.uid });
}

/** Those that people have use for, by name. @throws ApiError */
export async function keptSecrets(api: KubeApi): Promise<readonly Secret[]> {
  const { items } = await api.list('Secret');
  return items
    .filter(({ metadata = {} }) => !isOwn(metadata))
    .sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''));
}

/** Those that are kept for workflows of this name. @throws ApiError */
export function secretsOf(api: KubeApi, workflow: string): Promise<readonly Meta[]> {
  return api.listMeta('Secret', { labelSelector: keptFor(workflow) });
}

/** How many there were. @throws ApiError */
export async function deleteSecretsOf(api: KubeApi, workflow: string): Promise<number> {
  const { length } = await secretsOf(api, workflow);
  if (length > 0) await api.deleteAll('Secret', { labelSelector: keptFor(workflow) });
  return length;
}

/** @param fix for where there is none */
async function existing(api: KubeApi, name: string, fix: string): Promise<Secret> {
  const secret = await api.get('Secret', name);
  const where = `in namespace ${api.namespace}`;
  if (secret === null) throw new AutomlError('NOT_FOUND', `there is no secret "${name}" ${where}; ${fix}`);
  if (!isOwn(secret.metadata ?? {})) return secret;
  throw new AutomlError('USAGE', `secret "${name}" ${where} belongs to a run or a service, and goes with it`);
}

function isOwn({ labels: all = {} }: Meta): boolean {
  return ownComponents.some((component) => all[labels.component] === component) && labels.project in all;
}

function encoded(data: SecretData): Record<string, string> {
  return Object.fromEntries([...data].map(([key, value]) => [key, value.toString('base64')]));
}
