/** What is larger than the cluster or the namespace allows, however empty they are. */
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { askedOf } from './asked.ts';
import { claimOutsideLimitRanges, outsideLimitRanges, withDefaults } from './limit-ranges.ts';
import { tooLargeForNodes } from './nodes.ts';
import { aboveQuotas, claimAboveQuotas } from './quotas.ts';
import { listed } from './readable.ts';
import { Refusals } from './refusals.ts';
import { keepsFiles, needsStore } from './store.ts';

export interface Capacity {
  readonly refusals: Refusals;
  readonly warnings: readonly string[];
}

/** Whatever of it the account may not read is not looked at. */
export async function judgeCapacity(plan: Pick<Plan, 'steps' | 'store'>, api: KubeApi): Promise<Capacity> {
  const [nodes, ranges, quotas] = await Promise.all([
    listed(api, 'Node'),
    listed(api, 'LimitRange'),
    listed(api, 'ResourceQuota'),
  ]);
  const refusals = new Refusals();
  const warnings = new Set<string>();
  const ofClaim =
    needsStore(plan) && plan.store.claim === undefined
      ? [
          ...claimOutsideLimitRanges(plan.store.size, ranges),
          ...claimAboveQuotas(plan.store.size, plan.store.storageClass, quotas),
        ]
      : [];
  for (const step of plan.steps) {
    if (step.skip !== undefined) continue;
    if (keepsFiles(step)) for (const sentence of ofClaim) refusals.add(step.name, sentence);
    const tooLarge = tooLargeForNodes(step, nodes);
    if (tooLarge?.certain === true) refusals.add(step.name, tooLarge.sentence);
    else if (tooLarge !== null)
      warnings.add(`step ${step.name}: ${tooLarge.sentence}; it waits for a node that the cluster may add`);
    const asked = askedOf(step);
    if (asked === null) continue;
    for (const sentence of outsideLimitRanges(asked, ranges)) refusals.add(step.name, sentence);
    for (const sentence of aboveQuotas(step, withDefaults(asked, ranges), quotas)) refusals.add(step.name, sentence);
  }
  return { refusals, warnings: [...warnings] };
}
