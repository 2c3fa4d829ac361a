/** What starts the schedules of the file at hand, by backend: opened when it is first needed. */
import { AutomlError } from '../errors.ts';
import type { ScheduleStore } from '../schedule/store.ts';
import type { ScheduleBackend } from '../workflow/model.ts';
import { chooseForge, type Forge } from './choose-forge.ts';
import { clusterOf, type ClusterRequest } from './choose-setup.ts';
import { placeOf } from './file-place.ts';
import { githubParts } from './github-parts.ts';
import type { LoadedTarget, PlanTarget } from './prepare.ts';
import type { World } from './world.ts';

export interface StoresRequest extends ClusterRequest {
  /** That starts the schedules of backend "ci"; absent: what the surroundings say. */
  readonly forge?: Forge;
  /** An older commit may change the CronJobs of a newer one. */
  readonly allowOlder?: boolean;
  /** What the forge knows better than the checkout. */
  readonly commit?: PlanTarget['commit'];
}

export class ScheduleStores {
  readonly #open: Readonly<Record<ScheduleBackend, () => Promise<ScheduleStore | null>>>;
  readonly #opened = new Map<ScheduleBackend, Promise<ScheduleStore | null>>();

  /** @param open gives null where there is none */
  constructor(open: Readonly<Record<ScheduleBackend, () => Promise<ScheduleStore | null>>>) {
    this.#open = open;
  }

  /** Of a file that was read. */
  static of(target: LoadedTarget, request: StoresRequest, world: World): ScheduleStores {
    return new ScheduleStores({
      ci: () => ciStore(target, request, world),
      cluster: () => ofCluster(target, request, world),
    });
  }

  /** Null: there is none. @throws AutomlError */
  find(backend: ScheduleBackend): Promise<ScheduleStore | null> {
    const known = this.#opened.get(backend) ?? this.#open[backend]();
    this.#opened.set(backend, known);
    return known;
  }

  /** @throws AutomlError USAGE where there is none */
  async need(backend: ScheduleBackend): Promise<ScheduleStore> {
    const store = await this.find(backend);
    if (store !== null) return store;
    throw new AutomlError('USAGE', missing[backend]);
  }

  async close(): Promise<void> {
    const all = await Promise.allSettled(this.#opened.values());
    for (const each of all) if (each.status === 'fulfilled') await each.value?.close();
  }
}

const missing: Readonly<Record<ScheduleBackend, string>> = {
  ci: 'nothing says which forge starts the schedules of backend "ci": say it by --forge github, gitea or gitlab, or write "backend: cluster"',
  cluster:
    'no cluster is configured for the schedules of backend "cluster": give --kubeconfig FILE or --context NAME, or set KUBECONFIG',
};

async function ciStore(
  target: LoadedTarget,
  { forge: asked }: StoresRequest,
  world: World,
): Promise<ScheduleStore | null> {
  const place = await placeOf(target);
  const { repository, file, remote } = place;
  const signs = { host: remote?.forge ?? null, repository };
  const forge = chooseForge(asked === undefined ? signs : { ...signs, asked }, world);
  switch (forge) {
    case null:
      return null;
    case 'gitlab': {
      const { gitlabAccess } = await import('../forges/gitlab/access.ts');
      const { GitLabClient } = await import('../forges/gitlab/client.ts');
      const { gitlabSchedules } = await import('../forges/gitlab/schedules.ts');
      const { env, version } = world;
      const client = new GitLabClient(gitlabAccess(env, remote), { env, userAgent: `automl/${version}` });
      return gitlabSchedules(client, { workflow: target.workflow.name, file });
    }
    case 'github':
    case 'gitea': {
      const { githubSchedules } = await import('../forges/github/schedules/store.ts');
      return githubSchedules(githubParts(place, forge, world));
    }
  }
}

async function ofCluster(target: LoadedTarget, request: StoresRequest, world: World): Promise<ScheduleStore | null> {
  const cluster = await clusterOf(request, world);
  if (cluster === null) return null;
  const { clusterStore } = await import('./cluster-schedules.ts');
  return clusterStore(target, request, { api: cluster.api, close: () => cluster.close() }, world);
}
