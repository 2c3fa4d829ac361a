/** Children of fanned-out steps, best first. */
import type { ChildRecord, RunRecord, StepRecord } from '../../records/schema.ts';
import { details, escapeMarkdown, markdownTable } from '../markdown/text.ts';
import { childLabel, rank, type Ranking } from '../ranking.ts';
import { lookOf } from '../states.ts';
import { duration, number, plural, scalar, secondsBetween } from '../units.ts';
import type { Section } from './sections.ts';

const mostRows = 20;
const fewRows = 3;
const mostColumns = 5;
const longestCell = 80;

export function sweepSections(record: RunRecord): readonly Section[] {
  return record.steps.flatMap((step) => {
    const { children } = step;
    if (children === null || children.length === 0) return [];
    const ranking = rank(step, children);
    return [
      {
        full: () => ranked(step, ranking, mostRows),
        shorter: [
          { rank: 60, render: () => ranked(step, ranking, fewRows), missing: 'most children of sweeps' },
          { rank: 61, render: () => '', missing: 'sweeps' },
        ],
      },
    ];
  });
}

function ranked(step: StepRecord, ranking: Ranking, limit: number): string {
  const content = rankedTable(step, ranking, limit);
  const { by, children } = ranking;
  const count = plural(children.length, 'child', 'children');
  if (by === null) return details(`${step.name}: ${count}`, content);
  const better = by.order === 'min' ? 'lower' : 'higher';
  return `**${escapeMarkdown(step.name)}**: ${count} by ${escapeMarkdown(by.metric)}, ${better} is better\n\n${content}`;
}

/** The first children, and how many more there are. */
export function rankedTable(step: StepRecord, { by, children }: Ranking, limit: number): string {
  const shown = children.slice(0, limit);
  const params = [...new Set(shown.flatMap((child) => Object.keys(child.params)))].slice(0, mostColumns);
  const metrics = new Set([
    ...(by === null ? [] : [by.metric]),
    ...shown.flatMap((child) => Object.keys(child.metrics)),
  ]);
  const metricColumns = [...metrics].slice(0, mostColumns);
  const head = ['child', ...params, ...metricColumns, 'state', 'duration'];
  const rows = shown.map((child) => {
    const bold = child.iteration === step.best ? '**' : '';
    return [
      `${bold}${child.item === undefined ? `#${child.iteration}` : escapeMarkdown(childLabel(child))}${bold}`,
      ...params.map((name) => text(child.params[name])),
      ...metricColumns.map((name) => metric(child, name, bold)),
      `${lookOf(child.state).sign}\u00a0${child.state}`,
      time(child),
    ];
  });
  const table = markdownTable(
    head.map((title) => escapeMarkdown(title)),
    rows,
    [...params, ...metricColumns, 'duration'].map((title) => escapeMarkdown(title)),
  );
  const rest = children.length - shown.length;
  return rest === 0 ? table : `${table}\n\nand ${plural(rest, 'more', 'more')}`;
}

function text(value: string | number | boolean | undefined): string {
  return value === undefined ? '–' : escapeMarkdown(scalar(value), longestCell);
}

function metric(child: ChildRecord, name: string, bold: string): string {
  const value = child.metrics[name];
  return value === undefined ? '–' : `${bold}${number(value)}${bold}`;
}

function time(child: ChildRecord): string {
  const seconds = secondsBetween(child.started_at, child.ended_at);
  return seconds === null ? '–' : duration(seconds);
}
