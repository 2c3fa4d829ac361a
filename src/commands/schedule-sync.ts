/** `automl schedule sync`: what starts the schedules of a file becomes what the file says. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { renderListing, type ViewFormat } from '../report/listing.ts';
import type { ScheduleChange, ScheduleStore } from '../schedule/store.ts';
import type { ScheduleBackend, Workflow } from '../workflow/model.ts';
import { loadTarget } from './prepare.ts';
import { proposeFiles } from './schedule-proposal.ts';
import { ScheduleStores, type StoresRequest } from './schedule-stores.ts';
import type { World } from './world.ts';

export interface SyncRequest extends StoresRequest {
  readonly target: string;
  /** Only says what would change. */
  readonly dryRun: boolean;
  /** In place of files that are changed here. */
  readonly pullRequest: boolean;
  readonly output: ViewFormat;
}

/** A change, and where. */
interface PlacedChange extends ScheduleChange {
  readonly place: string;
  readonly kind: ScheduleStore['kind'];
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule */
const pause = 'note: GitHub stops the schedules of a public repository after 60 days without activity in it\n';

export async function syncSchedules(request: SyncRequest, world: World): Promise<ExitCode> {
  const target = loadTarget({ target: request.target, params: [] }, world);
  if (target.warnings !== '') world.err.write(target.warnings);
  const stores = ScheduleStores.of(target, request, world);
  try {
    const proposal = request.pullRequest ? await proposeFiles(target, request, world) : null;
    const backends: readonly ScheduleBackend[] = request.pullRequest ? ['cluster'] : ['ci', 'cluster'];
    const changes = await syncAll(target.workflow, stores, { backends, dryRun: request.dryRun });
    const listing = {
      value: changes,
      rows: changes.map(({ action, name, object, details }) => ({
        change: action,
        schedule: name,
        object,
        details: details.join('; '),
      })),
      more: changes.map(({ place }) => ({ place })),
      empty: `no schedules in ${target.file}, and none to take away`,
    };
    if (proposal === null || changes.length > 0) world.out.write(renderListing(listing, request.output, world));
    if (proposal !== null) world.err.write(`${proposal}\n`);
    if (changes.some(({ kind, action }) => kind === 'github' && action === 'create')) world.err.write(pause);
    if (request.dryRun && request.output === 'text') world.err.write('nothing was changed (--dry-run)\n');
    return exitCode.ok;
  } finally {
    await stores.close();
  }
}

/** What the file has none of is asked for all the same, where it can be: an earlier file may have had some. */
export async function syncAll(
  { schedules }: Pick<Workflow, 'schedules'>,
  stores: Pick<ScheduleStores, 'find' | 'need'>,
  { backends, dryRun }: { readonly backends: readonly ScheduleBackend[]; readonly dryRun: boolean },
): Promise<readonly PlacedChange[]> {
  const changes: PlacedChange[] = [];
  for (const backend of backends) {
    const wanted = schedules.filter((schedule) => schedule.backend === backend);
    const store = wanted.length > 0 ? await stores.need(backend) : await findForLeftovers(stores, backend);
    if (store === null) continue;
    const { place, kind } = store;
    changes.push(...(await store.sync(wanted, { dryRun })).map((change) => ({ ...change, place, kind })));
  }
  return changes;
}

/** Null: there is none, or nobody has given what it takes to ask it. */
async function findForLeftovers(
  stores: Pick<ScheduleStores, 'find'>,
  backend: ScheduleBackend,
): Promise<ScheduleStore | null> {
  try {
    return await stores.find(backend);
  } catch (error) {
    if (error instanceof AutomlError && error.code === 'USAGE') return null;
    throw error;
  }
}
