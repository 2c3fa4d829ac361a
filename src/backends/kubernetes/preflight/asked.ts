/** What a step's container asks for and may use at most, in the names that Kubernetes has for resources. */
import { limitsOf } from '../../../workflow/resources.ts';
import type { PlanStep } from '../../../plan/plan.ts';

/** Cores, bytes, pieces by the name of the resource. */
export type Amounts = Readonly<Record<string, number>>;

export interface Asked {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** Null: the file puts a part of a PodSpec over ours that says it, perhaps differently. */
export function askedOf({ resources, pod }: Pick<PlanStep, 'resources' | 'pod'>): Asked | null {
  if (
    pod.patch !== null &&
    Object.keys(pod.patch).some((key) => ['containers', 'resources', 'overhead'].includes(key))
  ) {
    return null;
  }
  const devices = resources.devices ?? {};
  const most = limitsOf(resources);
  // What has a limit and no request asks for its limit: the API server's own default.
  const cpu = resources.cpu ?? most.cpu;
  const memory = resources.memory ?? most.memory;
  return {
    requests: { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }), ...devices },
    limits: { ...most, ...devices },
  };
}
