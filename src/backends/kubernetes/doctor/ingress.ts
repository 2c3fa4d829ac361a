/** Whether somebody answers for Ingresses, where a service wants one. */
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { readable, unreadable } from '../preflight/readable.ts';
import { failed, ok, unchecked, type Check } from './check.ts';

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

export async function checkIngress({ steps }: Pick<Plan, 'steps'>, api: KubeApi): Promise<Check> {
  if (!steps.some(({ service }) => service?.ingress === true)) return unchecked('ingress', 'no service wants one');
  const found = await readable(api.list('IngressClass'));
  if (found === unreadable) return unchecked('ingress', 'the account may not list IngressClasses');
  const names = found.items.map(({ metadata }) => metadata?.name ?? '').sort();
  if (names.length === 0) {
    return failed(
      'ingress',
      'the cluster has no IngressClass',
      'install an ingress controller, or take "ingress" out of the service',
    );
  }
  const byDefault = found.items.find(({ metadata }) => metadata?.annotations?.[defaultClass] === 'true');
  return ok('ingress', byDefault === undefined ? names.join(', ') : `${byDefault.metadata?.name ?? ''} is the default`);
}
