/** The one table of a run, as data: a row for each step in file order. */
import type { MetricValue } from '../backends/result.ts';
import type { RunRecord, StepRecord } from '../records/schema.ts';
import type { Json } from '../workflow/model.ts';
import { reasonWithPlace } from './failure.ts';
import { shortLine } from './plain-text.ts';
import { bestChild, fanSummary } from './ranking.ts';
import { bestAddress } from './reach.ts';
import { countStates, type ShownState } from './states.ts';
import { duration, number, scalar, secondsBetween } from './units.ts';

export const columns = ['stage', 'step', 'kind', 'state', 'attempts', 'duration', 'metrics', 'reason'] as const;
export type Column = (typeof columns)[number];

export interface Row {
  readonly state: ShownState;
  /** Line of the workflow file. */
  readonly line: number;
  /** Plain text in one line each. */
  readonly cells: Readonly<Record<Column, string>>;
}

/** Metrics of a step in its row. */
export const shownMetrics = 3;
const longestName = 80;
const longestValue = 40;
const longestReason = 300;

interface Reported {
  readonly metrics: Readonly<Record<string, MetricValue>>;
  readonly outputs: Readonly<Record<string, Json>>;
  readonly gates: readonly { readonly metric: string }[];
}

export function tableRows(record: RunRecord): readonly Row[] {
  return record.steps.map(row);
}

function row(step: StepRecord): Row {
  const seconds = secondsBetween(step.started_at, step.ended_at);
  const tasks = step.children ?? [];
  const attempts = tasks.reduce((most, child) => Math.max(most, child.attempts.length), step.attempts.length);
  return {
    state: step.state,
    line: step.line,
    cells: {
      stage: shortLine(step.stage, longestName),
      step: shortLine(step.name, longestName),
      kind: step.kind,
      state: step.state,
      attempts: attempts === 0 ? '–' : String(attempts),
      duration: seconds === null ? '–' : duration(seconds),
      metrics: keyMetrics(step),
      reason: note(step),
    },
  };
}

function keyMetrics(step: StepRecord): string {
  const best = bestChild(step);
  return metricTexts(best !== null && Object.keys(step.metrics).length === 0 ? best : step).join(' · ');
}

/** What a task reported, in few words: its gated metrics before others; without metrics its scalar outputs. */
export function metricTexts(task: Reported): readonly string[] {
  const { metrics, outputs, gates } = task;
  const gated = gates.map((gate) => gate.metric).filter((name) => Object.hasOwn(metrics, name));
  const names = [...new Set([...gated, ...Object.keys(metrics)])];
  const numbers = names.map((name) => `${name} ${number(metrics[name] ?? 'NaN')}`);
  const scalars = Object.entries(outputs).map(([name, value]) => `${name} ${shortLine(scalar(value), longestValue)}`);
  const all = numbers.length > 0 ? numbers : scalars;
  const more = all.length - shownMetrics;
  return [...all.slice(0, shownMetrics), ...(more > 0 ? [`${more} more`] : [])].map((text) =>
    shortLine(text, longestName),
  );
}

function note(step: StepRecord): string {
  const parts = [
    step.reason === null ? null : reasonWithPlace(step.reason, step.place),
    fanSummary(step),
    step.service === null ? null : bestAddress(step.service),
    step.service?.smoke ? `smoke test ${step.service.smoke.status}` : null,
  ];
  return shortLine(parts.filter((part) => part !== null).join(' · '), longestReason);
}

export interface RowChoice<R> {
  readonly rows: readonly R[];
  /** What is not among them: `9 940 steps: 9 940 succeeded`; null when all are. */
  readonly hidden: string | null;
}

/** All rows if there are few; else those that people must see, in file order, at most `limit`. */
export function chooseRows<R extends Pick<Row, 'state'>>(all: readonly R[], limit: number): RowChoice<R> {
  if (all.length <= limit) return { rows: all, hidden: null };
  const chosen = new Set([...all].sort((a, b) => urgency(a.state) - urgency(b.state)).slice(0, limit));
  const rows = all.filter((candidate) => chosen.has(candidate) && urgency(candidate.state) < 2);
  const shown = new Set(rows);
  return { rows, hidden: countStates(all.filter((candidate) => !shown.has(candidate)).map(({ state }) => state)) };
}

function urgency(state: ShownState): 0 | 1 | 2 {
  switch (state) {
    case 'failed':
    case 'timed-out':
      return 0;
    case 'running':
    case 'cancelled':
      return 1;
    case 'pending':
    case 'skipped':
    case 'succeeded':
    case 'reused':
      return 2;
  }
}
