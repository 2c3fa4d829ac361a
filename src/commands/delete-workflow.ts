/** `automl delete workflow`: everything that a workflow has in a namespace, and nothing of anybody else. */
import type { Project } from '../backends/kubernetes/remove-project.ts';
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
  const { name } = request;
  const cluster = await connectOrFail(request, world);
  try {
    const { api } = cluster;
    const { projectsOf, removeProject } = await import('../backends/kubernetes/remove-project.ts');
    const project = choose(await projectsOf(api, name), request, api.namespace);
    const count = await removeProject(api, name, project.id);
    world.out.write(`workflow ${name} deleted from namespace ${api.namespace}: ${plural(count, 'object')}\n`);
    return exitCode.ok;
  } finally {
    await cluster.close();
  }
}

/** @throws AutomlError when it is none, or may be several */
function choose(
  projects: readonly Project[],
  { name, project }: Pick<DeleteWorkflowRequest, 'name' | 'project'>,
  namespace: string,
): Project {
  const wanted = project === undefined ? projects : projects.filter(({ id }) => id === project);
  const [first] = wanted;
  if (first !== undefined && wanted.length === 1) return first;
  if (projects.length === 0) {
    throw new AutomlError('NOT_FOUND', `namespace ${namespace} holds nothing of a workflow "${name}"`);
  }
  const list = projects.map((each) => `\n  --project ${each.id}  ${inWords(each)}`).join('');
  if (project !== undefined) {
    throw new AutomlError('NOT_FOUND', `workflow "${name}" has no project "${project}" here; it has${list}`);
  }
  throw new AutomlError('USAGE', `${projects.length} repositories have a workflow "${name}" here; say which:${list}`);
}

function inWords({ repository, file, environments }: Project): string {
  return `${repository} ${file}${environments.length === 0 ? '' : ` (${environments.join(', ')})`}`;
}
