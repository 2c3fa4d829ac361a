/** The measurements as lines for people. */
import { median } from '../measure.ts';
import { alignColumns, megabytes } from '../table.ts';
import type { Stored } from './stored.ts';
import type { Measurement } from './subject.ts';

const heads = [
  '',
  'median',
  'range',
  'reaction',
  'changing calls',
  'peak memory',
  'stored: anchor, ours, pods',
  'beside it',
];

export function formatTable(measurements: readonly Measurement[]): string {
  return alignColumns([heads, ...measurements.map((measurement) => cells(measurement, measurements))]);
}

function cells({ subject, runs, failure }: Measurement, all: readonly Measurement[]): string[] {
  if (failure !== null || runs.length === 0) return [subject.name, '-', '', '', '', '', '', failure ?? 'not run'];
  const seconds = runs.map((run) => run.seconds);
  const drivers = runs.flatMap(({ driver }) => (driver === undefined ? [] : [driver]));
  const reactions = drivers.flatMap((driver) => driver.reactions);
  return [
    subject.name,
    `${median(seconds).toFixed(1)} s`,
    `${Math.min(...seconds).toFixed(1)} - ${Math.max(...seconds).toFixed(1)} s`,
    reactions.length === 0 ? '' : `${median(reactions).toFixed(0)} ms, at most ${Math.max(...reactions).toFixed(0)}`,
    drivers.length === 0 ? '' : `${median(drivers.map(({ mutating }) => mutating)).toFixed(2)} a step`,
    drivers.length === 0 ? '' : megabytes(median(drivers.map(({ bytes }) => bytes))),
    drivers.length === 0 ? '' : storedText(drivers.map(({ stored }) => stored)),
    ratio(median(seconds), subject.beside, all),
  ];
}

function storedText(all: readonly Stored[]): string {
  const bytes = (['anchor', 'ours', 'pods'] as const).map((part) => median(all.map((stored) => stored[part])));
  return bytes.map((each) => `${(each / 1024).toFixed(0)} KiB`).join(', ');
}

function ratio(seconds: number, beside: string | undefined, all: readonly Measurement[]): string {
  const other = all.find(({ subject }) => subject.name === beside);
  if (other === undefined || other.runs.length === 0) return '';
  return `${(seconds / median(other.runs.map((run) => run.seconds))).toFixed(2)} × ${other.subject.name}`;
}
