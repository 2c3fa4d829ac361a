/** Which children of a wide fan-out share a pod, one after the other: there, most of a short child's time is the pod's start. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { TaskOrder } from '../../backend.ts';

export interface PodPlace {
  /** In an Indexed Job. */
  readonly index: number;
  /** Which of the children that share the pod, from 0; null: it is alone there. */
  readonly rank: number | null;
}

/** Children from which on pods are shared. */
const fewest = 64;
/** Pods for each place, one after the other: one that is slow must not keep many others waiting. */
const podsAPlace = 4;
/** Children in one pod: its termination message has room for so many hashes. */
const most = 50;

/** @param orders of one Job */
export function podsFor(step: PlanStep, orders: readonly TaskOrder[]): number {
  const children = orders.length;
  const pods = podsAPlace * (orders[0]?.parallel ?? children);
  if (children < fewest || children <= pods || !sharesPods(step, orders[0])) return children;
  return Math.max(pods, Math.ceil(children / most));
}

/**
 * Code that surely has an agent, in a pod as we make it. What has to run again runs alone: whatever took its pod away may
 * do so again. With `on_lost: fail` nobody's pod may take others with it.
 */
function sharesPods({ code, onLost, pod, service }: PlanStep, first: TaskOrder | undefined): boolean {
  const hasAgent = code.kind === 'python' || code.kind === 'notebook';
  return hasAgent && service === undefined && onLost !== 'fail' && pod.patch === null && first?.attempt === 1;
}

/** Of children in their order: neighbours share a pod, and no pod has two more than another. */
export function podPlaces(children: number, pods: number): readonly PodPlace[] {
  return Array.from({ length: children }, (_, place) => {
    const index = Math.floor((place * pods) / children);
    const first = firstIn(index, children, pods);
    return { index, rank: firstIn(index + 1, children, pods) - first === 1 ? null : place - first };
  });
}

function firstIn(index: number, children: number, pods: number): number {
  return Math.ceil((index * children) / pods);
}
