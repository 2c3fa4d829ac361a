/** `automl suspend`, `resume`, `trigger` and `delete schedule`: one schedule, where it stands. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { DeployedSchedule } from '../backends/kubernetes/inventory/schedules.ts';
import { isFinal } from '../engine/view.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { ScheduleStore } from '../schedule/store.ts';
import { loadWorkflow } from '../workflow/load.ts';
import { withCluster } from './choose-setup.ts';
import { repositoryOf } from './file-place.ts';
import { loadTarget } from './prepare.ts';
import { ScheduleStores, type StoresRequest } from './schedule-stores.ts';
import { chooseSchedule, seenSchedules, type SeenSchedule } from './seen-schedules.ts';
import type { World } from './world.ts';

export interface SwitchRequest extends StoresRequest {
  /** Folder or workflow file at hand; it need not have the schedule, nor be there. */
  readonly target: string;
  /** Of the schedule, or `workflow/schedule`. */
  readonly name: string;
}

type Switches = Pick<ScheduleStore, 'suspend' | 'resume' | 'trigger'>;

export async function suspendSchedule(request: SwitchRequest, world: World): Promise<ExitCode> {
  return onSchedule(request, world, async (store, { name }) => {
    await store.suspend(name);
    return `schedule ${name} is suspended; automl resume ${name} lets it go on`;
  });
}

export async function resumeSchedule(request: SwitchRequest, world: World): Promise<ExitCode> {
  return onSchedule(request, world, async (store, { name }) => {
    await store.resume(name);
    return `schedule ${name} fires again`;
  });
}

/** @param request `at`: ISO time that the run stands for; absent: now */
export async function triggerSchedule(
  { at, ...request }: SwitchRequest & { readonly at?: string },
  world: World,
): Promise<ExitCode> {
  const moment = at === undefined ? world.now() : Date.parse(at);
  if (Number.isNaN(moment))
    throw new AutomlError('USAGE', `--scheduled-at "${at ?? ''}" is not a time like 2026-03-01T03:00:00Z`);
  return onSchedule(request, world, async (store, { name }) => {
    const started = await store.trigger(name, new Date(moment).toISOString());
    return `started ${started}; automl get schedule ${name} --history shows its run`;
  });
}

/** Of a cluster: what the file names is made again by the next sync. */
export async function deleteSchedule(request: SwitchRequest, world: World): Promise<ExitCode> {
  return withCluster(request, world, async ({ api }) => {
    const { deployed } = await findDeployed(api, request, world);
    const { object } = deployed;
    await api.delete('CronJob', object);
    world.out.write(`cronjob/${object} is deleted; its runs stay\n`);
    for (const id of await runsThatGoOn(api, deployed)) {
      const ways = `automl attach ${id} -n ${api.namespace} drives it from where you are, automl cancel ${id} ends it`;
      world.err.write(`note: run ${id} goes on, and has lost its driver: ${ways}\n`);
    }
    return exitCode.ok;
  });
}

/** Ids. The pods that drive them go with the CronJob. */
async function runsThatGoOn(
  api: KubeApi,
  { workflow, name, repository }: DeployedSchedule,
): Promise<readonly string[]> {
  const { storedRuns } = await import('../backends/kubernetes/inventory/inventory.ts');
  const { runs } = await storedRuns(api, workflow);
  return runs
    .filter((run) => run.repository === repository && run.record.schedule?.name === name)
    .flatMap(({ record }) => (isFinal(record.state) ? [] : record.id));
}

async function onSchedule(
  request: SwitchRequest,
  world: World,
  act: (store: Switches, schedule: Pick<SeenSchedule, 'name'>) => Promise<string>,
): Promise<ExitCode> {
  const say = (sentence: string): ExitCode => {
    world.out.write(`${sentence}\n`);
    return exitCode.ok;
  };
  const name = nameAtCi(request, world);
  if (name === null) {
    return withCluster(request, world, async ({ api }) => {
      const { deployed } = await findDeployed(api, request, world);
      return say(await act(await switchesOf(api, deployed.object, world), deployed));
    });
  }
  const stores = ScheduleStores.of(loadTarget({ target: request.target, params: [] }, world), request, world);
  try {
    return say(await act(await stores.need('ci'), { name }));
  } finally {
    await stores.close();
  }
}

/** Null: the file at hand has none of this name that its CI starts. */
function nameAtCi({ target, name }: SwitchRequest, world: World): string | null {
  const { workflow } = loadWorkflow(target, world);
  const found = workflow?.schedules.find((each) => [each.name, `${workflow.name}/${each.name}`].includes(name));
  return found?.backend === 'ci' ? found.name : null;
}

/** @throws AutomlError NOT_FOUND, USAGE where it may be several @throws ApiError */
export async function findDeployed(
  api: KubeApi,
  { target, name }: Pick<SwitchRequest, 'target' | 'name'>,
  world: World,
): Promise<SeenSchedule & { readonly deployed: NonNullable<SeenSchedule['deployed']> }> {
  const { deployedSchedules } = await import('../backends/kubernetes/inventory/inventory.ts');
  const { workflow, root } = loadWorkflow(target, world);
  const [deployed, repository] = await Promise.all([deployedSchedules(api), repositoryOf({ root })]);
  const sources = { workflow, repository, deployed, known: null, runs: [], now: world.now() };
  const found = chooseSchedule(seenSchedules(sources), name);
  if (found.deployed !== null) return { ...found, deployed: found.deployed };
  const where = `namespace ${api.namespace} has no CronJob of schedule "${found.name}"`;
  const fix =
    found.backend === 'ci' ? 'the CI starts it: take it out of the file and sync' : 'automl schedule sync makes it';
  throw new AutomlError('NOT_FOUND', `${where}: ${fix}`);
}

/** Of one CronJob, whoever owns it. */
export async function switchesOf(api: KubeApi, object: string, { now }: Pick<World, 'now'>): Promise<Switches> {
  const { suspend, resume, trigger } = await import('../backends/kubernetes/scheduling/store.ts');
  const cronJob = await api.get('CronJob', object);
  if (cronJob === null) throw new AutomlError('NOT_FOUND', `cronjob/${object} is gone`);
  return {
    suspend: () => suspend(api, cronJob, now()),
    resume: () => resume(api, cronJob, now()),
    trigger: (_name, at) => trigger(api, cronJob, at, now()),
  };
}
