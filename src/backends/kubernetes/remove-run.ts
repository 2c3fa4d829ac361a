/** Removal of one run from the cluster: its anchor takes all else along, but for what a service needs. */
import { AutomlError } from '../../errors.ts';
import type { KubeApi } from './client/api.ts';
import { holderInWords, isDead } from './driving/holder.ts';
import { holderOf } from './driving/lease.ts';
import { anchorName, leaseName } from './objects/names.ts';

export interface RunRemoval {
  /** Id of the run. */
  readonly id: string;
  /** Also while somebody drives it: that one sees that it is gone, and stops. */
  readonly isForced: boolean;
  /** Name of this machine: a driver of it that is dead is none. */
  readonly host: string;
}

/** False: there was none. @throws AutomlError USAGE when somebody drives it @throws ApiError */
export async function removeRun(api: KubeApi, { id, isForced, host }: RunRemoval): Promise<boolean> {
  const holder = holderOf(await api.get('Lease', leaseName(id)));
  if (!isForced && holder !== '' && !(await isDead(holder, host))) {
    const by = holderInWords(holder);
    throw new AutomlError('USAGE', `run ${id} is driven by ${by}: automl cancel ${id} first, or give --force`);
  }
  return api.delete('ConfigMap', anchorName(id));
}
