/** What `automl plan` finds out in the cluster that the run would go to. Nothing in it is changed. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { planInCluster, type ClusterPlan } from '../backends/kubernetes/planning/planning.ts';
import { sourceDigest } from '../backends/kubernetes/run-objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { Source } from '../source/source.ts';
import { checkCluster, type CheckRequest } from './cluster-check.ts';
import type { World } from './world.ts';

export { stepsAtOnce } from './setup-kubernetes.ts';

export interface ClusterForecast extends ClusterPlan {
  /** Why steps can't run, by their names. */
  readonly refused: Readonly<Record<string, string>>;
  /** Why the run can't start: then nothing else was looked at. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

export async function forecast(
  plan: Plan,
  source: Source,
  request: CheckRequest,
  api: KubeApi,
  world: World,
): Promise<ClusterForecast> {
  const { owner, secrets, grace, refused, problems, warnings, namespace } = await checkCluster(
    plan,
    source,
    request,
    api,
    world,
  );
  const { assignsUsers } = namespace;
  const said = { refused: Object.fromEntries(refused), problems, warnings };
  if (problems.length > 0) {
    return { server: api.server, namespace: api.namespace, services: [], quotas: [], unknown: [], ...said };
  }
  const digest = await sourceDigest(plan, source);
  const run = { plan, owner, source, sourceDigest: digest, secrets, assignsUsers, grace };
  return { ...(await planInCluster(api, run)), ...said };
}
