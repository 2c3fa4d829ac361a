/**
 * A simulated node: a stand-in for a kubelet that starts no process. Pods that are bound to it run and end as a real node's
 * would, with the words of our agent, after what a test says that their code does (simulated/deed.ts); their logs can be
 * read; they can be deleted, evicted and preempted. Images, volumes, probes and deadlines are not looked at.
 *
 * Every pod of a namespace made with `namespace` comes here, whoever made it, and no other pod does.
 */
import { randomBytes } from 'node:crypto';
import type { Pod } from '../../src/backends/kubernetes/client/types.ts';
import { reachableAddress } from './extras/address.ts';
import { connect } from './kubectl.ts';
import type { NamespaceOptions } from './namespace.ts';
import { ApiServer } from './simulated/api-server.ts';
import { kubeletCertificate } from './simulated/certificate.ts';
import { byWords, type Act } from './simulated/deed.ts';
import { startKubeletServer } from './simulated/kubelet-server.ts';
import { mark, registerNode, removeNode, sweepNodes } from './simulated/node.ts';
import { PodLife } from './simulated/pod-life.ts';
import type { ChildrenMaps } from './simulated/told.ts';

export interface SimulatedNode {
  readonly name: string;
  readonly namespace: Pick<NamespaceOptions, 'annotations'>;
  /** Every pod that came here, as it was when it came. */
  readonly pods: readonly Pod[];
  /** What went wrong with the stand-in itself. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** @throws Error where the API server can't reach this machine, or the kubeconfig is not an administrator's */
export async function startSimulatedNode(act: Act = byWords): Promise<SimulatedNode> {
  const server = await ApiServer.open(connect().kubeconfig);
  await sweepNodes(server, new Date());
  const name = `simulated-${randomBytes(3).toString('hex')}`;
  const address = await reachableAddress();
  const lives = new Map<string, PodLife>();
  const find = (namespace: string, pod: string, container: string) => {
    const life = lives.get(`${namespace}/${pod}`);
    return life === undefined ? null : (life.logOf(container) ?? 'waiting');
  };
  const kubelet = await startKubeletServer(await kubeletCertificate(server, name, address), find);
  const endHeartbeat = await registerNode(server, { name, address, port: kubelet.port });
  const stop = new AbortController();
  const pods: Pod[] = [];
  const complaints: string[] = [];
  const complain = (error: unknown): void => {
    if (!stop.signal.aborted) complaints.push(error instanceof Error ? (error.stack ?? '') : String(error));
  };
  const followed = follow(server, name, stop.signal, { act, lives, pods, complain });
  return {
    name,
    namespace: { annotations: annotationsFor(name) },
    pods,
    complaints,
    close: async () => {
      endHeartbeat();
      stop.abort();
      await followed;
      await kubelet.close();
      await removeNode(server, name);
      server.close();
    },
  };
}

interface Followed {
  readonly act: Act;
  /** By namespace and name. */
  readonly lives: Map<string, PodLife>;
  readonly pods: Pod[];
  readonly complain: (error: unknown) => void;
}

async function follow(server: ApiServer, node: string, signal: AbortSignal, followed: Followed): Promise<void> {
  const { act, lives, pods, complain } = followed;
  const maps: ChildrenMaps = new Map();
  const known = new Set<string>();
  for await (const { type, object } of server.watch<Pod>('/api/v1/pods', `spec.nodeName=${node}`, signal)) {
    const { namespace = '', name = '', uid = '' } = object.metadata ?? {};
    const key = `${namespace}/${name}`;
    if (type === 'DELETED') lives.delete(key);
    else if (known.has(uid)) lives.get(key)?.see(object);
    else {
      known.add(uid);
      pods.push(object);
      lives.set(key, new PodLife(object, { server, act, maps, complain }));
    }
  }
}

/** Admission plugins PodNodeSelector and PodTolerationRestriction. */
function annotationsFor(node: string): Readonly<Record<string, string>> {
  return {
    'scheduler.alpha.kubernetes.io/node-selector': `${mark}=${node}`,
    'scheduler.alpha.kubernetes.io/defaultTolerations': JSON.stringify([{ key: mark, operator: 'Exists' }]),
  };
}
