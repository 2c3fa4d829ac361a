/** What the namespace itself says: whether it is there, and whether it gives each pod a user. */
import { ApiError, type KubeApi } from '../client/api.ts';
import { readable, unreadable } from './readable.ts';

export interface NamespaceFacts {
  /** Pods get their user from the namespace (OpenShift), and must not name one. */
  readonly assignsUsers: boolean;
  /** Why nothing can run in it. */
  readonly problem: string | null;
}

const userRange = 'openshift.io/sa.scc.uid-range';

export async function readNamespace(api: KubeApi): Promise<NamespaceFacts> {
  const { namespace: name } = api;
  const namespace = await readable(api.get('Namespace', name));
  if (namespace === unreadable) return { assignsUsers: await isOpenShift(api), problem: null };
  if (namespace === null) {
    const problem = `namespace ${name} does not exist on ${api.server}: kubectl create namespace ${name}, or name another one`;
    return { assignsUsers: false, problem };
  }
  const isGoing = namespace.metadata?.deletionTimestamp !== undefined || namespace.status?.phase === 'Terminating';
  return {
    assignsUsers: namespace.metadata?.annotations?.[userRange] !== undefined,
    problem: isGoing
      ? `namespace ${name} is being deleted: wait until it is gone and create it anew, or name another one`
      : null,
  };
}

/** By its API group, which everybody may ask for. */
async function isOpenShift(api: KubeApi): Promise<boolean> {
  try {
    await api.request({ method: 'GET', path: '/apis/security.openshift.io' });
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}
