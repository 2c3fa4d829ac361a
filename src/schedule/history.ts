/** What became of each time at which a schedule should have fired: the runs that there are, and those that there are not. */
import type { RunRecord } from '../records/schema.ts';
import type { Schedule } from '../workflow/model.ts';
import { lastFire } from './fires.ts';

/** Finished runs of each schedule that a cluster remembers: one that fires every 15 minutes pushes out no run of a person, and no other's. */
export const keptRuns = 20;

/** A run of a schedule. All times are milliseconds since the epoch. */
export interface ScheduledRun {
  readonly id: string;
  /** The time that it stands for. */
  readonly at: number;
  readonly started: number;
  readonly ended: number | null;
  readonly state: RunRecord['state'];
  readonly reason: string | null;
}

export interface FireHistory {
  /** Null: there was none. */
  readonly run: string | null;
  readonly at: number;
  readonly started: number | null;
  readonly ended: number | null;
  /** Seconds between the time and the start of its run; null without one. */
  readonly lateness: number | null;
  /** due: its run may still begin; missed: it had none. */
  readonly state: RunRecord['state'] | 'due' | 'missed';
  readonly reason: string | null;
}

export interface HistorySources {
  /** All in (since, now]. */
  readonly fires: readonly number[];
  readonly runs: readonly ScheduledRun[];
  readonly concurrency: Schedule['concurrency'];
  /** Why it does not fire now; null: it does. */
  readonly suspended: 'file' | 'person' | null;
  /** Since when it does not, where that is known. */
  readonly suspendedSince: number | null;
  readonly now: number;
  /** Milliseconds that a run may be late before it is missed. */
  readonly patience: number;
}

/** Newest first. What nothing is known of is not there: whoever calls gives no fires that may have had a run which is gone. */
export function historyOf(sources: HistorySources): readonly FireHistory[] {
  const { fires, runs } = sources;
  const had = new Set(runs.map(({ at }) => at));
  const without = fires.filter((fire) => !had.has(fire)).map((fire) => withoutRun(fire, sources));
  return [...runs.map(withRun), ...without].sort((a, b) => b.at - a.at || (b.started ?? 0) - (a.started ?? 0));
}

function withRun({ id, at, started, ended, state, reason }: ScheduledRun): FireHistory {
  return { run: id, at, started, ended, lateness: latenessOf({ at, started }), state, reason };
}

/** Seconds. */
export function latenessOf({ at, started }: Pick<ScheduledRun, 'at' | 'started'>): number {
  return Math.max(0, (started - at) / 1000);
}

function withoutRun(at: number, sources: HistorySources): FireHistory {
  const reason = whyNone(at, sources);
  const isDue = reason === null && sources.now - at < sources.patience;
  return { run: null, at, started: null, ended: null, lateness: null, state: isDue ? 'due' : 'missed', reason };
}

/** Null: nobody knows. */
function whyNone(
  at: number,
  { runs, concurrency, suspended, suspendedSince }: Omit<HistorySources, 'fires'>,
): string | null {
  if (suspended !== null && suspendedSince !== null && suspendedSince <= at) {
    return suspended === 'file' ? 'suspended by the file' : 'suspended by a person';
  }
  const before = runs.find((run) => run.at < at && run.started <= at && (run.ended === null || run.ended > at));
  if (concurrency === 'forbid' && before !== undefined) return `run ${before.id} was still going`;
  return suspended === null ? null : 'it is suspended now';
}

/** The newest of those in (since, now], newest first. */
export function latestFires(
  schedule: Pick<Schedule, 'cron' | 'timezone'>,
  { since, now }: { readonly since: number; readonly now: number },
  most: number,
): readonly number[] {
  const fires: number[] = [];
  for (let fire = lastFire(schedule, now); fire !== null && fire > since && fires.length < most;) {
    fires.push(fire);
    fire = lastFire(schedule, fire - 1);
  }
  return fires;
}
