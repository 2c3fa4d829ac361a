/** What commands in comments ask of runs that were begun before: the end of those that go on, the params of one. */
import path from 'node:path';
import { messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { workflowPath } from '../workflow/load.ts';
import { attach, type AttachRequest } from './attach.ts';
import { clusterOf, type ClusterRequest } from './choose-setup.ts';
import { fileIn, repositoryFolder } from './file-place.ts';
import { ownerOf } from './owner.ts';
import type { World } from './world.ts';

type Told = Pick<AttachRequest, 'output' | 'logLevel'>;

/** Waits for their end. @returns ids; none where there is no cluster @throws AutomlError */
export async function cancelRunsOf(
  { pull, reason }: { readonly pull: number; readonly reason: string },
  request: ClusterRequest & Told & { readonly target: string },
  world: World,
): Promise<readonly string[]> {
  const cluster = await clusterOf(request, world);
  if (cluster === null) return [];
  const { openRunsOf, requestCancel } = await import('../backends/kubernetes/inventory/inventory.ts');
  const { projectId } = await import('../backends/kubernetes/objects/owner.ts');
  const file = workflowPath(request.target, world.cwd);
  const root = path.dirname(file);
  const place = { root, file: fileIn(repositoryFolder(root) ?? root, { root, file }), environment: null };
  try {
    const { api } = cluster;
    const ids = await openRunsOf(api, projectId(await ownerOf(request, place, world)), pull);
    // At once, as each may take a while to end.
    await Promise.all(ids.map((id) => requestCancel(api, id, reason)));
    for (const id of ids) {
      await attach({ ...request, run: id, cancel: reason }, world).catch((error: unknown) => {
        // One that is only being begun ends by itself when it sees that.
        world.err.write(`warning: the end of run ${id} was not awaited: ${messageOf(error)}\n`);
      });
    }
    return ids;
  } finally {
    await cluster.close();
  }
}

/** Null: no cluster keeps the run. @throws AutomlError */
export async function paramsOfRun(id: string, request: ClusterRequest, world: World): Promise<Plan['params'] | null> {
  const cluster = await clusterOf(request, world);
  if (cluster === null) return null;
  const { readPlan } = await import('../backends/kubernetes/inventory/inventory.ts');
  try {
    return (await readPlan(cluster.api, id))?.plan.params ?? null;
  } finally {
    await cluster.close();
  }
}
