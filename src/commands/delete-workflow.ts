/** `automl delete workflow`: everything that a workflow has in a namespace, and nothing of anybody else. */
import { exitCode, type ExitCode } from '../errors.ts';
import { plural } from '../report/units.ts';
import { chooseProject, type NamedWorkflow } from './choose-project.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export type DeleteWorkflowRequest = ConnectionRequest & NamedWorkflow;

export async function deleteWorkflow(request: DeleteWorkflowRequest, world: World): Promise<ExitCode> {
  const { name } = request;
  return withCluster(request, world, async ({ api }) => {
    const { projectsOf, removeProject } = await import('../backends/kubernetes/inventory/inventory.ts');
    const { deleteSecretsOf, secretsOf } = await import('../backends/kubernetes/secrets/kept-secret.ts');
    const projects = await projectsOf(api, name);
    // It need not have run for secrets to be kept for it.
    const hasRun = projects.length > 0 || (await secretsOf(api, name)).length === 0;
    const removed = hasRun ? await removeProject(api, name, chooseProject(projects, request, api.namespace).id) : 0;
    // They are of all repositories that have a workflow of this name.
    const count = removed + (projects.length > 1 ? 0 : await deleteSecretsOf(api, name));
    world.out.write(`workflow ${name} deleted from namespace ${api.namespace}: ${plural(count, 'object')}\n`);
    return exitCode.ok;
  });
}
