/** The pod of a step: what PodSecurity `restricted` lets through, in any image. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import type { PodSpec, PodTemplate } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { container } from './container.ts';
import { cloudIdentity, outsideMeshes } from './injectors.ts';
import { labels, labelValue, lastingLabels, ownLabels, stepLabels, type Labels } from './labels.ts';
import { mergePodSpec } from './merge.ts';
import { restrictedPod } from './restricted.ts';
import type { RunFacts } from './run-facts.ts';
import type { Serving } from './serving.ts';
import { storeOf } from './spec.ts';
import { podVolumes } from './volumes.ts';

export interface PodParts {
  readonly facts: RunFacts;
  readonly plan: BackendPlan;
  readonly step: PlanStep;
  readonly order: TaskOrder;
  /** ConfigMaps with what each pod of an Indexed Job does; null: the pod is alone. */
  readonly children: readonly string[] | null;
  /** Children that it runs one after the other, at most. */
  readonly most: number;
  /** A step ends; a service does not. */
  readonly lasts: LastingPod | null;
}

/** What a pod has that outlives its run: nothing in it may name that run. */
export interface LastingPod {
  readonly serving: Serving;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly topologySpreadConstraints: NonNullable<PodSpec['topologySpreadConstraints']>;
}

/** Seconds for the agent to say how the code ended, after the code's own grace. */
const lastWords = 5;
/** Seconds that the kubelet may be late. */
const slack = 30;
/** First port that needs no privilege. */
const firstOpenPort = 1024;

export function podTemplate(parts: PodParts): PodTemplate {
  const { facts, step, order, children, lasts } = parts;
  const shared = storeOf(facts, step);
  const place: Readonly<Record<string, string>> =
    shared?.sharesNode === true ? { [labels.store]: labelValue(shared.claim) } : {};
  const told = children === null ? order : { attempt: order.attempt, task: { step: step.name } };
  const own =
    lasts === null
      ? { ...ownLabels(facts), ...stepLabels(step, told), ...outsideMeshes.labels }
      : { ...lastingLabels(facts), ...stepLabels(step), ...lasts.labels };
  return {
    metadata: {
      labels: { ...own, ...place, ...(step.pod.serviceAccount === undefined ? {} : cloudIdentity) },
      annotations: {
        // For `kubectl logs` where somebody adds containers.
        'kubectl.kubernetes.io/default-container': stepContainer,
        ...(lasts === null ? outsideMeshes.annotations : lasts.annotations),
      },
    },
    spec: mergePodSpec(podSpecOf(parts, place), step.pod.patch),
  };
}

function podSpecOf(parts: PodParts, place: Readonly<Record<string, string>>): PodSpec {
  const { facts, plan, step, order, children, most, lasts } = parts;
  const { volumes, volumeMounts } = podVolumes(facts, step, children);
  const one = container({ facts, plan, step, order, volumeMounts, isIndexed: children !== null });
  const deadline = lasts === null ? deadlineOf(step, facts.grace, most) : null;
  return {
    restartPolicy: lasts === null ? 'Never' : 'Always',
    ...(deadline === null ? {} : { activeDeadlineSeconds: deadline }),
    terminationGracePeriodSeconds: Math.ceil(facts.grace) + lastWords + (step.service?.drain ?? 0),
    enableServiceLinks: false,
    automountServiceAccountToken: false,
    securityContext: securityContext(facts, step),
    containers: [{ ...one, ...lasts?.serving }],
    volumes,
    ...(lasts === null ? {} : { topologySpreadConstraints: lasts.topologySpreadConstraints }),
    ...placement(step, place),
  };
}

/** Seconds. The agent ends the code in time; this is for when the agent can't. */
function deadlineOf({ timeout, startTimeout }: PlanStep, grace: number, most: number): number | null {
  return timeout === undefined ? null : Math.ceil((startTimeout + timeout + grace) * most) + slack;
}

function securityContext(facts: RunFacts, { service }: PlanStep): PodSpec['securityContext'] & object {
  return {
    ...restrictedPod(facts),
    // Each pod has a network of its own, where no port is worth a privilege.
    ...(service === undefined || service.port >= firstOpenPort
      ? {}
      : { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }),
  };
}

function placement({ pod }: PlanStep, place: Readonly<Record<string, string>>): Partial<PodSpec> {
  return {
    ...(Object.keys(pod.nodeSelector).length === 0 ? {} : { nodeSelector: { ...pod.nodeSelector } }),
    ...(pod.tolerations.length === 0
      ? {}
      : {
          tolerations: pod.tolerations.map(({ seconds, ...toleration }) => ({
            ...toleration,
            ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
          })),
        }),
    ...(pod.priorityClass === undefined ? {} : { priorityClassName: pod.priorityClass }),
    ...(pod.imagePullSecrets.length === 0 ? {} : { imagePullSecrets: pod.imagePullSecrets.map((name) => ({ name })) }),
    ...(pod.serviceAccount === undefined ? {} : { serviceAccountName: pod.serviceAccount }),
    ...(Object.keys(place).length === 0 ? {} : { affinity: { podAffinity: nextTo(place) } }),
  };
}

/** On the node of those that have the volume already; the first of them may go anywhere. */
function nextTo(place: Readonly<Record<string, string>>): NonNullable<NonNullable<PodSpec['affinity']>['podAffinity']> {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: { ...place } }, topologyKey: 'kubernetes.io/hostname' },
    ],
  };
}
