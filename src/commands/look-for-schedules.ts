/** Where schedules are looked for: the file at hand, its CI, the namespace that a run would go to, and the records of both. */
import { messageOf } from '../errors.ts';
import type { KnownSchedule } from '../schedule/store.ts';
import { loadWorkflow } from '../workflow/load.ts';
import { repositoryOf } from './file-place.ts';
import { loadTarget } from './prepare.ts';
import { inPlaces, type Places, type PlacesRequest } from './places.ts';
import { scheduledRuns } from './scheduled-runs.ts';
import { seenSchedules, type ScheduleSources, type SeenSchedule } from './seen-schedules.ts';
import { ScheduleStores, type StoresRequest } from './schedule-stores.ts';
import type { World } from './world.ts';

export interface SchedulesRequest extends PlacesRequest, Pick<StoresRequest, 'forge'> {}

export interface FoundSchedules {
  readonly schedules: readonly SeenSchedule[];
  /** Where they were looked for, for people. */
  readonly place: string;
}

/** What can't be asked is a warning, and the rest is there. @throws AutomlError for a cluster that was asked for */
export async function lookForSchedules(request: SchedulesRequest, world: World): Promise<FoundSchedules> {
  const { workflow, file, root } = loadWorkflow(request.target, world);
  return inPlaces(request, world, async (places) => {
    const [repository, runs, deployed, known] = await Promise.all([
      repositoryOf({ root }),
      places.list(),
      deployedIn(places, world),
      workflow?.schedules.some(({ backend }) => backend === 'ci') === true ? knownToCi(request, world) : null,
    ]);
    const sources: ScheduleSources = {
      ...{ workflow, repository, deployed, known },
      runs: scheduledRuns(runs),
      now: world.now(),
    };
    const namespace = places.cluster === null ? '' : ` and namespace ${places.cluster.api.namespace}`;
    return { schedules: seenSchedules(sources), place: `${file}${namespace}` };
  });
}

/** Null: nobody could be asked. */
async function deployedIn({ cluster }: Places, world: World): Promise<ScheduleSources['deployed']> {
  if (cluster === null) return null;
  const { deployedSchedules } = await import('../backends/kubernetes/inventory/inventory.ts');
  return deployedSchedules(cluster.api).catch((error: unknown) => {
    world.err.write(`warning: CronJobs are not shown: ${messageOf(error)}\n`);
    return null;
  });
}

/** Null: it can't be asked. */
async function knownToCi(request: SchedulesRequest, world: World): Promise<readonly KnownSchedule[] | null> {
  const stores = ScheduleStores.of(loadTarget({ target: request.target, params: [] }, world), request, world);
  try {
    return await (await stores.need('ci')).known();
  } catch (error) {
    world.err.write(`warning: whether the CI knows the schedules is not shown: ${messageOf(error)}\n`);
    return null;
  } finally {
    await stores.close();
  }
}
