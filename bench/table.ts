/** The measurements as lines for people. */
import { median, type Measurement, type Subject } from './measure.ts';

export interface Row {
  readonly subject: Subject;
  /** What it should stay below. */
  readonly target?: { readonly seconds: number; readonly bytes?: number };
  /** Subjects of the same bench that it is compared with. */
  readonly beside?: readonly Subject[];
}

const heads = ['', 'median', 'range', 'target', 'peak memory', 'target', 'beside it'];

const seconds = (value: number): string => `${value.toFixed(3)} s`;
export const megabytes = (value: number): string => `${Math.round(value / 1e6)} MB`;

export function formatTable(rows: readonly Row[], measurements: readonly Measurement[]): string {
  const bySubject = new Map(measurements.map((measurement) => [measurement.subject, measurement]));
  const lines = [heads, ...rows.map((row) => cells(row, bySubject))];
  return alignColumns(lines);
}

/** The first line is the heads. */
export function alignColumns(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ subject, target, beside = [] }: Row, measurements: ReadonlyMap<Subject, Measurement>): string[] {
  const own = measurements.get(subject);
  if (own === undefined || own.failure !== null) return [subject.name, '-', '', '', '', '', own?.failure ?? 'not run'];
  const ratios = beside.flatMap((other) => {
    const measured = measurements.get(other);
    if (measured === undefined || measured.failure !== null) return [];
    return [`${(median(own.seconds) / median(measured.seconds)).toFixed(2)} × ${other.name}`];
  });
  return [
    subject.name,
    seconds(median(own.seconds)),
    `${seconds(Math.min(...own.seconds))} - ${seconds(Math.max(...own.seconds))}`,
    verdict(own.seconds, target?.seconds, seconds),
    megabytes(median(own.bytes)),
    verdict(own.bytes, target?.bytes, megabytes),
    ratios.join(', '),
  ];
}

function verdict(values: readonly number[], target: number | undefined, show: (value: number) => string): string {
  if (target === undefined) return '';
  return `${median(values) < target ? 'below' : 'ABOVE'} ${show(target)}`;
}
