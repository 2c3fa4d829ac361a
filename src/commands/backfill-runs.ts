/** The runs of a backfill: Jobs of the schedule's CronJob where there is one, else runs of this process. */
import { Writable } from 'node:stream';
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { DeployedSchedule } from '../backends/kubernetes/inventory/schedules.ts';
import { isFinal } from '../engine/view.ts';
import { AutomlError } from '../errors.ts';
import { systemSleep } from '../http/backoff.ts';
import type { RunRecord } from '../records/schema.ts';
import { duration, secondsBetween } from '../report/units.ts';
import type { BackfillTime } from '../schedule/backfill.ts';
import { keptRuns } from '../schedule/history.ts';
import type { Schedule, Workflow } from '../workflow/model.ts';
import { attachTo } from './attach.ts';
import type { BackfillRequest } from './backfill.ts';
import { clusterOf } from './choose-setup.ts';
import { executeTarget } from './execute.ts';
import { placeOf } from './file-place.ts';
import type { LoadedTarget } from './prepare.ts';
import { findDeployed, switchesOf } from './schedule-switch.ts';
import type { World } from './world.ts';

export interface BackfillRun {
  /** Null: none has begun. */
  readonly id: string | null;
  readonly state: RunRecord['state'];
  readonly reason: string | null;
  readonly seconds: number | null;
}

export interface BackfillRuns {
  /** Runs that may go on at the same time: the schedule itself may say that they must not overlap. */
  readonly atOnce: number;
  /** How many are remembered; null: all, on this machine. */
  readonly kept: number | null;
  /** Until its end. @param signal aborted: nobody waits for what goes on without this process */
  run(time: BackfillTime, signal: AbortSignal): Promise<BackfillRun>;
  close(): Promise<void>;
}

export async function openBackfillRuns(
  target: LoadedTarget,
  schedule: Schedule,
  request: BackfillRequest,
  world: World,
): Promise<BackfillRuns> {
  const cluster = await clusterOf(request, world);
  if (cluster === null) return ownRuns(target, schedule, request, null, world);
  if (schedule.backend === 'ci') return ownRuns(target, schedule, request, cluster, world);
  try {
    return await jobRuns(target, schedule, request, cluster, world);
  } catch (error) {
    if (error instanceof AutomlError && error.code === 'NOT_FOUND')
      return ownRuns(target, schedule, request, cluster, world);
    await cluster.close();
    throw error;
  }
}

async function ownRuns(
  target: LoadedTarget,
  { name }: Schedule,
  request: BackfillRequest,
  cluster: Cluster | null,
  world: World,
): Promise<BackfillRuns> {
  const { repository, file, remote } = await placeOf(target);
  const whose = remote === null ? `${world.host}:${repository}` : `${remote.forge}/${remote.path}`;
  const isQuiet = request.runsAtOnce > 1 || request.format === 'json' || request.format === 'yaml';
  const ours = isQuiet ? { ...world, out: nowhere(), err: nowhere() } : world;
  const how = { ...request, output: 'text' as const };
  const workflow = overlapping(target.workflow, name, request.runsAtOnce > 1);
  return {
    atOnce: request.runsAtOnce,
    kept: null,
    run: async ({ at, action, run }) => {
      const time = new Date(at).toISOString();
      if (action === 'wait' && run !== null && cluster === null)
        return { id: run, state: 'running', reason: 'another process of this machine drives it', seconds: null };
      const { record } =
        action === 'wait' && run !== null
          ? await attachTo({ ...how, run, cancel: null }, ours)
          : await executeTarget(
              { ...target, workflow, warnings: '' },
              { ...how, schedule: { name, at: time }, runKey: `backfill ${whose} ${file} ${name} ${time}` },
              ours,
            );
      if (isQuiet) world.err.write(`${time}  run ${record.id} ${record.state}\n`);
      return runOf(record);
    },
    close: () => cluster?.close() ?? Promise.resolve(),
  };
}

/** What was asked for wins over what the file says of runs that overlap; none ends a run of the schedule itself. */
function overlapping(workflow: Workflow, name: string, sideBySide: boolean): Workflow {
  const schedules = workflow.schedules.map((schedule): Schedule => {
    if (schedule.name !== name) return schedule;
    const own = schedule.concurrency === 'replace' ? 'forbid' : schedule.concurrency;
    return { ...schedule, concurrency: sideBySide ? 'allow' : own };
  });
  return { ...workflow, schedules };
}

/** Milliseconds between two looks at a Job or run that goes on. */
const pause = 3000;

/** @throws AutomlError NOT_FOUND: there is no CronJob */
async function jobRuns(
  { file }: LoadedTarget,
  { name }: Schedule,
  { runsAtOnce }: Pick<BackfillRequest, 'runsAtOnce'>,
  cluster: Cluster,
  world: World,
): Promise<BackfillRuns> {
  const { api } = cluster;
  const { deployed } = await findDeployed(api, { target: file, name }, world);
  const { trigger } = await switchesOf(api, deployed.object, world);
  const isAlone = runsAtOnce > 1 && deployed.concurrency !== 'allow';
  if (isAlone)
    world.err.write(`note: one run at a time, since the schedule says "concurrency: ${deployed.concurrency}"\n`);
  return {
    atOnce: isAlone ? 1 : runsAtOnce,
    kept: keptRuns,
    run: async ({ at, action, run }, signal) => {
      const time = new Date(at).toISOString();
      const job = action === 'wait' ? null : (await trigger(name, time)).replace(/^job\//, '');
      const hasEnded = job === null ? () => isOver(api, run ?? '') : () => isDone(api, job);
      while (!signal.aborted && !(await hasEnded())) await systemSleep(pause, signal);
      const record = await recordOf(api, deployed, time);
      const ended = record === null ? noRun(job ?? '', signal) : runOf(record);
      const seconds = ended.seconds === null ? '' : `  ${duration(ended.seconds)}`;
      world.err.write(`${time}  run ${ended.id ?? '–'} ${ended.state}${seconds}\n`);
      return ended;
    },
    close: () => cluster.close(),
  };
}

function noRun(job: string, { aborted }: AbortSignal): BackfillRun {
  const reason = `job/${job} ${aborted ? 'has begun no run yet' : 'ended without a run: its log says why'}`;
  return { id: null, state: aborted ? 'pending' : 'failed', reason, seconds: null };
}

/** It may have been taken away since: its controller keeps only a few. */
async function isDone(api: KubeApi, job: string): Promise<boolean> {
  const found = await api.get('Job', job);
  const conditions = found?.status?.conditions ?? [];
  const ended = conditions.some(({ type, status }) => status === 'True' && ['Complete', 'Failed'].includes(type));
  return found === null || ended;
}

async function isOver(api: KubeApi, id: string): Promise<boolean> {
  const { storedRun } = await import('../backends/kubernetes/inventory/inventory.ts');
  const run = await storedRun(api, id);
  return run === null || isFinal(run.record.state);
}

/** Of the newest run that stands for this time; null: there is none. */
async function recordOf(api: KubeApi, schedule: DeployedSchedule, time: string): Promise<RunRecord | null> {
  const { storedRun, newestRunOf } = await import('../backends/kubernetes/inventory/inventory.ts');
  const id = await newestRunOf(api, schedule, time);
  return id === null ? null : ((await storedRun(api, id))?.record ?? null);
}

function runOf({ id, state, reason, started_at, ended_at }: RunRecord): BackfillRun {
  return { id, state, reason, seconds: secondsBetween(started_at, ended_at) };
}

function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}
