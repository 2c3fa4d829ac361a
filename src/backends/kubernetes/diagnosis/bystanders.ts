/** Containers that somebody put beside the step's: a mesh, an agent of the cluster, the file's own `pod:`. */
import type { Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';

/** Whether some go on in a pod that nobody has deleted. The kubelet itself ends those among the init containers. */
export function bystandersGoOn({ metadata, status }: Pod): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  const others = status?.containerStatuses?.filter(({ name }) => name !== stepContainer) ?? [];
  return others.some(({ state }) => state?.terminated === undefined);
}

/** Whether it is a step's pod, has such containers, and has not ended: when its run is over, it may go on without end. */
export function holdsBystanders({ metadata, spec, status }: Pod): boolean {
  const isOfStep = metadata?.labels?.['batch.kubernetes.io/job-name'] !== undefined;
  const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return isOfStep && !isOver && (spec?.containers.length ?? 0) > 1;
}
