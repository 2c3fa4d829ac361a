/** Containers that somebody put beside the step's: a mesh, an agent of the cluster, the file's own `pod:`. */
import type { Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';

/** Whether some go on in a pod that nobody has deleted. The kubelet itself ends those among the init containers. */
export function bystandersGoOn({ metadata, status }: Pod): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  const others = status?.containerStatuses?.filter(({ name }) => name !== stepContainer) ?? [];
  return others.some(({ state }) => state?.terminated === undefined);
}
