/** Where runs are looked for: the folder of a project on this machine, and the namespace that `automl run` would go to. */
import path from 'node:path';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { isFinal } from '../engine/view.ts';
import { AutomlError } from '../errors.ts';
import { listRuns, readRun } from '../records/file-store.ts';
import type { FoundRun } from '../records/find-run.ts';
import { recordFile } from '../records/run-folder.ts';
import type { RunRecord } from '../records/schema.ts';
import { asksForCluster, clusterOf, type ConnectionRequest } from './choose-setup.ts';
import { runsOf } from './project.ts';
import type { World } from './world.ts';

export interface PlacesRequest extends ConnectionRequest {
  /** Folder or workflow file: whose runs of this machine. */
  readonly target: string;
  /** auto: both, where a cluster is named. */
  readonly backend: 'auto' | 'local' | 'kubernetes';
}

export interface SeenRun {
  readonly record: RunRecord;
  /** Its record on this machine; null: there is none. */
  readonly file: string | null;
  /** Null: it was not looked for in the cluster, or is not there. */
  readonly namespace: string | null;
  /** Who drives it in the cluster, for people; null: nobody does, or it is over. */
  readonly driver: string | null;
  /** Whose it is, as people know it: `github.com/acme/models`; null: that of the project. */
  readonly repository: string | null;
}

/** @throws what `use` throws, when the connection is closed */
export async function inPlaces<T>(
  request: PlacesRequest,
  world: World,
  use: (places: Places) => Promise<T>,
): Promise<T> {
  const places = await Places.open(request, world);
  try {
    return await use(places);
  } finally {
    await places.close();
  }
}

export class Places {
  /** Of all runs of the project; null: this machine does not count. */
  readonly folder: string | null;
  readonly #world: World;
  /** Somebody wants to know of the cluster, and not only of this machine too. */
  readonly #isAsked: boolean;
  #cluster: Cluster | null;

  private constructor(folder: string | null, cluster: Cluster | null, isAsked: boolean, world: World) {
    this.folder = folder;
    this.#cluster = cluster;
    this.#isAsked = isAsked;
    this.#world = world;
  }

  static async open(request: PlacesRequest, world: World): Promise<Places> {
    const isAsked = asksForCluster(request);
    const folder = request.backend === 'kubernetes' ? null : runsOf(request.target, world);
    const cluster = await clusterOf(request, world).catch((error: unknown) => {
      if (isAsked || !(error instanceof AutomlError)) throw error;
      warn(error, world);
      return null;
    });
    return new Places(folder, cluster, isAsked, world);
  }

  /** Null: only this machine counts. */
  get cluster(): Cluster | null {
    return this.#cluster;
  }

  /** Each once, newest first; what can't be read is a warning. @throws AutomlError */
  async list(workflow?: string): Promise<readonly SeenRun[]> {
    const here = this.folder === null ? { runs: [], problems: [] } : await listRuns(this.folder, this.#world);
    const there = await this.#ask(async ({ api }) => {
      const { storedRuns } = await import('../backends/kubernetes/inventory/inventory.ts');
      const { runs, problems } = await storedRuns(api, workflow);
      return { runs: runs.map((run): SeenRun => ({ ...run, file: null, namespace: api.namespace })), problems };
    });
    for (const problem of [...here.problems, ...(there?.problems ?? [])])
      this.#world.err.write(`warning: ${problem}\n`);
    const all = new Map((there?.runs ?? []).map((run) => [run.record.id, run]));
    for (const record of here.runs) {
      const file = path.join(this.folder ?? '', record.id, recordFile);
      if (workflow === undefined || record.workflow === workflow)
        all.set(record.id, merged({ record, file }, all.get(record.id) ?? null));
    }
    return [...all.values()].sort(newestFirst);
  }

  /** The run that is meant by an id, the beginning of one, `latest`, or a record file. @throws AutomlError NOT_FOUND, USAGE */
  async find(which: string): Promise<SeenRun> {
    const { found, error } = await this.#findHere(which);
    if (found !== null && which !== 'latest' && isKnownHere(found.record)) return merged(found, null);
    const there = await this.#findThere(which, found);
    if (found !== null && there === null) return merged(found, null);
    if (there === null) throw notFound(which, error, this.#cluster);
    if (found === null) return there;
    if (found.record.id === there.record.id) return merged(found, there);
    return newestFirst(there, { record: found.record }) < 0 ? there : merged(found, null);
  }

  async close(): Promise<void> {
    await this.#cluster?.close();
  }

  async #findHere(which: string): Promise<{ readonly found: FoundRun | null; readonly error: AutomlError | null }> {
    if (this.folder === null) return { found: null, error: null };
    try {
      return { found: await readRun(this.folder, which, this.#world), error: null };
    } catch (error) {
      if (this.#cluster === null || !(error instanceof AutomlError) || error.code !== 'NOT_FOUND') throw error;
      return { found: null, error };
    }
  }

  /** @param here what this machine has of it */
  #findThere(which: string, here: FoundRun | null): Promise<SeenRun | null> {
    return this.#ask(async ({ api }) => {
      const { findRun, newestRun, storedRun } = await import('../backends/kubernetes/inventory/inventory.ts');
      const known = which === 'latest' ? newestRun(api) : (here?.record.id ?? findRun(api, which).catch(nullIfNone));
      const id = await known;
      const run = id === null ? null : await storedRun(api, id);
      return run === null ? null : { ...run, file: null, namespace: api.namespace };
    });
  }

  /** Null: there is no cluster, or one that nobody has asked for can't be asked. */
  async #ask<T>(question: (cluster: Cluster) => Promise<T>): Promise<T | null> {
    if (this.#cluster === null) return null;
    try {
      return await question(this.#cluster);
    } catch (error) {
      if (this.#isAsked || !(error instanceof AutomlError) || error.code !== 'CLUSTER') throw error;
      warn(error, this.#world);
      await this.#cluster.close();
      this.#cluster = null;
      return null;
    }
  }
}

/** What has not ended here may have gone on elsewhere. */
function merged({ record, file }: FoundRun, there: SeenRun | null): SeenRun {
  const none = { namespace: null, driver: null, repository: null };
  if (there === null) return { record, file, ...none };
  return { ...there, file, record: isFinal(record.state) ? record : there.record };
}

/** Nothing of it will change any more, or nowhere else. */
function isKnownHere({ state, backend }: RunRecord): boolean {
  return isFinal(state) || backend === 'local';
}

function nullIfNone(error: unknown): null {
  if (error instanceof AutomlError && error.code === 'NOT_FOUND') return null;
  throw error;
}

function notFound(which: string, here: AutomlError | null, cluster: Cluster | null): AutomlError {
  const there = `namespace ${cluster?.api.namespace ?? ''} has no run "${which}"`;
  return new AutomlError('NOT_FOUND', here === null ? there : `${there}, nor this machine: ${here.message}`);
}

function newestFirst({ record: a }: Pick<SeenRun, 'record'>, { record: b }: Pick<SeenRun, 'record'>): number {
  return b.started_at.localeCompare(a.started_at) || b.id.localeCompare(a.id);
}

function warn(error: AutomlError, { err }: World): void {
  err.write(`warning: only runs of this machine are shown: ${error.message}\n`);
}
