/** Whether the driver of a run can live in the cluster. */
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { driverAccount } from '../objects/driver.ts';
import { readable } from './readable.ts';

/** The sentence about what it lacks; null: nothing that may be looked at. @throws ApiError */
export async function driverProblem(plan: Plan, api: KubeApi): Promise<string | null> {
  if (plan.driver === null) return null;
  const account = driverAccount(plan, plan.driver);
  if ((await readable(api.get('ServiceAccount', account))) !== null) return null;
  const { namespace } = api;
  const fix = `\`automl rbac ${plan.file} -n ${namespace} | kubectl apply -f -\` makes it and gives it its rights`;
  return `the driver in the cluster has no account, service account "${account}" does not exist in namespace ${namespace}: ${fix}, or use --driver here`;
}
