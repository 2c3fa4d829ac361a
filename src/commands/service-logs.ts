/** `automl logs --service`: what the pods of a service print. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { LogPaper } from './log-paper.ts';
import type { World } from './world.ts';

export interface ServiceLogsRequest extends ConnectionRequest {
  /** Of its step, `workflow/step`, or of its objects. */
  readonly service: string;
  readonly follow: boolean;
  /** Of containers that were restarted: what they printed before. */
  readonly previous: boolean;
}

export async function serviceLogs(
  { service, follow, previous, ...address }: ServiceLogsRequest,
  world: World,
): Promise<ExitCode> {
  const interrupt = interruptSignal(world);
  try {
    return await withCluster(address, world, async ({ api }) => {
      const { findService, followServiceLogs, previousServiceLogs, readServiceLogs } =
        await import('../backends/kubernetes/inventory/inventory.ts');
      const deployment = await findService(api, service);
      const paper = new LogPaper(world);
      const isMany = follow || (deployment.status?.replicas ?? 1) > 1;
      const onLine = (pod: string, line: string) => paper.line(line, isMany ? pod : null);
      const about = { api, deployment, onLine, signal: interrupt.signal };
      if (follow) await followServiceLogs(about);
      else if (previous) {
        if ((await previousServiceLogs(about)) === 0)
          throw new AutomlError('NOT_FOUND', `no pod of service ${service} was restarted`);
      } else if ((await readServiceLogs(about)) === 0)
        world.err.write(`warning: service ${service} has no pods: automl describe service ${service}\n`);
      return interrupt.signal.aborted ? exitCode.cancelled : exitCode.ok;
    });
  } finally {
    interrupt.close();
  }
}
