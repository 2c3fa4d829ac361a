/** A run beside the one that it is compared with: what changed, and whether that is better. Pure, of the two records. */
import type { MetricValue } from '../backends/result.ts';
import type { Baseline } from '../records/baseline.ts';
import type { ChildRecord, RunRecord, StepRecord } from '../records/schema.ts';
import { directionOf, type Direction } from './direction.ts';
import { reportedMetrics } from './ranking.ts';
import { scalar, secondsBetween } from './units.ts';

/**
 * `changed`: nobody knows which way is better; `new`: the other run had no such metric; `gone`: this one has none any more;
 * `missing`: this one has not got that far; `alone`: there is no other run.
 */
export type Change = 'better' | 'worse' | 'same' | 'changed' | 'new' | 'gone' | 'missing' | 'alone';

export interface MetricChange {
  readonly step: StepRecord;
  readonly metric: string;
  readonly direction: Direction | null;
  /** Null: it was not reported. */
  readonly value: MetricValue | null;
  readonly base: MetricValue | null;
  /** Difference of the two, and as a share of the base; null where that is no number. */
  readonly delta: number | null;
  readonly share: number | null;
  readonly change: Change;
  readonly gate: Gate | null;
}

export type Gate = StepRecord['gates'][number];

/** Relative: of sums in another order, and of what JSON rounds. */
const noise = 1e-9;

/** Of every metric of every step, in file order, those with a gate first; steps that are no more come last. */
export function metricChanges(record: RunRecord, baseline: Baseline | null): readonly MetricChange[] {
  const before = stepsByName(baseline);
  const ours = record.steps.flatMap((step) => changesOf(step, before.get(step.name) ?? null, baseline !== null));
  const names = new Set(record.steps.map(({ name }) => name));
  const theirs = [...before.values()].filter(({ name }) => !names.has(name));
  return [...ours, ...theirs.flatMap((step) => goneWith(step))];
}

export function changesByStep(record: RunRecord, baseline: Baseline | null): ReadonlyMap<StepRecord, MetricChange[]> {
  const changes = new Map<StepRecord, MetricChange[]>(record.steps.map((step) => [step, []]));
  for (const change of metricChanges(record, baseline)) changes.get(change.step)?.push(change);
  return changes;
}

function changesOf(step: StepRecord, before: StepRecord | null, isCompared: boolean): readonly MetricChange[] {
  const metrics = reportedMetrics(step);
  const bases = before === null ? {} : reportedMetrics(before);
  const gated = step.gates.map(({ metric }) => metric);
  const names = new Set([...gated, ...Object.keys(metrics), ...Object.keys(bases)]);
  return [...names].map((metric) => {
    const gate = step.gates.find((each) => each.metric === metric) ?? null;
    // What was judged is what the run had: the metrics of a step with children may be those of another child.
    const value = own(metrics, metric) ?? gate?.value ?? null;
    const base = own(bases, metric);
    const direction = directionOf(metric, step) ?? (before === null ? null : directionOf(metric, before));
    const change = isCompared ? changeOf(value, base, direction, step) : 'alone';
    return { step, metric, direction, value, base, ...differenceOf(value, base), change, gate };
  });
}

function goneWith(step: StepRecord): readonly MetricChange[] {
  return Object.entries(reportedMetrics(step)).map(([metric, base]) => {
    const direction = directionOf(metric, step);
    return { step, metric, direction, value: null, base, delta: null, share: null, change: 'gone', gate: null };
  });
}

function changeOf(
  value: MetricValue | null,
  base: MetricValue | null,
  direction: Direction | null,
  { state }: StepRecord,
): Change {
  if (value === null) return state === 'succeeded' || state === 'reused' ? 'gone' : 'missing';
  if (base === null) return 'new';
  const [now, then] = [Number(value), Number(base)];
  if (isSame(now, then)) return 'same';
  // Whatever it was to be, it is no number any more, or has become one.
  if (Number.isNaN(now)) return 'worse';
  if (Number.isNaN(then)) return 'better';
  if (direction === null) return 'changed';
  return now < then === (direction === 'lower') ? 'better' : 'worse';
}

function isSame(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= noise * Math.max(Math.abs(a), Math.abs(b));
}

function differenceOf(value: MetricValue | null, base: MetricValue | null): Pick<MetricChange, 'delta' | 'share'> {
  if (typeof value !== 'number' || typeof base !== 'number') return { delta: null, share: null };
  const delta = value - base;
  const share = delta / Math.abs(base);
  return { delta: Number.isFinite(delta) ? delta : null, share: Number.isFinite(share) ? share : null };
}

/** Not what every object has: a metric may be called `constructor`. */
function own(metrics: Readonly<Record<string, MetricValue>>, name: string): MetricValue | null {
  return Object.hasOwn(metrics, name) ? (metrics[name] ?? null) : null;
}

export function stepsByName(baseline: Baseline | null): ReadonlyMap<string, StepRecord> {
  return new Map((baseline?.record.steps ?? []).map((step) => [step.name, step]));
}

/** Seconds that it took; null: it has not ended, or never began. */
export function secondsOf({ started_at, ended_at }: Pick<ChildRecord, 'started_at' | 'ended_at'>): number | null {
  return secondsBetween(started_at, ended_at);
}

export interface ParamChange {
  readonly name: string;
  /** Null: it has none of that name. */
  readonly value: string | null;
  readonly base: string | null;
}

/** Params that are not the same: then the code alone does not explain what changed. */
export function paramChanges(record: RunRecord, { record: base }: Baseline): readonly ParamChange[] {
  const names = new Set([...Object.keys(record.params), ...Object.keys(base.params)]);
  const text = ({ params }: RunRecord, name: string): string | null => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? null : scalar(value);
  };
  return [...names]
    .map((name) => ({ name, value: text(record, name), base: text(base, name) }))
    .filter(({ value, base: other }) => value !== other);
}
