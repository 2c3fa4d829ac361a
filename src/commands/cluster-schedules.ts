/** The schedules of a file that CronJobs start: what their runs start from, and as what. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { driverImage } from '../backends/kubernetes/objects/runner-image.ts';
import { readNamespace } from '../backends/kubernetes/preflight/namespace.ts';
import type { Starts } from '../backends/kubernetes/scheduling/cron-jobs.ts';
import { cronJobsOf, type Project } from '../backends/kubernetes/scheduling/project.ts';
import { clusterSchedules } from '../backends/kubernetes/scheduling/store.ts';
import type { Sync } from '../backends/kubernetes/scheduling/sync.ts';
import { orderOf } from '../backends/kubernetes/scheduling/told.ts';
import type { ScheduleStore } from '../schedule/store.ts';
import { isAncestor } from '../source/git.ts';
import { parseRemote } from '../source/remote-url.ts';
import { readSource, type Source } from '../source/source.ts';
import { plainDriver } from '../workflow/driver.ts';
import type { Workflow } from '../workflow/model.ts';
import type { ClusterRequest } from './choose-setup.ts';
import { placeOf } from './file-place.ts';
import { originOf, ownerOf } from './owner.ts';
import type { LoadedTarget, PlanTarget } from './prepare.ts';
import { scheduledEnvironment } from './scheduled-environment.ts';
import type { World } from './world.ts';

export interface StoreRequest extends Pick<ClusterRequest, 'repository' | 'alias'> {
  /** An older commit may change the schedules of a newer one. */
  readonly allowOlder?: boolean;
  /** What the forge knows better than the checkout. */
  readonly commit?: PlanTarget['commit'];
}

/** Of a file that was read. @param close lets go of the connection */
export async function clusterStore(
  target: LoadedTarget,
  request: StoreRequest,
  { api, close }: { readonly api: KubeApi; readonly close: () => Promise<void> },
  world: World,
): Promise<ScheduleStore> {
  const { workflow, root } = target;
  const { file } = await placeOf(target);
  const owner = await ownerOf(request, { root, file, environment: scheduledEnvironment(workflow) }, world);
  const project = await knownProject(api, { owner, workflow: workflow.name }, request.repository !== undefined);
  const about = { api, project, now: world.now };
  return clusterSchedules({
    ...about,
    syncing: async () => {
      const source = await readSource(root);
      const { assignsUsers } = await readNamespace(api);
      const commit = { ...source.commit, ...request.commit };
      return syncOf({ workflow, source, commit, assignsUsers, allowsOlder: request.allowOlder === true }, world);
    },
    close,
  });
}

/** A person speaks of what the CI has made, where it has: only the forge's own jobs know its id of the repository. */
async function knownProject(api: KubeApi, project: Project, isOfForge: boolean): Promise<Project> {
  if (isOfForge) return project;
  const { own, twins } = await cronJobsOf(api, project);
  const [twin] = twins;
  const order = twin === undefined || own.length > 0 ? null : orderOf(twin);
  return order === null ? project : { owner: order.owner, workflow: order.workflow };
}

export interface SyncParts extends Pick<Starts, 'commit' | 'assignsUsers'> {
  readonly workflow: Workflow;
  readonly source: Pick<Source, 'root' | 'files'>;
  readonly allowsOlder: boolean;
}

/** What the runs of all schedules of the file start from, and whether they may take the place of what is there. */
export async function syncOf(
  { workflow, source, commit, assignsUsers, allowsOlder }: SyncParts,
  world: World,
): Promise<Pick<Sync, 'starts' | 'order'>> {
  const { env } = world;
  const driver = workflow.driver ?? plainDriver;
  const seconds = env['AUTOML_LEASE_SECONDS'];
  const steps = [...workflow.stages.flatMap((stage) => stage.steps), ...workflow.finally];
  const starts: Starts = {
    source,
    commit,
    url: commit.url ?? (await repositoryUrl(source.root, env)),
    driver,
    image: driverImage(driver, world),
    imagePullSecrets: [...new Set(steps.flatMap(({ pod }) => pod.imagePullSecrets))],
    env: seconds ? [{ name: 'AUTOML_LEASE_SECONDS', value: seconds }] : [],
    assignsUsers,
  };
  const isBefore = (other: string): Promise<boolean | null> =>
    commit.head === null ? Promise.resolve(null) : isAncestor(source.root, commit.head, other);
  return { starts, order: { commit, isBefore, allowsOlder } };
}

/** As the CI names it, else the origin; without a login, which would be seen by everybody. Null: there is none on a server. */
async function repositoryUrl(root: string, env: World['env']): Promise<string | null> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, CI_PROJECT_URL: project } = env;
  if (env['GITHUB_ACTIONS'] === 'true' && server && name) return `${server}/${name}.git`;
  if (env['GITLAB_CI'] === 'true' && project) return `${project}.git`;
  const origin = await originOf(root);
  return parseRemote(origin) === null ? null : withoutLogin(origin);
}

/** ssh wants the name, and has no use for the password. */
function withoutLogin(url: string): string {
  return url.replace(/^(https?:\/\/)[^@/]*@/, '$1').replace(/^(ssh:\/\/[^@/:]*):[^@/]*@/, '$1@');
}
