/** Whether somebody answers for Ingresses and HTTPRoutes, where a service wants one. */
import type { Plan } from '../../../plan/plan.ts';
import type { ServiceIngress } from '../../../workflow/model.ts';
import type { KubeApi } from '../client/api.ts';
import { judgeExposure } from '../preflight/exposure.ts';
import { gatewayText } from '../serving/gateway.ts';
import { findClass } from '../serving/ingress-class.ts';
import { failedBy, ok, unchecked, type Check } from './check.ts';

export async function checkIngress(plan: Pick<Plan, 'steps'>, api: KubeApi): Promise<Check> {
  const wanted = plan.steps.flatMap(({ service }) => service?.ingress ?? []);
  if (wanted.length === 0) return unchecked('ingress', 'no service wants one');
  const { refusals } = await judgeExposure(plan, api);
  const [problem] = refusals.entries();
  if (problem !== undefined) return failedBy('ingress', problem[1]);
  const names = await Promise.all(wanted.map((ingress) => answererOf(ingress, api)));
  if (names.includes('nobody'))
    return failedBy('ingress', 'the cluster has no IngressClass: install an ingress controller');
  const known = names.filter((name) => name !== null);
  if (known.length === 0) return unchecked('ingress', 'the account may not list IngressClasses');
  return ok('ingress', [...new Set(known)].sort().join(', '));
}

/** Null: the account may not read it. */
async function answererOf({ gateway, class: name }: ServiceIngress, api: KubeApi): Promise<string | null> {
  if (gateway !== undefined) return `Gateway ${gatewayText(gateway)}`;
  const found = await findClass(api, name);
  if (found === null) return 'nobody';
  return typeof found === 'string' ? null : found.name;
}
