/** Why something that was created does not get to run. */
import type { Deployment, Event, Job, Pod } from '../client/types.ts';
import { refusalTrouble } from './admission.ts';
import { claimsOf, claimTrouble } from './claim.ts';
import { containerTrouble } from './container.ts';
import { mountTrouble } from './mount.ts';
import { eventsAbout, latest, messageOfEvent } from './recent-events.ts';
import { schedulingTrouble, type ClusterFacts } from './scheduling.ts';
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/** `events`: of the pod and, where they can be had, of the claims that it mounts. Null: nothing is in its way. */
export function troubleOfPod(pod: Pod, events: readonly Event[], facts: ClusterFacts = {}): Trouble | null {
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return null;
  const own = eventsAbout(events, 'Pod', pod.metadata?.name);
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.reason === 'SchedulingGated') {
    const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name).join(', ');
    return passing('scheduling', `is held back by the scheduling gate ${gates}: a queue of the cluster lets it go`);
  }
  if (scheduled?.status === 'False') return schedulingTrouble(pod, scheduled.message ?? '', events, facts);
  if (scheduled === undefined && pod.spec?.nodeName === undefined) return unseen(pod, events, facts);
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  for (const status of [...initContainerStatuses, ...containerStatuses]) {
    const trouble = containerTrouble(pod, status, own);
    if (trouble !== null) return trouble;
  }
  if (containerStatuses.some(({ state }) => state?.running !== undefined)) return null;
  return nodeTrouble(pod, own) ?? sidecarTrouble(pod);
}

/** `events`: of the Job. Null when nothing keeps it from creating its pods. */
export function troubleOfJob(job: Job, events: readonly Event[]): Trouble | null {
  if ((job.status?.active ?? 0) >= (job.spec?.parallelism ?? 1)) return null;
  const event = latest(eventsAbout(events, 'Job', job.metadata?.name), ['FailedCreate', 'SuccessfulCreate']);
  if (event?.reason === 'FailedCreate')
    return refusalTrouble(messageOfEvent(event), job.metadata?.namespace ?? 'default');
  if (job.spec?.suspend !== true) return null;
  return passing('scheduling', 'its Job is suspended: a queue of the cluster lets it go');
}

/** `pods` and `events`: of the Deployment's newest ReplicaSet, where they can be had. */
export function troubleOfDeployment(
  deployment: Deployment,
  events: readonly Event[] = [],
  pods: readonly Pod[] = [],
): Trouble | null {
  const conditions = deployment.status?.conditions ?? [];
  const refused = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  const refusal =
    refused === undefined ? null : refusalTrouble(refused.message ?? '', deployment.metadata?.namespace ?? 'default');
  const troubles = [refusal, ...pods.map((pod) => troubleOfPod(pod, events))].filter((trouble) => trouble !== null);
  const trouble = troubles.find((candidate) => candidate.permanent) ?? troubles[0] ?? null;
  const late = conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded');
  if (!late || trouble?.permanent === true) return trouble;
  const limit = `${deployment.spec?.progressDeadlineSeconds ?? 600} s`;
  const why = trouble === null ? probeOf(pods, events) : `: ${trouble.sentence}`;
  return permanent('not-ready', `was not ready within ${limit}${why}`);
}

/** Nobody has looked at it yet: normal for a moment, and for ever where its scheduler does not exist. */
function unseen(pod: Pod, events: readonly Event[], facts: ClusterFacts): Trouble | null {
  // Its volume is made after the node was chosen and before it is told so.
  if (isAwaited(pod, events, facts)) return claimTrouble(pod, events, facts.claims ?? []);
  const scheduler = pod.spec?.schedulerName ?? 'default-scheduler';
  if (scheduler === 'default-scheduler') return null;
  return passing('scheduling', `waits for the scheduler "${scheduler}" to choose a node`);
}

/** What keeps a node from starting the first container. */
function nodeTrouble(pod: Pod, events: readonly Event[]): Trouble | null {
  const event = latest(events, [
    'FailedMount',
    'FailedAttachVolume',
    'FailedCreatePodSandBox',
    'NetworkNotReady',
    'Started',
  ]);
  if (event === null) return null;
  switch (event.reason) {
    case 'FailedMount':
    case 'FailedAttachVolume':
      return mountTrouble(pod, event);
    case 'FailedCreatePodSandBox':
    case 'NetworkNotReady':
      return networkTrouble(messageOfEvent(event));
    case undefined:
    default:
      return null;
  }
}

function networkTrouble(said: string): Trouble {
  const [, handler] = /no runtime for "([^"]+)" is configured/.exec(said) ?? [];
  if (handler !== undefined)
    return passing('node', `its node has no container runtime "${handler}", which the pod's runtime class names`);
  const cause = said.split(': ').slice(-2).join(': ');
  return passing('network', `its node can't give it a network: ${clause(cause)}`);
}

/** A sidecar that runs and does not get ready holds back everything behind it. */
function sidecarTrouble(pod: Pod): Trouble | null {
  for (const { name, restartPolicy } of pod.spec?.initContainers ?? []) {
    const status = pod.status?.initContainerStatuses?.find((candidate) => candidate.name === name);
    if (restartPolicy !== 'Always' || status?.state?.running === undefined || status.started === true) continue;
    return passing('sidecar', `waits for its sidecar "${name}", which runs and is not ready: its startup probe fails`);
  }
  return null;
}

/** What the probe of a replica that runs says. */
function probeOf(pods: readonly Pod[], events: readonly Event[]): string {
  const names = pods.map(({ metadata }) => metadata?.name);
  const event = latest(
    events.filter(({ involvedObject }) => names.includes(involvedObject.name)),
    ['Unhealthy'],
  );
  if (event === null) return '';
  const said = messageOfEvent(event)
    .replace(/^R/, 'r')
    .replace(/dial tcp \S+:(\d+): connect: connection refused/, 'nothing listens on port $1')
    .replace(/(https?:\/\/)[^/"]+:(\d+)/, '$1localhost:$2');
  return `: its ${clause(said)}`;
}

/** One of its claims is known not to be bound. */
function isAwaited(pod: Pod, events: readonly Event[], { claims = [] }: ClusterFacts): boolean {
  return claimsOf(pod).some(
    (name) =>
      claims.some(({ metadata, status }) => metadata?.name === name && status?.phase === 'Pending') ||
      eventsAbout(events, 'PersistentVolumeClaim', name).length > 0,
  );
}
