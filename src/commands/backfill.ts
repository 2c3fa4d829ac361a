/** `automl backfill`: a run for each time at which a schedule has fired, or should have. */
import { inLanes } from '../backends/kubernetes/lanes.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { duration, plural } from '../report/units.ts';
import { backfillTimes, type BackfillTime } from '../schedule/backfill.ts';
import { rangeOf } from '../schedule/range.ts';
import type { Schedule, Workflow } from '../workflow/model.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { openBackfillRuns, type BackfillRun, type BackfillRuns } from './backfill-runs.ts';
import type { ExecuteRequest } from './execute.ts';
import { shortTime } from './get.ts';
import { repositoryOf } from './file-place.ts';
import { inPlaces } from './places.ts';
import { loadTarget, type LoadedTarget } from './prepare.ts';
import { scheduledRuns } from './scheduled-runs.ts';
import { isOf } from './seen-schedules.ts';
import type { World } from './world.ts';

export interface BackfillRequest extends Omit<ExecuteRequest, 'schedule' | 'output'> {
  /** Of the schedule. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Runs at the same time. */
  readonly runsAtOnce: number;
  /** Only shows the times. */
  readonly dryRun: boolean;
  /** Also times that have a run which succeeded. */
  readonly again: boolean;
  readonly format: ViewFormat;
}

/** What became of one time. */
interface BackfilledTime extends BackfillTime {
  /** Null: it has not run, since it was skipped or somebody stopped. */
  readonly done: BackfillRun | null;
}

export async function backfill(request: BackfillRequest, world: World): Promise<ExitCode> {
  const target = loadTarget(request, world);
  const schedule = scheduleOf(target.workflow, request.name);
  if (target.workflow.concurrency === 'replace' && request.runsAtOnce > 1)
    throw new AutomlError('USAGE', 'the file says "concurrency: replace": runs side by side would end each other');
  const range = rangeOf(request.from, request.to, schedule.timezone);
  const runs = await runsOf(target, schedule, request, world);
  const times = backfillTimes({ schedule, range, runs, again: request.again, now: world.now() });
  if (request.dryRun) {
    world.out.write(
      render(
        times.map((time) => ({ ...time, done: null })),
        request.format,
        world,
      ),
    );
    return exitCode.ok;
  }
  const opened = await openBackfillRuns(target, schedule, request, world);
  try {
    return await runAll(times, opened, request, world);
  } finally {
    await opened.close();
  }
}

async function runAll(
  times: readonly BackfillTime[],
  runs: BackfillRuns,
  { format }: BackfillRequest,
  world: World,
): Promise<ExitCode> {
  const interrupt = interruptSignal(world);
  const broken = new AbortController();
  const done = new Map<number, BackfillRun>();
  const open = times.filter(({ action }) => action !== 'skip');
  world.err.write(`${plural(open.length, 'run')} to do, ${times.length - open.length} succeeded before\n`);
  if (runs.kept !== null && open.length > runs.kept)
    world.err.write(
      `note: the cluster remembers the newest ${runs.kept} runs: done again, this also runs earlier times again\n`,
    );
  const jobs = open.map((time) => async () => {
    if (interrupt.signal.aborted || broken.signal.aborted) return;
    try {
      done.set(time.at, await runs.run(time, interrupt.signal));
    } catch (error) {
      // What one can't begin for, the others can't either.
      broken.abort();
      throw error;
    }
  });
  try {
    await inLanes(runs.atOnce, jobs);
  } finally {
    interrupt.close();
  }
  const all = times.map((time): BackfilledTime => ({ ...time, done: done.get(time.at) ?? null }));
  world.out.write(render(all, format, world));
  if (interrupt.signal.aborted) {
    world.err.write('stopped: the same command goes on where this one stopped\n');
    return exitCode.cancelled;
  }
  return all.every(({ done: run }) => run === null || run.state === 'succeeded') ? exitCode.ok : exitCode.failed;
}

/** @throws AutomlError USAGE */
function scheduleOf({ name: workflow, schedules }: Workflow, name: string): Schedule {
  const found = schedules.find((each) => [each.name, `${workflow}/${each.name}`].includes(name));
  if (found !== undefined) return found;
  const names = schedules.map((each) => each.name);
  throw new AutomlError('USAGE', `the workflow has no schedule "${name}"${orWhatItHas(name, names, names)}`);
}

async function runsOf(
  { workflow, root }: LoadedTarget,
  schedule: Schedule,
  { backend = 'auto', ...request }: BackfillRequest,
  world: World,
) {
  return inPlaces({ ...request, backend }, world, async (places) => {
    const [all, repository] = await Promise.all([places.list(workflow.name), repositoryOf({ root })]);
    return scheduledRuns(all).filter((run) => run.schedule === schedule.name && isOf(run, repository));
  });
}

function render(times: readonly BackfilledTime[], format: ViewFormat, world: World): string {
  const listing = { value: times.map(valueOf), rows: times.map(rowOf), more: [], empty: '' };
  return renderListing(listing, format, world);
}

function rowOf({ at, action, run, done }: BackfilledTime): Row {
  return {
    scheduled: shortTime(new Date(at).toISOString()),
    run: done?.id ?? run ?? '–',
    state: stateOf({ action, done }),
    duration: done?.seconds == null ? '–' : duration(done.seconds),
    reason: done?.reason ?? '',
  };
}

function stateOf({ action, done }: Pick<BackfilledTime, 'action' | 'done'>): string {
  if (done !== null) return done.state;
  switch (action) {
    case 'skip':
      return 'succeeded before';
    case 'wait':
      return 'goes on';
    case 'run':
      return 'to do';
  }
}

function valueOf({ at, action, run, done }: BackfilledTime) {
  return {
    scheduled_at: new Date(at).toISOString(),
    run: done?.id ?? run,
    state: stateOf({ action, done }),
    seconds: done?.seconds ?? null,
    reason: done?.reason ?? null,
  };
}
