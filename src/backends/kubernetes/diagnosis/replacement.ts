/** Whether a Job goes on with another pod, by itself: what the cluster disrupts does not count for its `podFailurePolicy`. */
import type { Job, Pod } from '../client/types.ts';
import { disruptionOf, disruptionTarget } from './disruption.ts';

/** Expects that the pod has ended, and that the Job has not. */
export function isReplaced(job: Job, pod: Pod): boolean {
  const ignores = job.spec?.podFailurePolicy !== undefined;
  return ignores && disruptionTarget(pod) !== null && pod.status?.phase !== 'Succeeded';
}

/** One line for people. @param pod null: nobody saw how it ended */
export function replacementSentence(pod: Pod | null): string {
  const cause = (pod === null ? null : disruptionOf(pod)) ?? 'its pod is gone';
  const node = pod?.spec?.nodeName;
  return `${cause}${node === undefined ? '' : ` (${node})`}; its Job starts it again`;
}
