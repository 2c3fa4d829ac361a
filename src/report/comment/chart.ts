/** The children of a sweep as a bar chart of mermaid: https://mermaid.js.org/syntax/xyChart.html */
import type { ChildRecord, StepRecord } from '../../records/schema.ts';
import { label } from '../mermaid.ts';
import { childLabel } from '../ranking.ts';
import { scalar } from '../units.ts';

/** More bars can't be told apart. */
const mostBars = 30;
const longestName = 24;

/** Null: there is nothing to compare, or too much. */
export function sweepChart({ children, select }: Pick<StepRecord, 'children' | 'select'>): string | null {
  if (children === null || select === null || children.length > mostBars) return null;
  const bars = children.flatMap((child) => {
    const value = child.metrics[select.metric];
    return typeof value === 'number' && Number.isFinite(value) ? [{ child, value }] : [];
  });
  if (bars.length < 2) return null;
  const values = bars.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Bars from 0 would all look the same where the metric hardly differs.
  const room = (high - low || Math.abs(high) || 1) / 10;
  const params = new Set(bars.flatMap(({ child }) => Object.keys(child.params)));
  const [only] = params.size === 1 ? [...params] : [];
  const names = bars.map(({ child }) => `"${label(nameOf(child, only), longestName)}"`);
  const axis = only === undefined ? '' : `"${label(only, longestName)}" `;
  return [
    'xychart-beta',
    `  x-axis ${axis}[${names.join(', ')}]`,
    `  y-axis "${label(select.metric, longestName)}" ${decimal(low - room)} --> ${decimal(high + room)}`,
    `  bar [${values.map(decimal).join(', ')}]`,
  ].join('\n');
}

function nameOf(child: ChildRecord, only: string | undefined): string {
  const value = only === undefined ? undefined : child.params[only];
  return value === undefined ? childLabel(child) : scalar(value);
}

/** Without an exponent, which the chart does not read. */
function decimal(value: number): string {
  const digits = Math.max(0, Math.min(12, 4 - Math.floor(Math.log10(Math.abs(value) || 1))));
  return value.toFixed(digits);
}
