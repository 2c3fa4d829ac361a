/** What a run would do to a cluster, found out without changing anything in it. */
import type { KubeApi } from '../client/api.ts';
import { labels } from '../objects/labels.ts';
import { isService } from '../objects/service.ts';
import { listed } from '../preflight/readable.ts';
import { mayPrune, unnamedServices } from '../serving/prune.ts';
import { peakOf } from './peak.ts';
import type { PlannedRun } from './planned-run.ts';
import { roomIn, type Room } from './room.ts';
import { serviceChange, type ObjectChange, type ServiceChange } from './service-changes.ts';

export interface ClusterPlan {
  readonly server: string;
  readonly namespace: string;
  /** One for each service, those that the file does not name any more last. */
  readonly services: readonly ServiceChange[];
  readonly quotas: readonly Room[];
  /** Steps whose share of the quotas only the run itself can tell. */
  readonly unknown: readonly string[];
}

/** @throws ApiError */
export async function planInCluster(api: KubeApi, run: PlannedRun): Promise<ClusterPlan> {
  const { plan } = run;
  const services: ServiceChange[] = [];
  for (const step of plan.steps) {
    if (step.skip === undefined && isService(step)) services.push(await serviceChange(api, run, step));
  }
  const [ranges, quotas] = await Promise.all([listed(api, 'LimitRange'), listed(api, 'ResourceQuota')]);
  const { amounts, unknown } = peakOf(plan, ranges, services);
  return {
    server: api.server,
    namespace: api.namespace,
    services: [...services, ...(await pruned(api, run))],
    quotas: roomIn(quotas, amounts),
    unknown,
  };
}

/** What goes at the end of the run, if it is a success. */
async function pruned(api: KubeApi, { plan, owner }: PlannedRun): Promise<readonly ServiceChange[]> {
  if (!mayPrune(plan, { state: 'succeeded' })) return [];
  const found = await unnamedServices(api, { owner }, plan);
  const steps = new Map<string, ObjectChange[]>();
  for (const { kind, meta } of found) {
    const { name = '' } = meta;
    const step = meta.labels?.[labels.step] ?? name;
    steps.set(step, [...(steps.get(step) ?? []), { kind, name, action: 'delete', fields: [] }]);
  }
  const reasons = ['the workflow file does not name it any more'];
  return [...steps].map(([step, objects]) => ({ step, objects, rolls: false, reasons, assuming: [], problem: null }));
}
