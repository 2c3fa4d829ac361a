/** The schedules that a person may mean: those of the file at hand, and those that a namespace has. */
import type { DeployedSchedule } from '../backends/kubernetes/inventory/schedules.ts';
import { AutomlError } from '../errors.ts';
import { nextFires } from '../schedule/fires.ts';
import type { KnownSchedule } from '../schedule/store.ts';
import type { Schedule, Workflow } from '../workflow/model.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';
import type { SeenScheduledRun } from './scheduled-runs.ts';

export interface SeenSchedule {
  readonly name: string;
  readonly workflow: string;
  readonly cron: string;
  readonly timezone: string;
  readonly backend: Schedule['backend'];
  /** not synced: the file has it, and what starts it does not, or otherwise; unknown: nobody could be asked. */
  readonly state: 'active' | 'suspended' | 'not synced' | 'unknown';
  /** Null: nobody has. */
  readonly suspendedBy: 'file' | 'person' | null;
  readonly concurrency: Schedule['concurrency'];
  /** Milliseconds that a run may be late before it is missed. */
  readonly patience: number;
  /** ISO time since when it fires at these times; null: nobody knows. */
  readonly since: string | null;
  /** ISO time; null: it does not fire. */
  readonly next: string | null;
  /** Newest first. */
  readonly runs: readonly SeenScheduledRun[];
  /** The CronJob; null: there is none. */
  readonly deployed: DeployedSchedule | null;
  /** As the file has it; null: the file at hand does not have it. */
  readonly written: Schedule | null;
}

export interface ScheduleSources {
  /** Null: there is no file at hand. */
  readonly workflow: Pick<Workflow, 'name' | 'schedules'> | null;
  /** Of the file, as its forge knows it: `github.com/acme/models`. Null: it is on no server. */
  readonly repository: string | null;
  /** Null: no cluster can be asked. */
  readonly deployed: readonly DeployedSchedule[] | null;
  /** Of the file, at its CI; null: it can't be asked. */
  readonly known: readonly KnownSchedule[] | null;
  readonly runs: readonly SeenScheduledRun[];
  readonly now: number;
}

/** Milliseconds in which a CronJob's pod has begun, image and all. */
const podStart = 5 * 60_000;
/** Milliseconds: GitHub starts what is scheduled when it comes to it. */
const ciStart = 60 * 60_000;

/** Those of the file first. */
export function seenSchedules(sources: ScheduleSources): readonly SeenSchedule[] {
  const { workflow, repository, deployed, runs, now } = sources;
  // Another repository may have a workflow of this name.
  const mine = deployed?.filter((each) => repository === null || each.repository === repository) ?? [];
  const ours = (workflow?.schedules ?? []).map((written) => {
    const job = mine.find((each) => each.workflow === workflow?.name && each.name === written.name) ?? null;
    return { written, deployed: job };
  });
  const others = (deployed ?? []).filter((each) => !ours.some((own) => own.deployed === each));
  return [
    ...ours.map((own) => ofFile(own.written, own.deployed, workflow?.name ?? '', sources)),
    ...others.map((each) => ofCluster(each, runs, now)),
  ];
}

function ofFile(
  written: Schedule,
  deployed: DeployedSchedule | null,
  workflow: string,
  { repository, deployed: all, known, runs, now }: ScheduleSources,
): SeenSchedule {
  const { name, cron, timezone, backend, concurrency, jitter } = written;
  const isOfCluster = backend === 'cluster';
  const there = isOfCluster ? deployed : (known?.find((each) => each.name === name) ?? null);
  const isAsked = (isOfCluster ? all : known) !== null;
  const isSynced = there !== null && there.cron === cron && there.timezone === timezone;
  const suspendedBy = there?.suspended ?? null;
  const state = !isAsked ? 'unknown' : !isSynced ? 'not synced' : suspendedBy === null ? 'active' : 'suspended';
  return {
    ...{ name, workflow, cron, timezone, backend, concurrency, state, deployed, written },
    suspendedBy: state === 'suspended' ? suspendedBy : null,
    patience: isOfCluster ? podStart + jitter * 1000 : ciStart,
    since: there?.since ?? null,
    next: state === 'active' ? nextOf(written, now) : null,
    runs: runsOf(runs, workflow, name).filter((run) => isOf(run, repository)),
  };
}

function ofCluster(deployed: DeployedSchedule, runs: readonly SeenScheduledRun[], now: number): SeenSchedule {
  const { name, workflow, cron, timezone, concurrency, suspended, since } = deployed;
  return {
    ...{ name, workflow, cron, timezone, concurrency, since, deployed },
    backend: 'cluster',
    state: suspended === null ? 'active' : 'suspended',
    suspendedBy: suspended,
    patience: podStart,
    next: suspended === null ? nextOf(deployed, now) : null,
    runs: runsOf(runs, workflow, name).filter((run) => run.repository === deployed.repository),
    written: null,
  };
}

function nextOf(schedule: Pick<Schedule, 'cron' | 'timezone'>, now: number): string | null {
  const [next] = nextFires(schedule, now, 1);
  return next === undefined ? null : new Date(next).toISOString();
}

function runsOf(runs: readonly SeenScheduledRun[], workflow: string, name: string): readonly SeenScheduledRun[] {
  return runs
    .filter((run) => run.workflow === workflow && run.schedule === name)
    .sort((a, b) => b.at - a.at || b.started - a.started);
}

/** Another repository may have a schedule of this name in a workflow of this name. @param repository of the file; null: it is on no server */
export function isOf(run: Pick<SeenScheduledRun, 'repository'>, repository: string | null): boolean {
  return repository === null || run.repository === null || run.repository === repository;
}

/** @param name of the schedule, or `workflow/schedule` @throws AutomlError NOT_FOUND, USAGE where it may be several */
export function chooseSchedule(all: readonly SeenSchedule[], name: string): SeenSchedule {
  const found = all.filter((each) => each.name === name || `${each.workflow}/${each.name}` === name);
  const [first] = found;
  if (first === undefined) {
    const names = all.map((each) => each.name);
    const none = 'neither the file at hand nor the namespace has one';
    throw new AutomlError(
      'NOT_FOUND',
      `no schedule "${name}"${names.length === 0 ? `: ${none}` : orWhatItHas(name, names, names)}`,
    );
  }
  // Of two, the one of the file at hand is meant.
  if (found.length === 1 || (first.written !== null && found[1]?.written === null)) return first;
  const list = found.map(
    (each) => `\n  ${each.workflow}/${each.name}  ${each.deployed?.repository ?? ''} ${each.deployed?.file ?? ''}`,
  );
  throw new AutomlError('USAGE', `there are ${found.length} schedules "${name}"; say which:${list.join('')}`);
}
