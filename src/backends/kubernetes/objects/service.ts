/** A service step: a Deployment and a Service that outlive the run, and are the same objects in the next one. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Service as ServiceSettings } from '../../../workflow/model.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type Deployment, type Meta, type PodSpec, type PodTemplate, type Service } from '../client/types.ts';
import { labels, lastingLabels, ownerNotes, serviceSelector, stepLabels } from './labels.ts';
import { serviceName } from './names.ts';
import { podTemplate } from './pod.ts';
import { servicePort, serving } from './serving.ts';
import type { RunFacts } from './run-facts.ts';

/** Seconds for the controllers, in which nothing of ours happens. */
const slack = 30;

/** A step that is a service. */
export type ServiceStep = PlanStep & { readonly service: ServiceSettings };

export function isService(step: PlanStep): step is ServiceStep {
  return step.service !== undefined;
}

/** Of all its objects. */
export function serviceMeta({ owner, workflow }: Pick<RunFacts, 'owner' | 'workflow'>, step: PlanStep): Meta {
  return {
    name: serviceName(workflow, step.name, owner),
    labels: { ...lastingLabels({ owner, workflow }), ...stepLabels(step) },
    annotations: { ...ownerNotes(owner) },
  };
}

/** What its pods are, until something changes that they see. */
export interface ServiceRevision {
  readonly key: string;
  /** See serving/versions.ts. */
  readonly versions: Readonly<Record<string, string>>;
}

/** @param facts what its pods need, none of which goes with the run @throws AutomlError PREFLIGHT for a step that is told more than fits */
export function servicePodTemplate(
  facts: RunFacts,
  plan: BackendPlan,
  step: ServiceStep,
  order: TaskOrder,
  { key, versions }: ServiceRevision,
): PodTemplate {
  return podTemplate({
    facts,
    plan,
    step,
    order,
    children: null,
    most: 1,
    lasts: {
      serving: serving(step.service, step),
      labels: { [labels.revision]: key },
      annotations: { [labels.versions]: JSON.stringify(versions) },
      topologySpreadConstraints: spread(facts, step),
    },
  });
}

/** Over the nodes, as far as there are any: each revision for itself. */
function spread(facts: RunFacts, step: ServiceStep): NonNullable<PodSpec['topologySpreadConstraints']> {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...serviceSelector(facts, step.name) } },
      matchLabelKeys: ['pod-template-hash'],
    },
  ];
}

/** @param replicas as many as there are where they are scaled, else what the step says */
export function deploymentObject(
  facts: Pick<RunFacts, 'owner' | 'workflow'>,
  step: ServiceStep,
  template: PodTemplate,
  replicas: number,
): Deployment {
  const { service, startTimeout } = step;
  const minReadySeconds = Math.ceil(service.minReadySeconds);
  return {
    apiVersion: kinds.Deployment.apiVersion,
    kind: 'Deployment',
    metadata: serviceMeta(facts, step),
    spec: {
      replicas,
      selector: { matchLabels: { ...serviceSelector(facts, step.name) } },
      minReadySeconds,
      revisionHistoryLimit: service.revisionHistoryLimit,
      progressDeadlineSeconds: Math.ceil(startTimeout) + minReadySeconds + slack,
      // Never fewer than before.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template,
    },
  };
}

export function serviceObject(facts: Pick<RunFacts, 'owner' | 'workflow'>, step: ServiceStep): Service {
  return {
    apiVersion: kinds.Service.apiVersion,
    kind: 'Service',
    metadata: serviceMeta(facts, step),
    spec: {
      selector: { ...serviceSelector(facts, step.name) },
      ports: [{ name: 'http', port: step.service.port, targetPort: servicePort }],
    },
  };
}
