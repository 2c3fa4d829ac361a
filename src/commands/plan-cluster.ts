/** What `automl plan` finds out in the cluster that the run would go to. Nothing in it is changed. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { planInCluster, type ClusterPlan } from '../backends/kubernetes/planning/planning.ts';
import { sourceDigest } from '../backends/kubernetes/run-objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { ScheduleChange } from '../schedule/store.ts';
import type { Source } from '../source/source.ts';
import type { Workflow } from '../workflow/model.ts';
import { checkCluster, type CheckRequest } from './cluster-check.ts';
import { changeSchedules, keepsSchedules, notKept } from './keep-schedules.ts';
import { hasClusterSchedules } from './scheduled-environment.ts';
import type { World } from './world.ts';

export { stepsAtOnce } from './setup-kubernetes.ts';

export interface ClusterForecast extends ClusterPlan {
  /** Why steps can't run, by their names. */
  readonly refused: Readonly<Record<string, string>>;
  /** Why the run can't start: then nothing else was looked at. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** What becomes of the schedules that the cluster starts. */
  readonly schedules: readonly ScheduleChange[];
}

export interface ForecastRequest extends CheckRequest {
  /** Of the plan. */
  readonly workflow: Workflow;
}

export async function forecast(
  plan: Plan,
  source: Source,
  { workflow, ...request }: ForecastRequest,
  api: KubeApi,
  world: World,
): Promise<ClusterForecast> {
  const usesCronJobs = hasClusterSchedules(workflow) && keepsSchedules(plan, workflow);
  const { owner, secrets, grace, refused, problems, warnings, namespace } = await checkCluster(
    plan,
    source,
    { ...request, usesCronJobs },
    api,
    world,
  );
  const { assignsUsers } = namespace;
  const said = { refused: Object.fromEntries(refused), problems, warnings };
  if (problems.length > 0) {
    return {
      server: api.server,
      namespace: api.namespace,
      services: [],
      quotas: [],
      unknown: [],
      schedules: [],
      ...said,
    };
  }
  const digest = await sourceDigest(plan, source);
  const run = { plan, owner, source, sourceDigest: digest, secrets, assignsUsers, grace };
  const kept = { api, owner, plan, workflow, source, assignsUsers, allowsOlder: request.allowOlder === true };
  const more: string[] = [];
  const schedules = await changeSchedules(kept, { dryRun: true }, world).catch((error: unknown) => {
    more.push(notKept(error));
    return [];
  });
  return { ...(await planInCluster(api, run)), schedules, ...said, warnings: [...warnings, ...more] };
}
