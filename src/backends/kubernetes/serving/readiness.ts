/** Whether what was rolled out is up, or never will be. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Deployment, Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';

/** Seconds: probes begin a little after the container, and times are whole seconds. */
const slack = 2;

/**
 * Every replica is of this revision and available: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 * @param generation the least that the controller must have seen
 */
export function isComplete({ metadata, spec, status }: Deployment, generation: number): boolean {
  const wanted = spec?.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= Math.max(generation, metadata?.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) >= wanted &&
    (status?.availableReplicas ?? 0) >= wanted &&
    (status?.replicas ?? 0) <= wanted
  );
}

/** The sentence about a server that ended before it was ready: the second time says the same as the hundredth. */
export function crashOf({ metadata, status }: Pod, step: Pick<PlanStep, 'service' | 'startTimeout'>): string | null {
  // One that is being deleted was told to end.
  if (metadata?.deletionTimestamp !== undefined) return null;
  const container = status?.containerStatuses?.find(({ name }) => name === stepContainer);
  const ended = container?.state?.terminated ?? container?.lastState?.terminated;
  // One that has been up and is busy, or was started anew long ago, has not crashed.
  if (container === undefined || ended === undefined || container.ready || container.started === true) return null;
  if (container.restartCount < 1 && container.state?.terminated === undefined) return null;
  if (livedFor(ended) >= step.startTimeout - slack) return lateSentence(step);
  if (ended.reason === 'OOMKilled') return 'the service was killed because its memory ran out: raise resources.memory';
  return `the service exited with ${String(ended.exitCode)} before it was ready`;
}

/** Seconds. */
function livedFor({ startedAt, finishedAt }: { readonly startedAt?: string; readonly finishedAt?: string }): number {
  return startedAt === undefined || finishedAt === undefined
    ? 0
    : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}

/** The kubelet has ended it because its startup probe failed all the time: how it took that does not matter. */
function lateSentence({ service, startTimeout }: Pick<PlanStep, 'service' | 'startTimeout'>): string {
  const health = service?.health?.path;
  const problem =
    health === undefined ? `did not listen on port ${String(service?.port ?? '')}` : `GET ${health} did not answer 2xx`;
  return `${problem} within ${String(startTimeout)} s (start_timeout)`;
}
