/**
 * Why no node takes a pod. The scheduler's message counts nodes by reason, and says whether removing other pods would
 * help (pkg/scheduler/framework/types.go, FitError).
 */
import type { Claim, Event, Node, Pod } from '../client/types.ts';
import { claimTrouble } from './claim.ts';
import { missingClaim } from './missing.ts';
import { eventsAbout, latest, messageOfEvent } from './recent-events.ts';
import { hurdleOf, type Hurdle } from './hurdle.ts';
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/**
 * Seconds until it is sure that nobody adds a node: the cluster autoscaler looks every 10 s, and reports what it does on
 * the pod.
 */
const autoscalerPatience = 60;

export interface ClusterFacts {
  /** All nodes, where we may list them. */
  readonly nodes?: readonly Node[];
  /** The claims that the pod mounts. */
  readonly claims?: readonly Claim[];
}

/** `said`: the message of the pod's condition PodScheduled, or of its last FailedScheduling event. */
export function schedulingTrouble(pod: Pod, said: string, events: readonly Event[], facts: ClusterFacts): Trouble {
  const [, claim] = /persistentvolumeclaim "([^"]+)" not found/.exec(said) ?? [];
  if (claim !== undefined) return missingClaim(claim, pod.metadata?.namespace ?? 'default');
  if (/unbound immediate PersistentVolumeClaims|didn't find available persistent volumes/.test(said)) {
    return claimTrouble(pod, events, facts.claims ?? []);
  }
  if (/no nodes available/.test(said)) {
    return passing('scheduling', 'the cluster has no node that takes pods');
  }
  const own = eventsAbout(events, 'Pod', pod.metadata?.name);
  const scaling = latest(own, ['TriggeredScaleUp', 'NotTriggerScaleUp', 'Nominated']);
  if (scaling !== null && isScaling(scaling)) {
    return passing('scheduling', 'waits for the node that the cluster is adding for it');
  }
  const hurdles = reasonsOf(said).map((reason) => hurdleOf(reason, pod, facts.nodes ?? [], isHelpless(said)));
  if (hurdles.length === 0) return passing('scheduling', `no node takes it: ${clause(said)}`);
  const hopeless = hurdles.every(({ lasting }) => lasting);
  const code = (hurdles.find(({ lasting }) => lasting === hopeless) ?? hurdles[0])?.code ?? 'scheduling';
  const sentence = sentenceOf(hurdles);
  return hopeless ? permanent(code, sentence, scaling === null ? autoscalerPatience : 0) : passing(code, sentence);
}

/** Also while the autoscaler waits before it tries again. */
function isScaling(event: Event): boolean {
  return event.reason !== 'NotTriggerScaleUp' || /in backoff|not ready/.test(messageOfEvent(event));
}

function sentenceOf(hurdles: readonly Hurdle[]): string {
  const [first] = hurdles;
  if (hurdles.length === 1 && first !== undefined) return first.sentence;
  const unique = [...new Set(hurdles.map(({ sentence }) => sentence))];
  return `no node takes it: ${unique.join('; ')}`;
}

/** The texts after the counts of nodes, in the scheduler's order. */
function reasonsOf(said: string): readonly string[] {
  const [, listed = ''] = /nodes are available: (.*?)(?:\. (?:no new claims|preemption:)|\.?$)/s.exec(said) ?? [];
  return [...listed.matchAll(/(?:^|, )\d+ ([^,{]+(?:\{[^}]*\})?[^,]*)/g)].map(([, reason = '']) => reason.trim());
}

/** On no node would the removal of pods of less priority make room. Absent in the message: not known. */
function isHelpless(said: string): boolean {
  const [, preemption = ''] = /preemption: (.*)$/s.exec(said) ?? [];
  return /Preemption is not helpful/.test(preemption) && !/No preemption victims/.test(preemption);
}
