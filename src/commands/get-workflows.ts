/** `automl get workflows`, `get workflow` and `describe workflow`: what a namespace has, by workflow. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { DeployedEnvironment } from '../backends/kubernetes/inventory/environments.ts';
import type { Resource } from '../backends/kubernetes/inventory/resources.ts';
import type { KnownWorkflow } from '../backends/kubernetes/inventory/workflows.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { renderFacts, renderSection } from '../report/facts.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { chooseProject, type NamedWorkflow } from './choose-project.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { runRow, shortTime } from './get.ts';
import { logs } from './logs.ts';
import type { World } from './world.ts';

export interface GetWorkflowsRequest extends ConnectionRequest {
  readonly output: ViewFormat;
}

export async function getWorkflows({ output, ...address }: GetWorkflowsRequest, world: World): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { knownWorkflows } = await import('../backends/kubernetes/inventory/inventory.ts');
    const workflows = await knownWorkflows(api);
    const listing = {
      value: workflows,
      rows: workflows.map(workflowRow),
      more: workflows.map(({ project, last_run }) => ({ run: last_run?.id ?? '–', project })),
      empty: `no workflows in namespace ${api.namespace}`,
    };
    world.out.write(renderListing(listing, output, world));
    return exitCode.ok;
  });
}

function workflowRow({ namespace, workflow, repository, file, environments, services, last_run }: KnownWorkflow): Row {
  return {
    namespace,
    workflow,
    repository,
    file,
    environments: environments.join(', ') || '–',
    services: services.join(', ') || '–',
    'last run': last_run?.started_at == null ? '–' : shortTime(last_run.started_at),
    state: last_run?.state ?? '–',
  };
}

export interface GetWorkflowRequest extends ConnectionRequest, NamedWorkflow {
  readonly output: ViewFormat;
  /** In place of its resources: what its last run printed. */
  readonly logs?: boolean;
}

/** What it has in the cluster, step by step; wide: a line for each thing that is known of each. */
export async function getWorkflow(request: GetWorkflowRequest, world: World): Promise<ExitCode> {
  const { output, name } = request;
  if (request.logs === true) return lastLogs(request, world);
  return withCluster(request, world, async ({ api }) => {
    const { resourcesOf } = await import('../backends/kubernetes/inventory/inventory.ts');
    const known = await choose(api, request);
    const [{ resources }, deployed] = await Promise.all([resourcesOf(api, known), environmentsOf(api, known)]);
    const listing = {
      value: { ...known, deployed, resources },
      rows: output === 'wide' ? resources.flatMap((each) => wideRows(known, each)) : resources.map(resourceRow),
      more: [],
      empty: `workflow ${name} has neither services nor a run that can be read`,
    };
    world.out.write(renderListing(listing, output, world));
    return exitCode.ok;
  });
}

export async function describeWorkflow(request: GetWorkflowRequest, world: World): Promise<ExitCode> {
  if (request.output === 'json' || request.output === 'yaml') return getWorkflow(request, world);
  return withCluster(request, world, async ({ api }) => {
    const { resourcesOf, storedRuns } = await import('../backends/kubernetes/inventory/inventory.ts');
    const known = await choose(api, request);
    const [{ resources, run }, deployed, { runs }] = await Promise.all([
      resourcesOf(api, known),
      environmentsOf(api, known),
      storedRuns(api, known.workflow, known.project),
    ]);
    const options = request.output === 'wide' ? { ...world, tty: false } : world;
    const facts = {
      workflow: known.workflow,
      namespace: known.namespace,
      repository: known.repository,
      file: known.file,
      'last run': run === null ? null : `${run.id} ${run.state}`,
      project: known.project,
    };
    const sections = [
      renderFacts(facts, options),
      renderSection('environments', deployed.map(environmentRow), options),
      renderSection('services and steps', resources.map(resourceRow), options),
      renderSection(
        'runs',
        runs.map(({ record }) => runRow(record)),
        options,
      ),
    ];
    world.out.write(sections.join(''));
    return exitCode.ok;
  });
}

async function lastLogs(request: GetWorkflowRequest, world: World): Promise<ExitCode> {
  const id = await withCluster(request, world, async ({ api }) => {
    const { last_run } = await choose(api, request);
    if (last_run !== null) return last_run.id;
    throw new AutomlError('NOT_FOUND', `namespace ${api.namespace} has no run of workflow "${request.name}" any more`);
  });
  const all = { steps: [], follow: false, previous: false };
  return logs({ ...request, ...all, run: id, target: '.', backend: 'auto' }, world);
}

/** @throws AutomlError when it is none, or may be several @throws ApiError */
async function choose(api: KubeApi, wanted: NamedWorkflow): Promise<KnownWorkflow> {
  const { knownWorkflows } = await import('../backends/kubernetes/inventory/inventory.ts');
  const candidates = (await knownWorkflows(api, wanted.name)).map((known) => ({ ...known, id: known.project, known }));
  return chooseProject(candidates, wanted, api.namespace).known;
}

async function environmentsOf(api: KubeApi, known: KnownWorkflow): Promise<readonly DeployedEnvironment[]> {
  const { deployedEnvironments } = await import('../backends/kubernetes/inventory/inventory.ts');
  return deployedEnvironments(api, known);
}

function environmentRow({ environment, commit, run, driver }: DeployedEnvironment): Row {
  return { environment, commit: commit?.slice(0, 7) ?? '–', run: run ?? '–', 'deploys now': driver ?? '–' };
}

function resourceRow({ kind, stage, step, state, facts }: Resource): Row {
  return { kind, stage, step, state, what: facts['url'] ?? facts['executable'] ?? '', reason: facts['reason'] ?? '' };
}

/** As the tables of valeger/automl: one thing that is known a line. */
function wideRows({ namespace, workflow }: KnownWorkflow, { kind, stage, step, state, facts }: Resource): Row[] {
  return Object.entries({ state, ...facts }).map(([key, value]) => {
    return { namespace, workflow, kind, stage, step, key, value };
  });
}
