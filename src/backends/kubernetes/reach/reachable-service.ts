/** A deployed service as one reaches it: its ports, and the pods behind them. */
import { AutomlError } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import { identityOf } from '../inventory/service.ts';
import { findService } from '../inventory/services.ts';

export interface ReachableService {
  /** Of its objects. */
  readonly name: string;
  /** `wine/api`. */
  readonly title: string;
  readonly ports: readonly [ServicePort, ...ServicePort[]];
  /** Labels of its pods. */
  readonly selector: Readonly<Record<string, string>>;
}

export interface ServicePort {
  readonly port: number;
  /** Of its pods: a number, or a name that each pod has a number for. */
  readonly target: number | string;
}

/** @param which name of its step, `workflow/step`, or the name of its objects @throws AutomlError @throws ApiError */
export async function findReachable(api: KubeApi, which: string): Promise<ReachableService> {
  const { name, workflow, step } = identityOf(await findService(api, which));
  const service = await api.get('Service', name);
  const [first, ...rest] = (service?.spec?.ports ?? []).map(({ port, targetPort }) => ({
    port,
    target: targetPort ?? port,
  }));
  if (first === undefined) {
    const fix = 'it comes when the first replica is ready, and with the next run where somebody has deleted it';
    throw new AutomlError('NOT_FOUND', `there is no Service ${name} in namespace ${api.namespace}; ${fix}`);
  }
  return { name, title: `${workflow}/${step}`, ports: [first, ...rest], selector: service?.spec?.selector ?? {} };
}
