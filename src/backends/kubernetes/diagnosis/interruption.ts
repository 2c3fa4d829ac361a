/** What the objects of an attempt tell of an end that came from outside. */
import type { ContainerStatus, Job, Pod } from '../client/types.ts';
import { numbersIn } from '../objects/ranges.ts';
import { disruptionTarget } from './disruption.ts';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** Its container was told to stop before it ended: that it exited with 0 then says nothing about its work. */
export function wasInterrupted(pod: Pod, { finishedAt }: Terminated): boolean {
  if (disruptionTarget(pod) !== null) return true;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata ?? {};
  if (deletionTimestamp === undefined) return false;
  // The timestamp is the end of the grace. Both are whole seconds.
  const asked = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return finishedAt === undefined || Date.parse(finishedAt) >= asked;
}

/** It has not ended, and nobody has asked it to. */
export function goesOn({ metadata, status }: Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata?.deletionTimestamp === undefined;
}

/** Its one pod, or that of each index, has succeeded and ended. */
export function isComplete({ status }: Job): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Complete' && is === 'True');
}

/** The pod at this index, or the only one, has ended, whatever became of it since. @param index null: there is only one */
export function hasEndedAt(job: Job, index: number | null): boolean {
  if (index === null) return isComplete(job);
  const { completedIndexes = '', failedIndexes = '' } = job.status ?? {};
  return [completedIndexes, failedIndexes].some((text) => numbersIn(text).includes(index));
}

/** Its one pod has failed, or was never made. */
export function hasFailed({ status }: Job): boolean {
  return (status?.conditions ?? []).some(
    ({ type, status: is }) => (type === 'Failed' || type === 'FailureTarget') && is === 'True',
  );
}
