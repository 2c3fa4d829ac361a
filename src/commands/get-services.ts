/** `automl get services`, `get service` and `describe service`: what is deployed, and how it is. */
import type { DeployedService } from '../backends/kubernetes/inventory/service.ts';
import type { ServiceDetail } from '../backends/kubernetes/inventory/service-detail.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import { renderFacts, renderSection } from '../report/facts.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { age } from '../report/units.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface GetServicesRequest extends ConnectionRequest {
  /** Only those of this workflow. */
  readonly workflow?: string;
  readonly output: ViewFormat;
}

export async function getServices(
  { workflow, output, ...address }: GetServicesRequest,
  world: World,
): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { deployedServices } = await import('../backends/kubernetes/inventory/inventory.ts');
    const services = await deployedServices(api, workflow);
    const listing = {
      value: services,
      rows: services.map((service) => serviceRow(service, world)),
      more: services.map(moreOf),
      empty: `no services in namespace ${api.namespace}`,
    };
    world.out.write(renderListing(listing, output, world));
    return exitCode.ok;
  });
}

export interface GetServiceRequest extends ConnectionRequest {
  /** Of its step, `workflow/step`, or of its objects. */
  readonly name: string;
  readonly output: ViewFormat;
}

/** @param form row: as in the list; page: with its pods and revisions */
export async function getService(
  { name, output, ...address }: GetServiceRequest,
  form: 'row' | 'page',
  world: World,
): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { findService, serviceDetail } = await import('../backends/kubernetes/inventory/inventory.ts');
    const detail = await serviceDetail(api, await findService(api, name));
    const isPage = form === 'page' && (output === 'text' || output === 'wide');
    const listing = { value: detail, rows: [serviceRow(detail, world)], more: [moreOf(detail)], empty: '' };
    const options = output === 'wide' ? { ...world, tty: false } : world;
    world.out.write(isPage ? page(detail, options) : renderListing(listing, output, world));
    return exitCode.ok;
  });
}

export function serviceRow(service: DeployedService, world: Pick<World, 'now'>): Row {
  const { step, workflow, environment, state, commit, url, external_url, created_at } = service;
  return {
    service: step,
    workflow,
    environment: environment ?? '–',
    state,
    ready: `${service.ready}/${service.wanted}`,
    commit: commit?.slice(0, 7) ?? '–',
    url: external_url ?? url ?? '–',
    age: ageOf(created_at, world),
  };
}

function moreOf({ name, image, revision, run, url, repository }: DeployedService): Row {
  return { name, image, revision: revision ?? '–', run: run ?? '–', 'in the cluster': url ?? '–', repository };
}

function page(detail: ServiceDetail, world: World): string {
  const { pods, revisions } = detail;
  const { repository, file, environment, state, ready, wanted, trouble, image, revision, commit, run, url } = detail;
  const facts = {
    service: detail.step,
    name: detail.name,
    workflow: `${detail.workflow} of ${repository} ${file}`,
    environment,
    state: `${state} · ${ready}/${wanted} ready`,
    trouble,
    replicas: replicasText(detail),
    image,
    commit,
    revision,
    'last changed by': run === null ? null : `run ${run}`,
    url,
    external: detail.external_url,
    age: ageOf(detail.created_at, world),
  };
  const podRows = pods.map((pod) => ({
    pod: pod.name,
    state: pod.state,
    ready: pod.ready ? 'yes' : 'no',
    restarts: String(pod.restarts),
    revision: pod.revision ?? '–',
    node: pod.node ?? '–',
    age: ageOf(pod.created_at, world),
    trouble: pod.trouble ?? '',
  }));
  const revisionRows = revisions.map((each) => ({
    number: String(each.number),
    revision: each.revision ?? '–',
    replicas: String(each.replicas),
    image: each.image,
    age: ageOf(each.created_at, world),
  }));
  return `${renderFacts(facts, world)}${renderSection('pods', podRows, world)}${renderSection('revisions', revisionRows, world)}`;
}

function replicasText({ wanted, autoscaling }: ServiceDetail): string {
  if (autoscaling === null) return String(wanted);
  const { min, max, cpu } = autoscaling;
  return `${wanted}, from ${min} to ${max}${cpu === null ? '' : ` at ${cpu}% CPU`}`;
}

/** `–` where it is not known. */
export function ageOf(since: string | null, { now }: Pick<World, 'now'>): string {
  return since === null ? '–' : age(Math.max(0, (now() - Date.parse(since)) / 1000));
}
