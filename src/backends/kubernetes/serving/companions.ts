/** What stands beside a Deployment and its Service, where the file asks for it. */
import { autoscalerObject } from '../objects/autoscaler.ts';
import { disruptionBudgetObject } from '../objects/disruption-budget.ts';
import { serviceSelector } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { serviceMeta, type ServiceStep } from '../objects/service.ts';
import type { ServiceObject } from './live.ts';

export function companionsOf(facts: Pick<RunFacts, 'owner' | 'workflow'>, step: ServiceStep): readonly ServiceObject[] {
  const meta = serviceMeta(facts, step);
  const budget = disruptionBudgetObject(meta, serviceSelector(facts, step.name), step.service);
  const scaler = autoscalerObject(meta, step.service);
  return [
    ...(budget === null ? [] : [{ kind: 'PodDisruptionBudget', object: budget } as const]),
    ...(scaler === null ? [] : [{ kind: 'HorizontalPodAutoscaler', object: scaler } as const]),
  ];
}
