/** On this machine or in a cluster: what was asked for, else the cluster that the surroundings name, else this machine. */
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { AutomlError } from '../errors.ts';
import { runsFolder } from '../records/file-store.ts';
import type { ExecuteRequest } from './execute.ts';
import type { LoadedTarget } from './prepare.ts';
import { requireNamespace } from './policy.ts';
import { localSetup } from './setup-local.ts';
import type { RunSetup } from './setup.ts';
import type { World } from './world.ts';

/** How to reach a cluster. */
export interface ConnectionRequest {
  /** Content, base64 of the content, or path of a kubeconfig. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly proxyUrl?: string;
}

export interface ClusterRequest extends ConnectionRequest {
  readonly backend?: 'local' | 'kubernetes' | 'auto';
  /** Of the run, where that is known before. */
  readonly runId?: string;
  /** The same key means the same run. */
  readonly runKey?: string;
  /** The repository as its forge names it; absent: what git says of its origin. */
  readonly repository?: { readonly forge: string; readonly id: string; readonly name?: string };
  /** The name that a person gave the workflow, where it is not the file's. */
  readonly alias?: string;
}

export async function chooseSetup(
  request: ExecuteRequest,
  { workflow, recordsRoot }: LoadedTarget,
  world: World,
): Promise<RunSetup> {
  const connected = await clusterOf(request, world);
  if (connected === null) {
    if (request.detach === true)
      throw new AutomlError('USAGE', 'on this machine nothing would go on with a run: --detach needs a cluster');
    return localSetup(request, workflow, runsFolder(recordsRoot), world);
  }
  try {
    const { kubernetesSetup } = await import('./setup-kubernetes.ts');
    return await kubernetesSetup(request, connected, recordsRoot, world);
  } catch (error) {
    await connected.close();
    throw error;
  }
}

/** The cluster that a run would go to; null: it would stay on this machine. @throws AutomlError when one is asked for and there is none */
export async function clusterOf(request: ClusterRequest, world: World) {
  const asked = asksForCluster(request);
  if (request.backend === 'local' || !(asked || surroundingsName(world))) return null;
  const connected = await connect(request, world);
  // Who names a namespace does not want the steps on this machine.
  if (connected === null && asked) throw noCluster();
  return connected;
}

/** By an option, and not by the surroundings alone. */
export function asksForCluster({ backend, kubeconfig, context, namespace, proxyUrl }: ClusterRequest): boolean {
  return backend === 'kubernetes' || [kubeconfig, context, namespace, proxyUrl].some((text) => text !== undefined);
}

/** `~/.kube/config` alone does not count, since it names whatever was used last. */
function surroundingsName({ env }: World): boolean {
  return Boolean(env['KUBECONFIG']) || Boolean(env['KUBERNETES_SERVICE_HOST']);
}

/**
 * The client costs time to load, and does not load on older Nodes: only when a cluster is really used. Null: there is none.
 * @throws AutomlError PREFLIGHT for a namespace that the policy does not allow
 */
export async function connect(request: ConnectionRequest & { readonly target?: string }, world: World) {
  requireNode(world);
  const { openCluster } = await import('../backends/kubernetes/client/cluster.ts');
  const cluster = await openCluster(request, world);
  if (cluster === null) return null;
  try {
    requireNamespace(cluster.api.namespace, request.target ?? '.', world);
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

/** @throws AutomlError PREFLIGHT for a Node on which the client does not load */
export function requireNode({ node }: Pick<World, 'node'>): void {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 19)) {
    throw new AutomlError(
      'PREFLIGHT',
      `a cluster needs Node 22.19 or newer, and this is Node ${node}: use a newer one, or --backend local`,
    );
  }
}

/** @throws AutomlError when there is none */
export async function connectOrFail(request: ConnectionRequest, world: World) {
  const connected = await connect(request, world);
  if (connected === null) throw noCluster();
  return connected;
}

/** @throws AutomlError when there is none, and what `use` throws, when the connection is closed */
export async function withCluster<T>(
  request: ConnectionRequest,
  world: World,
  use: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const cluster = await connectOrFail(request, world);
  try {
    return await use(cluster);
  } finally {
    await cluster.close();
  }
}

function noCluster(): AutomlError {
  const ways = 'give --kubeconfig FILE or --context NAME, or set KUBECONFIG';
  return new AutomlError('USAGE', `no cluster is configured: ${ways}`);
}
