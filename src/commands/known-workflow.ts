/** Whether a namespace has a workflow: `create` makes one that is new, `update` changes one that is there. */
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { AutomlError } from '../errors.ts';
import { connectOrFail, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface WantedWorkflow {
  readonly verb: 'create' | 'update';
  readonly name: string;
  readonly url: string;
  readonly owner: Owner;
}

/** @throws AutomlError USAGE for one that is there, NOT_FOUND for one that is not */
export async function requireKnown(wanted: WantedWorkflow, request: ConnectionRequest, world: World): Promise<void> {
  const { verb, name, url, owner } = wanted;
  const cluster = await connectOrFail(request, world);
  try {
    const { api } = cluster;
    const { hasWorkflow } = await import('../backends/kubernetes/known-workflow.ts');
    const isThere = await hasWorkflow(api, owner, name);
    if (isThere === (verb === 'update')) return;
    const where = owner.environment === null ? '' : ` in environment ${owner.environment}`;
    const whose = `${owner.forge === 'local' ? '' : `${owner.forge}/`}${owner.repository} ${owner.file}`;
    throw isThere
      ? new AutomlError(
          'USAGE',
          `namespace ${api.namespace} has the workflow ${name} of ${whose}${where} already: automl update workflow ${name} ${url}`,
        )
      : new AutomlError(
          'NOT_FOUND',
          `namespace ${api.namespace} has no workflow ${name} of ${whose}${where}: automl create workflow ${name} ${url}`,
        );
  } finally {
    await cluster.close();
  }
}
