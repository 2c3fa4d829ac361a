/** The table of steps for a reviewer: how each stands, how long it took against the base, and what came of it. */
import { taskKey } from '../../plan/plan.ts';
import type { Baseline } from '../../records/baseline.ts';
import type { RunRecord, StepRecord } from '../../records/schema.ts';
import { changesByStep, secondsOf, stepsByName, type MetricChange } from '../comparison.ts';
import { placeText, repositoryPath } from '../failure.ts';
import type { Links } from '../links.ts';
import { autolink, code, escapeMarkdown, link, markdownTable } from '../markdown/text.ts';
import { fanSummary } from '../ranking.ts';
import { lookOf, type ShownState } from '../states.ts';
import type { Section } from '../summary/sections.ts';
import { chooseRows, metricTexts } from '../table.ts';
import { duration, durationDifference, number } from '../units.ts';

export interface StepTableOptions {
  readonly baseline: Baseline | null;
  readonly links: Links;
  /** By `taskKey`. */
  readonly phases: ReadonlyMap<string, string>;
}

const mostRows = 60;
const fewRows = 15;
const longestName = 80;
const longestReason = 160;
const shownMetrics = 2;
/** Of two runs of the same thing the times differ by so much anyway: seconds, and a share of the base. */
const noise = { seconds: 1, share: 0.1 };

interface Row {
  readonly state: ShownState;
  readonly cells: readonly string[];
}

export function stepTable(record: RunRecord, options: StepTableOptions): Section {
  const { baseline } = options;
  const before = stepsByName(baseline);
  const changes = changesByStep(record, baseline);
  const rows = record.steps.map((step): Row => {
    const { stage, name, line, state } = step;
    const cells = [
      escapeMarkdown(stage, longestName),
      link(escapeMarkdown(name, longestName), options.links.file?.(record.file, line)),
      `${lookOf(state).sign}\u00a0${stateText(step, options.phases)}`,
      timeText(step, before.get(name) ?? null),
      result(step, changes.get(step) ?? [], record, options),
    ];
    return { state, cells };
  });
  const head = ['stage', 'step', 'state', baseline === null ? 'time' : 'time\u00a0(Δ)', 'key result'];
  const render = (limit: number): string => {
    const { rows: chosen, hidden } = chooseRows(rows, limit);
    const table =
      chosen.length === 0
        ? []
        : [
            markdownTable(
              head,
              chosen.map(({ cells }) => cells),
              head.slice(3, 4),
            ),
          ];
    return [...table, ...(hidden === null ? [] : [`Not shown: ${hidden}.`])].join('\n\n');
  };
  return {
    full: () => render(mostRows),
    shorter: [
      { rank: 75, render: () => render(fewRows), missing: 'rows of steps' },
      { rank: 90, render: () => render(0), missing: 'the table of steps' },
    ],
  };
}

/** The record's own word first. */
function stateText(step: StepRecord, phases: StepTableOptions['phases']): string {
  const { state, attempts, place } = step;
  // The error is told above the table, and its place in the last column.
  const reason = place === null ? step.reason : `exit ${step.exit_code ?? 'unknown'}`;
  const isOver = state !== 'running' && state !== 'pending';
  const phase = isOver ? null : (phases.get(taskKey({ step: step.name })) ?? childrenPhase(step, phases));
  const tried = attempts.length > 1 ? `${number(attempts.length)} attempts` : null;
  const said = [fanSummary(step), tried, reason, phase].filter((text) => text !== null);
  const since = state === 'running' && phase === null ? sinceText(step) : '';
  return escapeMarkdown(`${state}${since}${said.length === 0 ? '' : `: ${said.join(' · ')}`}`, longestReason);
}

/** What most of its children wait for. */
function childrenPhase({ name, children }: StepRecord, phases: StepTableOptions['phases']): string | null {
  const counts = new Map<string, number>();
  for (const { iteration } of children ?? []) {
    const phase = phases.get(taskKey({ step: name, iteration }));
    if (phase !== undefined) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? null : `${number(most[1])} of them: ${most[0]}`;
}

/** The comment may stand for a while before it is written again: a time of day stays true. */
function sinceText({ started_at: startedAt }: StepRecord): string {
  return startedAt === null ? '' : ` since ${startedAt.slice(11, 16)} UTC`;
}

function timeText(step: StepRecord, before: StepRecord | null): string {
  const seconds = secondsOf(step);
  if (seconds === null || step.state === 'skipped') return '–';
  const base = before?.state === 'succeeded' ? secondsOf(before) : null;
  const difference = base === null ? 0 : seconds - base;
  const isNoise = Math.abs(difference) < Math.max(noise.seconds, noise.share * (base ?? 0));
  const text = isNoise ? duration(seconds) : `${duration(seconds)} (${durationDifference(difference)})`;
  return text.replaceAll(' ', '\u00a0');
}

function result(
  step: StepRecord,
  changes: readonly MetricChange[],
  { file }: RunRecord,
  { links, baseline }: StepTableOptions,
): string {
  const { service, place } = step;
  // A pipe would end the cell.
  if (service !== null)
    return service.external_url === null ? code(service.url.replaceAll('|', '%7C')) : autolink(service.external_url);
  if (place !== null) {
    const path = repositoryPath(file, place.file);
    const url = path === null ? null : links.file?.(path, place.cell === null ? place.line : null);
    return link(escapeMarkdown(`${place.error} at ${placeText(place)}`, longestName), url);
  }
  const reported = changes.filter(({ value }) => value !== null);
  if (reported.length === 0) return escapeMarkdown(metricTexts(step).slice(0, shownMetrics).join(' · '), longestName);
  const chosen = reported.find(({ metric }) => metric === step.select?.metric) ?? reported[0];
  // What it is compared with stands in the table of metrics.
  if (baseline !== null && chosen !== undefined) return escapeMarkdown(metricText(chosen), longestName);
  const shown = reported.slice(0, shownMetrics).map((change) => metricText(change));
  const more = reported.length - shown.length;
  return escapeMarkdown([...shown, ...(more === 0 ? [] : [`${number(more)} more`])].join(' · '), 2 * longestName);
}

function metricText({ metric, value }: MetricChange): string {
  return `${metric} ${number(value ?? 'NaN')}`;
}
