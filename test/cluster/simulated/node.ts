/** A node that nobody but us knows to be none: its object, its heartbeat, and its end. */
import type { Node, Pod } from '../../../src/backends/kubernetes/client/types.ts';
import { Refused, type ApiServer } from './api-server.ts';

/** Label and taint of such nodes; its value is the node's name. */
export const mark = 'automl-test/simulated';
/** Milliseconds between two signs of life. */
const heartbeat = 10_000;
/** Seconds without one after which the process that played a node must be dead. */
const forgotten = 60;
/** More pods than any test makes. */
const capacity = {
  cpu: '100000',
  memory: '100Ti',
  pods: '10000',
  'ephemeral-storage': '100Ti',
  'nvidia.com/gpu': '1000',
};

const nodes = '/api/v1/nodes';
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

export interface NodePlace {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** Registers it and keeps it alive until the returned function is called. @throws Refused */
export async function registerNode(server: ApiServer, { name, address, port }: NodePlace): Promise<() => void> {
  const now = new Date().toISOString();
  const labels = { [mark]: name, 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
  const taints = [{ key: mark, value: name, effect: 'NoSchedule' }];
  const ready = { type: 'Ready', status: 'True', reason: 'Simulated', lastHeartbeatTime: now, lastTransitionTime: now };
  const status = {
    addresses: [{ type: 'InternalIP', address }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
    capacity,
    allocatable: capacity,
    conditions: [ready],
  };
  const body = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: { taints }, status };
  await server.ask('POST', nodes, { body });
  const spec = () => ({
    holderIdentity: name,
    leaseDurationSeconds: 40,
    renewTime: new Date().toISOString().replace('Z', '000Z'),
  });
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name }, spec: spec() };
  await server.ask('POST', leases, { body: lease });
  const timer = setInterval(() => {
    const renewed = { body: { spec: spec() }, type: 'application/merge-patch+json' } as const;
    // One that is missed is made up for by the next.
    server.ask('PATCH', `${leases}/${name}`, renewed).catch(() => undefined);
  }, heartbeat);
  return () => {
    clearInterval(timer);
  };
}

/** Takes the node away with all that was to run there, which nobody else would end. @throws Refused */
export async function removeNode(server: ApiServer, name: string): Promise<void> {
  await unlessGone(server.ask('DELETE', `${nodes}/${name}`));
  const bound = `/api/v1/pods?fieldSelector=${encodeURIComponent(`spec.nodeName=${name}`)}`;
  const { items } = await server.ask<{ readonly items: readonly Pod[] }>('GET', bound);
  await Promise.all(items.map((pod) => removePod(server, pod)));
  await unlessGone(server.ask('DELETE', `${leases}/${name}`));
}

/** At once, whatever it does: what the kubelet says when its containers have ended. @throws Refused */
export async function removePod(server: ApiServer, { metadata }: Pod): Promise<void> {
  const { namespace = '', name = '', uid = '' } = metadata ?? {};
  const body = { gracePeriodSeconds: 0, preconditions: { uid } };
  await unlessGone(server.ask('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`, { body }));
}

/** Removes nodes whose process has died. @throws Refused */
export async function sweepNodes(server: ApiServer, now: Date): Promise<void> {
  const query = `labelSelector=${encodeURIComponent(mark)}`;
  const { items } = await server.ask<{ readonly items: readonly Node[] }>('GET', `${nodes}?${query}`);
  for (const { metadata } of items) {
    const { name = '', creationTimestamp = '' } = metadata ?? {};
    const lease = await unlessGone(server.ask<{ spec: { renewTime: string } }>('GET', `${leases}/${name}`));
    const seen = Date.parse(lease?.spec.renewTime ?? creationTimestamp);
    if (now.getTime() - seen > forgotten * 1000) await removeNode(server, name);
  }
}

/** Null: it is not there, or is another one of that name. @throws Refused */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 409)) return null;
    throw error;
  }
}
