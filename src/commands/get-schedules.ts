/** `automl get schedules` and `automl get schedule`: what fires when, and what became of the times that have passed. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { renderFacts, renderSection } from '../report/facts.ts';
import { renderListing, renderValue, type Row, type ViewFormat } from '../report/listing.ts';
import { duration } from '../report/units.ts';
import { historyOf, keptRuns, latenessOf, latestFires, type FireHistory } from '../schedule/history.ts';
import { shortTime } from './get.ts';
import { lookForSchedules, type SchedulesRequest } from './look-for-schedules.ts';
import { logs } from './logs.ts';
import { chooseSchedule, type SeenSchedule } from './seen-schedules.ts';
import type { World } from './world.ts';

export interface GetSchedulesRequest extends SchedulesRequest {
  readonly output: ViewFormat;
}

export async function getSchedules({ output, ...request }: GetSchedulesRequest, world: World): Promise<ExitCode> {
  const { schedules, place } = await lookForSchedules(request, world);
  const listing = {
    value: schedules.map(valueOf),
    rows: schedules.map(scheduleRow),
    more: schedules.map(moreOf),
    empty: `no schedules in ${place}`,
  };
  world.out.write(renderListing(listing, output, world));
  return exitCode.ok;
}

export interface GetScheduleRequest extends GetSchedulesRequest {
  readonly name: string;
  readonly history: boolean;
  /** Lines of the history. */
  readonly limit: number;
}

export async function getSchedule(
  { name, output, history, limit, ...request }: GetScheduleRequest,
  world: World,
): Promise<ExitCode> {
  const { schedules } = await lookForSchedules(request, world);
  const schedule = chooseSchedule(schedules, name);
  const past = history ? historyOfSchedule(schedule, world.now(), limit) : [];
  if (output === 'json' || output === 'yaml') {
    const value = valueOf(schedule);
    world.out.write(renderValue(history ? { ...value, history: past.map(valueOfFire) } : value, output));
    return exitCode.ok;
  }
  const options = output === 'wide' ? { ...world, tty: false } : world;
  const table = past.length === 0 ? '\nno runs yet\n' : renderSection('history', past.map(historyRow), options);
  world.out.write(`${renderFacts(factsOf(schedule), options)}${history ? table : ''}`);
  return exitCode.ok;
}

/** What the last run of one has printed. @throws AutomlError NOT_FOUND */
export async function scheduleLogs(
  { name, ...request }: SchedulesRequest & Pick<GetScheduleRequest, 'name'>,
  world: World,
): Promise<ExitCode> {
  const { schedules } = await lookForSchedules(request, world);
  const [last] = chooseSchedule(schedules, name).runs;
  if (last === undefined) throw new AutomlError('NOT_FOUND', `schedule "${name}" has no run that is known`);
  return logs({ ...request, run: last.id, steps: [], follow: false, previous: false }, world);
}

/** Newest first. Times whose runs may have been forgotten are not there. */
export function historyOfSchedule(schedule: SeenSchedule, now: number, limit: number): readonly FireHistory[] {
  const since = knownSince(schedule);
  const fires = since === null ? [] : latestFires(schedule, { since, now }, limit);
  const { suspendedBy: suspended, deployed } = schedule;
  const suspendedSince = deployed?.suspendedSince == null ? null : Date.parse(deployed.suspendedSince);
  const sources = { ...schedule, fires, suspended, suspendedSince, now };
  return historyOf(sources).slice(0, limit);
}

/** Milliseconds since the epoch from which each time that had a run still has it; null: nobody knows. */
function knownSince({ backend, since, runs }: SeenSchedule): number | null {
  const there = runs.filter(({ isInCluster }) => isInCluster);
  const oldest = Math.min(...there.map(({ started }) => started));
  // What a CI runs without a cluster leaves no record that could be found here.
  if (backend === 'ci') return there.length === 0 ? null : oldest;
  if (since === null) return null;
  // With fewer, all are there.
  return there.length < keptRuns ? Date.parse(since) : Math.max(Date.parse(since), oldest);
}

function stateText({ state, suspendedBy }: SeenSchedule): string {
  return suspendedBy === null ? state : `${state} by ${suspendedBy === 'file' ? 'the file' : 'a person'}`;
}

function scheduleRow(schedule: SeenSchedule): Row {
  const [last] = schedule.runs;
  return {
    schedule: schedule.name,
    workflow: schedule.workflow,
    cron: schedule.cron,
    zone: schedule.timezone,
    backend: schedule.backend,
    state: stateText(schedule),
    next: schedule.next === null ? '–' : shortTime(schedule.next),
    'last run': last === undefined ? '–' : last.state,
    when: last === undefined ? '–' : shortTime(new Date(last.at).toISOString()),
    late: last === undefined ? '–' : duration(latenessOf(last)),
  };
}

function moreOf({ runs, deployed, since }: SeenSchedule): Row {
  return {
    run: runs[0]?.id ?? '–',
    since: since === null ? '–' : shortTime(since),
    object: deployed === null ? '–' : `cronjob/${deployed.object}`,
    repository: deployed?.repository ?? '–',
  };
}

function factsOf(schedule: SeenSchedule) {
  const { schedule: name, ...row } = scheduleRow(schedule);
  const { deployed, written, since, runs } = schedule;
  const [last] = runs;
  const params = Object.entries(written?.params ?? {}).map(([param, value]) => `${param}=${String(value)}`);
  return {
    schedule: name ?? null,
    ...row,
    'last run': last === undefined ? null : `${last.id} ${last.state}`,
    when: last === undefined ? null : (row['when'] ?? null),
    late: last === undefined ? null : (row['late'] ?? null),
    concurrency: schedule.concurrency,
    params: params.join(' '),
    since: since === null ? null : shortTime(since),
    'in the cluster': deployed === null ? null : `cronjob/${deployed.object}`,
    commit: deployed?.commit ?? null,
    repository: deployed === null ? null : `${deployed.repository} ${deployed.file}`,
  };
}

function valueOf({ runs, deployed, suspendedBy, ...schedule }: SeenSchedule) {
  const { name, workflow, cron, timezone, backend, state, concurrency, since, next } = schedule;
  const [last] = runs;
  return {
    ...{ name, workflow, cron, timezone, backend, state, suspended_by: suspendedBy, concurrency, since, next },
    last_run:
      last === undefined
        ? null
        : {
            id: last.id,
            state: last.state,
            scheduled_at: new Date(last.at).toISOString(),
            started_at: new Date(last.started).toISOString(),
            lateness_seconds: latenessOf(last),
          },
    object: deployed?.object ?? null,
    repository: deployed?.repository ?? null,
    commit: deployed?.commit ?? null,
  };
}

function historyRow({ run, at, started, ended, lateness, state, reason }: FireHistory): Row {
  const time = (moment: number | null): string => (moment === null ? '–' : shortTime(new Date(moment).toISOString()));
  return {
    run: run ?? '–',
    scheduled: time(at),
    started: time(started),
    ended: time(ended),
    late: lateness === null ? '–' : duration(lateness),
    state,
    reason: reason ?? '',
  };
}

function valueOfFire({ run, at, started, ended, lateness, state, reason }: FireHistory) {
  const time = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());
  return {
    run,
    scheduled_at: time(at),
    started_at: time(started),
    ended_at: time(ended),
    lateness_seconds: lateness,
    state,
    reason,
  };
}
