/** `automl delete service`: one service with all that leads to it. Its workflow and its runs stay. */
import { exitCode, type ExitCode } from '../errors.ts';
import { plural } from '../report/units.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface DeleteServiceRequest extends ConnectionRequest {
  /** Of its step, `workflow/step`, or of its objects. */
  readonly name: string;
}

export async function deleteService({ name, ...address }: DeleteServiceRequest, world: World): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { findService, removeService } = await import('../backends/kubernetes/inventory/inventory.ts');
    const deployment = await findService(api, name);
    const count = await removeService(api, deployment);
    const whole = deployment.metadata?.name ?? name;
    world.out.write(`service ${whole} deleted from namespace ${api.namespace}: ${plural(count, 'object')}\n`);
    return exitCode.ok;
  });
}
