/** A Secret whose values were given to this run, and go with it. */
import { kinds, type Secret } from '../client/types.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { secretName } from './names.ts';

/** @param name as steps use it */
export function secretObject(run: OwnedRun, name: string, values: Readonly<Record<string, string>>): Secret {
  const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')] as const);
  return {
    apiVersion: kinds.Secret.apiVersion,
    kind: 'Secret',
    metadata: ownedMeta(run, secretName(run.id, name), 'secret'),
    type: 'Opaque',
    immutable: true,
    data: Object.fromEntries(data),
  };
}
