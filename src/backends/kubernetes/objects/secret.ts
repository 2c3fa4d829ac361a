/** A Secret whose values were given to this run, and go with it. */
import { AutomlError } from '../../../errors.ts';
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

/** In CI, what is empty was never set. @throws AutomlError PREFLIGHT */
export function refuseEmptySecrets(secrets: ReadonlyMap<string, Readonly<Record<string, string>>>): void {
  for (const [name, values] of secrets) {
    const keys = Object.keys(values);
    if (keys.length === 0) throw new AutomlError('PREFLIGHT', `secret "${name}" has no KEY=value line: give it some`);
    const empty = keys.find((key) => values[key]?.trim() === '');
    if (empty !== undefined)
      throw new AutomlError('PREFLIGHT', `${empty} of secret "${name}" is empty: set it, or leave the line out`);
  }
}
