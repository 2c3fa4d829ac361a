/** Metrics: those with a gate where everybody sees them, all of them folded. */
import type { RunRecord, StepRecord } from '../../records/schema.ts';
import { details, escapeMarkdown, markdownTable } from '../markdown/text.ts';
import { bestChild, childLabel } from '../ranking.ts';
import { shownMetrics } from '../table.ts';
import { number, plural } from '../units.ts';
import type { Section } from './sections.ts';

type GateResult = StepRecord['gates'][number];

const mostRows = 300;

interface Judged {
  readonly owner: string;
  readonly gate: GateResult;
}

export function gateSections(record: RunRecord): readonly Section[] {
  const judged = record.steps.flatMap((step): Judged[] => [
    ...step.gates.map((gate) => ({ owner: step.name, gate })),
    ...(step.children ?? []).flatMap((child) =>
      child.gates
        .filter(({ passed }) => !passed)
        .map((gate) => ({ owner: `${step.name} (${childLabel(child)})`, gate })),
    ),
  ]);
  if (judged.length === 0) return [];
  const failedFirst = judged.sort((a, b) => Number(a.gate.passed) - Number(b.gate.passed));
  const render = (): string => {
    const rows = failedFirst
      .slice(0, mostRows)
      .map(({ owner, gate }) => [
        `${escapeMarkdown(`${owner}.${gate.metric}`)}${arrow(gate)}`,
        gate.value === null ? 'not reported' : `**${number(gate.value)}**`,
        `${gate.passed ? '✅' : '❌'} ${limits(gate)}`,
      ]);
    return markdownTable(['metric', 'value', 'gate'], rows, ['value']);
  };
  return [{ full: render, shorter: [{ rank: 85, render: () => '', missing: 'gates' }] }];
}

/** Which direction is better, where the gate says it. */
function arrow({ min, max }: GateResult): string {
  if (min !== null && max !== null) return '';
  return min === null ? ' ↓' : ' ↑';
}

function limits({ min, max }: GateResult): string {
  if (min !== null && max !== null) return `${number(min)} to ${number(max)}`;
  if (min !== null) return `at least ${number(min)}`;
  return max === null ? '' : `at most ${number(max)}`;
}

/** None when the table of steps has them all. */
export function metricSections(record: RunRecord): readonly Section[] {
  const reports = record.steps.map((step) => {
    const best = bestChild(step);
    const metrics = Object.keys(step.metrics).length === 0 ? (best?.metrics ?? {}) : step.metrics;
    return { name: step.name, of: best === null ? '' : ` (${childLabel(best)})`, metrics: Object.entries(metrics) };
  });
  if (reports.length <= mostRows && reports.every(({ metrics }) => metrics.length <= shownMetrics)) return [];
  const rows = reports.flatMap(({ name, of, metrics }) =>
    metrics.map(([metric, value]) => [escapeMarkdown(`${name}.${metric}${of}`), number(value)]),
  );
  if (rows.length === 0) return [];
  const render = (): string => {
    const shown = rows.slice(0, mostRows);
    const more = rows.length - shown.length;
    const table = markdownTable(['metric', 'value'], shown, ['value']);
    return details(
      plural(rows.length, 'metric'),
      more === 0 ? table : `${table}\n\nand ${plural(more, 'more', 'more')}`,
    );
  };
  return [{ full: render, shorter: [{ rank: 70, render: () => '', missing: 'metrics' }] }];
}
