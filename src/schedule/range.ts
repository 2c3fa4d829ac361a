/** A stretch of time as a person writes it: days, or times, on the clocks of a zone. */
import { AutomlError } from '../errors.ts';
import { stretchAt } from './zone.ts';

/** Both ends belong to it. Milliseconds since the epoch. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const form = /^([1-9]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** @throws AutomlError USAGE that names the option */
export function rangeOf(from: string, to: string, timezone: string): Range {
  const range = { from: momentOf('--from', from, timezone).first, to: momentOf('--to', to, timezone).last };
  if (range.from > range.to) throw new AutomlError('USAGE', `--from ${from} is after --to ${to}`);
  return range;
}

/** A day is as long as it is in the zone. */
function momentOf(option: string, text: string, timezone: string): { readonly first: number; readonly last: number } {
  const [, day, time, offset] = form.exec(text.trim()) ?? [];
  const wall = Date.parse(`${day}T${time ?? '00:00'}Z`);
  const exact = Date.parse(`${day}T${time ?? '00:00'}${offset ?? 'Z'}`);
  if (day === undefined || Number.isNaN(wall) || Number.isNaN(exact) || !new Date(wall).toISOString().startsWith(day)) {
    const examples = '2026-03-01, 2026-03-01T03:00 or 2026-03-01T03:00:00Z';
    throw new AutomlError('USAGE', `${option} "${text}" is not a day or a time like ${examples}`);
  }
  if (time === undefined) {
    const next = wall + 24 * 3600 * 1000;
    return { first: instantOf(wall, timezone), last: instantOf(next, timezone) - 1 };
  }
  const moment = offset === undefined ? instantOf(wall, timezone) : exact;
  return { first: moment, last: moment };
}

/** When the clocks show it first; what they skip is as if they had not been put yet. @param wall read as if in UTC */
function instantOf(wall: number, timezone: string): number {
  const day = 24 * 3600 * 1000;
  const [early = wall, late = wall] = [wall - day, wall + day]
    .map((near) => wall - stretchAt(timezone, near).offset)
    .sort((a, b) => a - b);
  return early + stretchAt(timezone, early).offset === wall ? early : late;
}
