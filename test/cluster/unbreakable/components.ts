/** The processes of this machine's own cluster, to be slowed down or started anew. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runChild } from '../child.ts';
import { connect } from '../kubectl.ts';

export type Component = 'etcd' | 'kube-apiserver' | 'kube-controller-manager';

/** It stands still for so many seconds, and goes on. @throws Error where the cluster is not our own */
export async function freeze(component: Component, seconds: number): Promise<void> {
  const pid = pidOf(component);
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(seconds * 1000);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** It is killed, and started anew some seconds later. @throws Error where the cluster is not our own */
export async function restart(component: Component, seconds: number): Promise<void> {
  process.kill(pidOf(component), 'SIGKILL');
  await sleep(seconds * 1000);
  const cluster = path.join(import.meta.dirname, '..', 'kubernetes', 'cluster');
  const { code, stderr } = await runChild(cluster, ['up'], { env: { AUTOML_CLUSTER_FAST: '1' } });
  if (code !== 0) throw new Error(`the cluster did not come up again: ${stderr.slice(-2000)}`);
}

function pidOf(component: Component): number {
  const { kubeconfig, own } = connect();
  if (!own) throw new Error('only the components of our own cluster can be reached');
  return Number(readFileSync(path.join(path.dirname(kubeconfig), 'run', `${component}.pid`), 'utf8'));
}
