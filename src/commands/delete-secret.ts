/** `automl delete secret`: one of them, by its name. */
import { exitCode, type ExitCode } from '../errors.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface DeleteSecretRequest extends ConnectionRequest {
  readonly name: string;
}

/** @throws AutomlError NOT_FOUND */
export async function deleteSecret({ name, ...address }: DeleteSecretRequest, world: World): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const kept = await import('../backends/kubernetes/secrets/kept-secret.ts');
    await kept.deleteSecret(api, name);
    world.out.write(`secret ${name} deleted from namespace ${api.namespace}\n`);
    return exitCode.ok;
  });
}
