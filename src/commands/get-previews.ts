/** `automl get previews`: what is deployed of pull requests, and for how long. */
import type { Preview } from '../backends/kubernetes/serving/previews.ts';
import type { DeployedService } from '../backends/kubernetes/inventory/service.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { ageOf } from './get-services.ts';
import type { World } from './world.ts';

export interface GetPreviewsRequest extends ConnectionRequest {
  /** Only those of this workflow. */
  readonly workflow?: string;
  readonly output: ViewFormat;
}

interface SeenPreview extends Omit<Preview, 'owner' | 'runs'> {
  /** The newest that is kept; null: none is. */
  readonly last_run: string | null;
  readonly services: readonly Pick<DeployedService, 'step' | 'state' | 'name' | 'url' | 'external_url'>[];
}

export async function getPreviews(
  { workflow, output, ...address }: GetPreviewsRequest,
  world: World,
): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { deployedServices, previewsOf } = await import('../backends/kubernetes/inventory/inventory.ts');
    const [all, services] = await Promise.all([previewsOf(api), deployedServices(api, workflow)]);
    const chosen = all.filter((preview) => workflow === undefined || preview.workflow === workflow);
    const previews = chosen.map((preview) => seen(preview, services));
    const listing = {
      value: previews,
      rows: previews.map((preview) => rowOf(preview, world)),
      more: previews.map(({ project, repository, file }) => ({ project, repository, file })),
      empty: `no previews in namespace ${api.namespace}`,
    };
    world.out.write(renderListing(listing, output, world));
    return exitCode.ok;
  });
}

function seen(preview: Preview, services: readonly DeployedService[]): SeenPreview {
  const { environment, pull, workflow, project, repository, file, commit, runs, created_at } = preview;
  const own = services.filter((service) => {
    return service.environment === environment && service.repository === repository && service.file === file;
  });
  return {
    ...{ environment, pull, workflow, project, repository, file, commit, created_at },
    last_run: runs[0] ?? null,
    services: own.map(({ step, state, name, url, external_url }) => ({ step, state, name, url, external_url })),
  };
}

function rowOf(
  { environment, workflow, services, commit, last_run, created_at }: SeenPreview,
  world: Pick<World, 'now'>,
): Row {
  return {
    preview: environment,
    workflow,
    services: services.map(({ step, state }) => `${step} (${state})`).join(', ') || '–',
    url: services.map(({ external_url, url }) => external_url ?? url ?? '–').join(', ') || '–',
    commit: commit?.slice(0, 7) ?? '–',
    'last run': last_run ?? '–',
    age: ageOf(created_at, world),
  };
}
