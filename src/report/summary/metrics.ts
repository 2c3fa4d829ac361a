/** All metrics of a run that is compared with none, folded. */
import type { RunRecord } from '../../records/schema.ts';
import { details, escapeMarkdown, markdownTable } from '../markdown/text.ts';
import { bestChild, childLabel, reportedMetrics } from '../ranking.ts';
import { shownMetrics } from '../table.ts';
import { number, plural } from '../units.ts';
import type { Section } from './sections.ts';

const mostRows = 300;

/** None when the table of steps has them all. */
export function metricSections(record: RunRecord): readonly Section[] {
  const reports = record.steps.map((step) => {
    const best = bestChild(step);
    return {
      name: step.name,
      of: best === null ? '' : ` (${childLabel(best)})`,
      metrics: Object.entries(reportedMetrics(step)),
    };
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
