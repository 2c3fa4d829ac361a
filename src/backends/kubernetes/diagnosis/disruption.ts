/** Why the cluster itself ended a pod, or refused to start it on the node it was bound to. */
import type { Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { amountOf, quantity } from './amount.ts';
import { clause } from './trouble.ts';

type Condition = NonNullable<NonNullable<Pod['status']>['conditions']>[number];

export const preemptionSentence = 'a pod of higher priority took its place: give it a higher priority_class';

/** The cluster ends it, or has, for a reason of its own: a Job that ignores this makes another pod. */
export function disruptionTarget(pod: Pod): Condition | null {
  return pod.status?.conditions?.find(({ type, status }) => type === 'DisruptionTarget' && status === 'True') ?? null;
}

/** One plain sentence about what is not the pod's fault; null: the cluster did not end it. */
export function disruptionOf(pod: Pod): string | null {
  const { reason = '', message = '' } = pod.status ?? {};
  if (reason === 'Evicted') return excessOf(pod) === null ? evictionSentence(message, pod) : null;
  const condition = disruptionTarget(pod);
  const told = conditionSentence(condition?.reason ?? '', condition?.message ?? message);
  if (told !== null) return told;
  switch (reason) {
    case 'Terminated':
    case 'Shutdown':
    case 'NodeShutdown':
      return 'its node was shut down while it ran';
    case 'NodeLost':
      return 'its node was lost';
    case 'Preempting':
      return 'a critical pod took its place on the node';
    case 'NodeAffinity':
    case 'UnexpectedAdmissionError':
    case 'UnexpectedPodFailure':
      return `its node refused to run it: ${clause(message)}`;
    default:
      return crowdingSentence(reason);
  }
}

/** It was evicted since it used more than it may, as it will again. Null: it was not. */
export function excessOf(pod: Pod): string | null {
  const { reason, message = '' } = pod.status ?? {};
  if (reason !== 'Evicted') return null;
  const [, volume, size = ''] =
    /Usage of EmptyDir volume "([^"]+)" exceeds the (?:total )?limit "([^"]+)"/.exec(message) ?? [];
  if (volume !== undefined) {
    return `was evicted: its volume ${placeOf(volume, pod)} held more than its limit of ${plainAmount(size)}: raise the volume's size`;
  }
  const [, limit] =
    /exceeded its local ephemeral storage limit "([^"]+)"/.exec(message) ??
    /ephemeral local storage usage exceeds the total limit of containers (\S+?)\.? *$/.exec(message) ??
    [];
  if (limit === undefined) return null;
  return `was evicted: it wrote more than its limit of ${plainAmount(limit)} of ephemeral storage to the node's disk: write less, or to a volume`;
}

/** The kubelet will have none of it, now or later. */
export function rejectionOf({ status }: Pod): string | null {
  const message = status?.message ?? '';
  if (!/Pod was rejected|Predicate \S+ failed/.test(message)) return null;
  return `its node refused to run it: ${clause(message)}`;
}

/** Reasons of the condition DisruptionTarget: staging/src/k8s.io/api/core/v1/types.go. */
function conditionSentence(reason: string, message: string): string | null {
  switch (reason) {
    case 'PreemptionByScheduler':
      return preemptionSentence;
    case 'EvictionByEvictionAPI':
      return 'was evicted while it ran: its node was drained, or the cluster was scaled down';
    case 'DeletionByTaintManager':
      return 'was evicted while it ran: its node got a taint that it does not tolerate, or was lost';
    case 'DeletionByPodGC':
      return 'its node was lost or deleted while it ran';
    case 'TerminationByKubelet':
      return /preempt/i.test(message)
        ? 'a critical pod took its place on the node'
        : 'its node was shut down while it ran';
    default:
      return reason === '' ? null : `the cluster ended it: ${clause(message === '' ? reason : message)}`;
  }
}

/** Messages of pkg/kubelet/eviction/helpers.go. Thresholds and usage differ from run to run and stay out. */
function evictionSentence(message: string, pod: Pod): string {
  const [, resource] = /The node was low on resource: ([\w./-]+?)\. /.exec(`${message} `) ?? [];
  if (resource === undefined) {
    const [, condition] = /The node had condition: \[?([^\].]+)/.exec(message) ?? [];
    return condition === undefined
      ? `was evicted from its node: ${clause(message)}`
      : `was evicted: its node had ${condition}`;
  }
  const [, request] =
    new RegExp(`was using [^,]+, request is ([^,]+), has larger consumption of ${resource}`).exec(message) ?? [];
  const asked = request === undefined ? '' : `, and it used more than ${askedFor(resource, request)}`;
  const fix = resource === 'memory' ? ': raise resources.memory to what it needs' : '';
  const fallback =
    resource !== 'memory' && request === undefined && (pod.spec?.nodeName ?? '') !== ''
      ? ': use the store for large files'
      : '';
  return `was evicted: its node ran out of ${resource}${asked}${fix}${fallback}`;
}

/** As the file says it, where it does; volumes have names of our own. */
function placeOf(volume: string, { spec }: Pod): string {
  const mounts = spec?.containers.find(({ name }) => name === stepContainer)?.volumeMounts ?? [];
  const path = mounts.find(({ name }) => name === volume)?.mountPath;
  return path === undefined ? `"${volume}"` : `at ${path}`;
}

function askedFor(resource: string, request: string): string {
  return quantity(request) === 0
    ? 'it asks for (nothing)'
    : `the ${amountOf(resource, request).replace(/ of .*$/, '')} it asks for`;
}

function plainAmount(size: string): string {
  return amountOf('memory', size).replace(' of memory', '');
}

/** `OutOfcpu` and the like: pkg/kubelet/lifecycle/predicate.go. */
function crowdingSentence(reason: string): string | null {
  const [, resource] = /^OutOf(\S+)$/.exec(reason) ?? [];
  return resource === undefined ? null : `its node had no ${resource} left when it came: another pod was faster`;
}
