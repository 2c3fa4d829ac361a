/** Pods, Jobs and events with the texts of Kubernetes' own source, for what one machine can't bring about. */
import type { Event, Job, Node, Pod } from '../../../../../src/backends/kubernetes/client/types.ts';

type Status = NonNullable<Pod['status']>;
type Spec = Partial<NonNullable<Pod['spec']>>;

export function pod(status: Status, spec: Spec = {}, metadata: Pod['metadata'] = {}): Pod {
  return {
    metadata: { name: 'train-x7k2p', namespace: 'ml', uid: 'u1', ...metadata },
    spec: { containers: [{ name: 'step', image: 'team/train:1' }], nodeName: 'node-1', ...spec },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }], ...status },
  };
}

export function unschedulable(message: string, spec: Spec = {}): Pod {
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
  const { nodeName, ...unbound } = pod({ conditions }, spec).spec ?? { containers: [] };
  return { ...pod({ conditions }), spec: nodeName === undefined ? unbound : { ...unbound } };
}

export function waiting(reason: string, message: string, spec: Spec = {}): Pod {
  const state = { waiting: { reason, message } };
  return pod(
    { containerStatuses: [{ name: 'step', image: '', imageID: '', ready: false, restartCount: 0, state }] },
    spec,
  );
}

export function terminated(
  exitCode: number,
  reason: string,
  message = '',
  status: Status = {},
  metadata: Pod['metadata'] = {},
): Pod {
  const state = { terminated: { exitCode, reason, message } };
  const container = { name: 'step', image: 'team/train:1', imageID: '', ready: false, restartCount: 0, state };
  return pod({ phase: 'Failed', containerStatuses: [container], ...status }, {}, metadata);
}

export function disrupted(reason: string, message: string): Pod {
  return terminated(137, 'Error', '', { conditions: [{ type: 'DisruptionTarget', status: 'True', reason, message }] });
}

export function event(reason: string, message: string, kind = 'Pod', name = 'train-x7k2p'): Event {
  return { metadata: {}, involvedObject: { kind, name, namespace: 'ml' }, reason, message, type: 'Warning' };
}

export function job(status: Job['status'] = {}): Job {
  return { metadata: { name: 'train', namespace: 'ml' }, spec: { template: {}, parallelism: 1 }, status };
}

export function refused(message: string): readonly [Job, Event] {
  return [job(), event('FailedCreate', `Error creating: ${message}`, 'Job', 'train')];
}

export function node(allocatable: Record<string, string>, taints: NonNullable<Node['spec']>['taints'] = []): Node {
  return { metadata: { name: 'n' }, spec: { taints }, status: { allocatable } };
}
