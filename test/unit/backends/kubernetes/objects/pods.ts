/** Pods of steps, taken apart. */
import { podTemplate } from '../../../../../src/backends/kubernetes/objects/pod.ts';
import type { Container, PodSpec, PodTemplate } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { RunFacts } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plan } from '../../../engine/plans.ts';
import { facts, order } from './facts.ts';

export function template(one: PlanStep, run: RunFacts = facts(), python = plan([]).python): PodTemplate {
  const parts = { facts: run, plan: plan([one], { python }), step: one, order: order(one) };
  return podTemplate({ ...parts, children: null, most: 1, lasts: null });
}

export function specOf(one: PlanStep, run?: RunFacts): PodSpec {
  const { spec } = template(one, run);
  if (spec === undefined) throw new Error('no spec');
  return spec;
}

export function containerOf(one: PlanStep, run?: RunFacts): Container {
  const [found] = specOf(one, run).containers;
  if (found === undefined) throw new Error('no container');
  return found;
}
