/** `automl fire`: what the pod of a schedule does. One run for each fire, seen to its end by as many pods as that takes. */
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Job } from '../backends/kubernetes/client/types.ts';
import { jobVariable } from '../backends/kubernetes/objects/cron-job.ts';
import { readFireOrder, type FireOrder } from '../backends/kubernetes/objects/fire-order.ts';
import { anchorName } from '../backends/kubernetes/objects/names.ts';
import { fireOf } from '../backends/kubernetes/scheduling/fire-time.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { runsFolder } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Schedule } from '../workflow/model.ts';
import { begunRun } from './begun-run.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { executeTarget, goOn, type ExecuteRequest } from './execute.ts';
import { fireRuns, toldToStop } from './fire-runs.ts';
import { withFiredProject, type FiredContext } from './fired-project.ts';
import { keepHeapSmall } from './heap.ts';
import { loadTarget } from './prepare.ts';
import { RunDeleted } from './run-deleted.ts';
import type { World } from './world.ts';

/** @throws AutomlError DETACHED when it was told to stop: the next pod goes on */
export async function fire(request: ConnectionRequest, world: World): Promise<ExitCode> {
  keepHeapSmall();
  const order = readFireOrder(world.env);
  const stop = new AbortController();
  const stopListening = world.onInterrupt(() => {
    stop.abort();
  });
  try {
    return await withCluster(request, world, async (cluster) => {
      const { signal } = stop;
      const pod = { request, order, cluster, context: { world, signal } };
      await fireRuns({
        api: cluster.api,
        order,
        fired: fireOf(await jobOf(cluster, world)),
        now: world.now,
        signal,
        say: (sentence) => void world.err.write(`${sentence}\n`),
        seeToEnd: (id, at, delay) => seeToEnd(pod, id, at, delay).catch(notAgain),
      });
      return exitCode.ok;
    });
  } finally {
    stopListening();
  }
}

interface Pod {
  readonly request: ConnectionRequest;
  readonly order: FireOrder;
  readonly cluster: Cluster;
  readonly context: FiredContext;
}

/** @throws AutomlError NOT_FOUND */
async function jobOf({ api }: Cluster, { env }: World): Promise<Job> {
  const name = env[jobVariable] ?? '';
  const job = await api.get('Job', name);
  if (job !== null) return job;
  throw new AutomlError('NOT_FOUND', `there is no job/${name} in namespace ${api.namespace}`);
}

/** The next pod would begin anew what somebody has deleted. */
function notAgain(error: unknown): never {
  if (!(error instanceof RunDeleted)) throw error;
  throw new AutomlError('NOT_FOUND', `${error.message}: it is not begun again`, { cause: error });
}

/** Begins it, or goes on with what another pod began; one that is over is not run again. */
async function seeToEnd(pod: Pod, id: string, at: number, delay: number | null): Promise<RunRecord> {
  const { cluster, context } = pod;
  const { world } = context;
  const begun = await begunRun(cluster, id, world);
  const place = `kubernetes ${cluster.api.namespace}`;
  if (begun !== null) {
    const about = { backend: 'kubernetes', place, output: 'text', logLevel: 'info' } as const;
    const runs = runsFolder(world.cwd);
    return (await goOn({ ...about, begun, id, runs, cancel: null, detach: true }, world)).record;
  }
  const record = await begin(pod, id, at, delay);
  // Refused before it was made: nobody but this Job would know of it.
  if (record.state === 'failed' && (await cluster.api.getMeta('ConfigMap', anchorName(id))) === null)
    throw new AutomlError('PREFLIGHT', record.reason ?? `run ${id} could not begin`);
  return record;
}

function begin({ request, order, context }: Pod, id: string, at: number, delay: number | null): Promise<RunRecord> {
  const { world } = context;
  const { owner, schedule, workflow: name } = order;
  const { forge, repository, name: knownAs, alias, environment, file } = owner;
  return withFiredProject(order, context, async ({ folder, ...project }) => {
    const loaded = loadTarget({ target: file, params: [] }, { ...world, cwd: folder });
    const target = {
      ...loaded,
      workflow: { ...loaded.workflow, name, schedules: [scheduleOf(order)] },
      recordsRoot: world.cwd,
    };
    const executing: ExecuteRequest = {
      ...request,
      ...project,
      target: file,
      params: [],
      steps: [],
      schedule: { name: schedule.name, at: new Date(at).toISOString(), ...(delay === null ? {} : { delay }) },
      ...(environment === null ? {} : { environment }),
      repository: { forge, id: repository, ...(knownAs === undefined ? {} : { name: knownAs }) },
      ...(alias === undefined ? {} : { alias }),
      runId: id,
      backend: 'kubernetes',
      driver: 'here',
      leaves: true,
      signal: context.signal,
      secretFiles: [],
      secretLines: [],
      output: 'text',
      logLevel: 'info',
      keepServices: false,
    };
    const { record } = await executeTarget(target, executing, world).catch((error: unknown) => {
      throw context.signal.aborted ? toldToStop() : error;
    });
    return record;
  });
}

/** Not the file's own, which may be another by now, or be there no more. */
function scheduleOf({ schedule }: FireOrder): Schedule {
  return { ...schedule, at: { line: 1, column: 1 }, backend: 'cluster', suspend: false };
}
