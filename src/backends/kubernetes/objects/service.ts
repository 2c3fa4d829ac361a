/** A service step: a Deployment and a Service that outlive the run, and are the same objects in the next one. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Service as ServiceSettings } from '../../../workflow/model.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type Container, type Deployment, type Meta, type Service } from '../client/types.ts';
import { labels, lastingLabels, ownerNotes, serviceSelector, stepLabels } from './labels.ts';
import { serviceName } from './names.ts';
import { podTemplate } from './pod.ts';
import type { RunFacts } from './run-facts.ts';

/** Seconds between two looks at whether it is up. */
const startPeriod = 1;
const readyPeriod = 2;
/** Seconds for an answer. */
const probeTimeout = 2;
/** Seconds for the controllers, in which nothing of ours happens. */
const slack = 30;

export interface ServiceObjects {
  readonly deployment: Deployment;
  readonly service: Service;
}

/** @throws Error for a step that is no service @throws AutomlError PREFLIGHT for one that is told more than fits */
export function serviceObjects(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder): ServiceObjects {
  const settings = step.service;
  if (settings === undefined) throw new Error(`${step.name} is no service`);
  return {
    deployment: deployment(facts, plan, step, order, settings),
    service: {
      apiVersion: kinds.Service.apiVersion,
      kind: 'Service',
      metadata: meta(facts, step),
      spec: {
        selector: { ...serviceSelector(facts, step.name) },
        ports: [{ name: 'http', port: settings.port, targetPort: settings.port }],
      },
    },
  };
}

function deployment(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  order: TaskOrder,
  settings: ServiceSettings,
): Deployment {
  const minReadySeconds = Math.ceil(settings.minReadySeconds);
  return {
    apiVersion: kinds.Deployment.apiVersion,
    kind: 'Deployment',
    metadata: meta(facts, step),
    spec: {
      replicas: settings.replicas,
      selector: { matchLabels: { ...serviceSelector(facts, step.name) } },
      minReadySeconds,
      revisionHistoryLimit: settings.revisionHistoryLimit,
      progressDeadlineSeconds: Math.ceil(step.startTimeout) + minReadySeconds + slack,
      // Never fewer than before.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: podTemplate({
        facts,
        plan,
        step,
        order,
        children: null,
        most: 1,
        lasts: probes(settings, step.startTimeout),
      }),
    },
  };
}

function meta(facts: RunFacts, step: PlanStep): Meta {
  const { owner, workflow, id } = facts;
  return {
    name: serviceName(workflow, step.name, owner),
    labels: { ...lastingLabels(facts), ...stepLabels(step) },
    annotations: { ...ownerNotes(owner), [labels.deployedBy]: id },
  };
}

function probes(
  { port, health }: ServiceSettings,
  startTimeout: number,
): Pick<Container, 'startupProbe' | 'readinessProbe'> {
  const check = health === undefined ? { tcpSocket: { port } } : { httpGet: { path: health, port } };
  return {
    // Requirements are installed before the code listens.
    startupProbe: {
      ...check,
      periodSeconds: startPeriod,
      timeoutSeconds: probeTimeout,
      failureThreshold: Math.max(1, Math.ceil(startTimeout / startPeriod)),
    },
    readinessProbe: { ...check, periodSeconds: readyPeriod, timeoutSeconds: probeTimeout },
  };
}
