/** The last lines of logs, for reports of runs whose logs the cluster keeps. */
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { taskKey, type Task } from '../plan/plan.ts';
import { tailLines } from '../records/log-tail.ts';

/** @param id of the run @throws ApiError */
export async function keptTails({ api }: Cluster, id: string): Promise<(task: Task) => readonly string[]> {
  const { readKeptLogs } = await import('../backends/kubernetes/inventory/inventory.ts');
  const logs = [...(await readKeptLogs(api, id))].sort((a, b) => a.attempt - b.attempt);
  // Of the last attempt.
  const tails = new Map(logs.map((log) => [taskKey(log), log.text.trimEnd().split('\n').slice(-tailLines)]));
  return (task) => tails.get(taskKey(task)) ?? [];
}
