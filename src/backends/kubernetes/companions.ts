/** The containers of a step's pod: the step's own, those that the file's `pod:` adds, and those of somebody else. */
import type { PlanStep } from '../../plan/plan.ts';
import type { ContainerStatus, Pod } from './client/types.ts';
import { stepContainer } from './layout.ts';
import { mergePodSpec } from './objects/merge.ts';

/** Names of those that our own template has; a mesh or a policy may add more when the pod is made. */
export function ownContainers({ pod }: Pick<PlanStep, 'pod'>): ReadonlySet<string> {
  const { containers, initContainers = [] } = mergePodSpec({ containers: [{ name: stepContainer }] }, pod.patch);
  return new Set([...containers, ...initContainers].map(({ name }) => name));
}

export type Role =
  /** Ends before the next one begins. */
  | 'init'
  /** Begins as an init container and then goes on beside the others. */
  | 'sidecar'
  | 'main';

export interface PodContainer {
  readonly role: Role;
  readonly status: ContainerStatus;
}

/** All that have a status, in the order in which they begin. */
export function containersOf({ spec, status }: Pod): readonly PodContainer[] {
  const sidecars = new Set(
    (spec?.initContainers ?? []).flatMap(({ name, restartPolicy }) => (restartPolicy === 'Always' ? [name] : [])),
  );
  return [
    ...(status?.initContainerStatuses ?? []).map((each): PodContainer => {
      return { role: sidecars.has(each.name) ? 'sidecar' : 'init', status: each };
    }),
    ...(status?.containerStatuses ?? []).map((each): PodContainer => ({ role: 'main', status: each })),
  ];
}

/** It runs, or has run: there is something to read. */
export function hasPrinted({ state, lastState }: ContainerStatus): boolean {
  return state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined;
}

/** Some container of the pod has a log. */
export function hasLog(pod: Pod): boolean {
  return containersOf(pod).some(({ status }) => hasPrinted(status));
}

/** It has failed in a way that keeps those behind it from starting. */
export function hasFailedBefore({ role, status: { state } }: PodContainer): boolean {
  if (state?.waiting?.reason === 'CrashLoopBackOff') return role !== 'main';
  return role === 'init' && (state?.terminated?.exitCode ?? 0) !== 0;
}

/** It will not run again, whatever its exit code: the kubelet restarts sidecars, and all of a Deployment's. */
export function hasEnded({ spec }: Pod, { role, status: { state } }: PodContainer): boolean {
  if (state?.terminated === undefined || role === 'sidecar') return false;
  return spec?.restartPolicy === 'Never' || (role === 'init' && state.terminated.exitCode === 0);
}
