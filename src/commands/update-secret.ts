/** `automl update secret`: sets and removes keys; all others stay as they are. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { readSecretWords, type SecretWords } from './secret-words.ts';
import type { World } from './world.ts';

export interface UpdateSecretRequest extends SecretWords, ConnectionRequest {
  readonly name: string;
}

/** `KEY=` removes the key. @throws AutomlError NOT_FOUND, USAGE */
export async function updateSecret(request: UpdateSecretRequest, world: World): Promise<ExitCode> {
  const { name } = request;
  const change = await readSecretWords(request, 'removal', world);
  const { values, removed } = change;
  if (values.size + removed.size === 0) {
    const ways = 'KEY=value, --from-file or --from-env-file sets keys, KEY= removes one';
    throw new AutomlError('USAGE', `nothing to change in secret "${name}": ${ways}`);
  }
  return withCluster(request, world, async ({ api }) => {
    const kept = await import('../backends/kubernetes/secrets/kept-secret.ts');
    await kept.updateSecret(api, name, change);
    const done = [...said('set', values.keys()), ...said('removed', removed)].join('; ');
    world.out.write(`secret ${name} updated in namespace ${api.namespace}: ${done}\n`);
    return exitCode.ok;
  });
}

function said(verb: string, keys: Iterable<string>): readonly string[] {
  const list = [...keys].join(', ');
  return list === '' ? [] : [`${verb} ${list}`];
}
