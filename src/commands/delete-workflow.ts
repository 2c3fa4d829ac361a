/** `automl delete workflow`: everything that a workflow has in a namespace, and nothing of anybody else. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { plural } from '../report/units.ts';
import { connectOrFail, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface DeleteWorkflowRequest extends ConnectionRequest {
  readonly name: string;
  /** Which one, where several repositories have a workflow of that name; as the message lists them. */
  readonly project?: string;
}

export async function deleteWorkflow(request: DeleteWorkflowRequest, world: World): Promise<ExitCode> {
  const { api, close } = await connectOrFail(request, world);
  try {
    const { projectsOf, removeProject } = await import('../backends/kubernetes/remove-project.ts');
    const projects = await projectsOf(api, request.name);
    const wanted = request.project === undefined ? projects : projects.filter(({ id }) => id === request.project);
    const [project] = wanted;
    if (project === undefined) {
      throw new AutomlError('NOT_FOUND', `namespace ${api.namespace} holds nothing of a workflow "${request.name}"`);
    }
    if (wanted.length > 1) {
      const list = wanted.map(({ id, repository, file }) => `\n  --project ${id}  ${repository} ${file}`).join('');
      throw new AutomlError('USAGE', `${wanted.length} repositories have a workflow "${request.name}" here; say which:${list}`);
    }
    const count = await removeProject(api, request.name, project.id);
    world.out.write(`workflow ${request.name} deleted from namespace ${api.namespace}: ${plural(count, 'object')}\n`);
    return exitCode.ok;
  } finally {
    await close();
  }
}
