/** The Job that makes ready what the pods of a service start from: a pod as theirs, which does not run their code. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import type { Preparation } from '../../spec.ts';
import type { Container, Job, PodTemplate } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { stepJob } from './job.ts';
import { labels, labelValue, ofComponent, type Component } from './labels.ts';
import { preparationName } from './names.ts';
import type { RunFacts } from './run-facts.ts';
import { packed, podSpec } from './spec.ts';

/** Neither the Service nor whoever looks for the Jobs of steps may find it. */
const component = { [labels.component]: 'prepare' satisfies Component };

/** Fields of a container that serves, which the file may have added. */
const ofServers = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle', 'ports']);

/** @throws AutomlError PREFLIGHT for a step that is told more than fits */
export function preparationJob(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  order: TaskOrder,
  wanted: Preparation,
): Job {
  const batch = withoutService(step);
  const { metadata, spec, ...job } = stepJob(facts, plan, batch, order);
  const told = packed({ ...podSpec(facts, plan, batch, order), preparation: wanted });
  return {
    ...job,
    metadata: {
      ...metadata,
      name: preparationName(facts, step.name, order.attempt),
      labels: { ...metadata?.labels, ...component },
    },
    spec: { ...spec, template: preparing(spec?.template ?? {}, told) },
  };
}

/** Label selector: it, and its pods. */
export function ofPreparation({ id }: Pick<RunFacts, 'id'>, { task, attempt }: TaskOrder): string {
  const step = `${labels.step}=${labelValue(task.step)}`;
  return `${ofComponent(id, 'prepare')},${step},${labels.attempt}=${attempt}`;
}

/** A pod that ends, within twice the time that it may take to start. */
function withoutService(step: PlanStep): PlanStep {
  const { service, ...batch } = step;
  return service === undefined ? step : { ...batch, timeout: step.startTimeout };
}

function preparing({ metadata, spec }: PodTemplate, told: string): PodTemplate {
  const template = { metadata: { ...metadata, labels: { ...metadata?.labels, ...component } } };
  if (spec === undefined) return template;
  const containers = spec.containers.map((one) => (one.name === stepContainer ? unserving(one, told) : one));
  return { ...template, spec: { ...spec, containers } };
}

function unserving(one: Container, told: string): Container {
  const kept = Object.entries(one).filter(([field]) => !ofServers.has(field));
  const env = (one.env ?? []).map((each) => (each.name === 'AUTOML_SPEC' ? { ...each, value: told } : each));
  return { ...(Object.fromEntries(kept) as unknown as Container), env };
}
