/**
 * Cron expressions as cron(5) means them: five fields, lists, ranges, steps, names, `@daily` and its like; in the last
 * field both 0 and 7 are Sunday. What is accepted means the same to robfig/cron, which Kubernetes uses, once `portable`
 * has written it out: https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
import { FIELDS, type Part, readField } from './cron-fields.ts';
import { quote } from './shape/found.ts';

/** Which values each field stands for, ascending and each once; Sunday is 0. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Whether a day must fit both day fields, as one of them is a star; else it needs to fit one. */
  readonly bothDays: boolean;
}

const NICKNAMES = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);
const MAX_LENGTH = 256;
/** Days of the months, 29 of February. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A sentence about what is wrong, or null. */
export function checkCron(text: string): string | null {
  const read = readCron(text);
  return typeof read === 'string' ? read : null;
}

/** @param text `checkCron` has found nothing wrong with it @throws RangeError it had not looked */
export function cronFields(text: string): CronFields {
  const read = readCron(text);
  if (typeof read === 'string') throw new RangeError(read);
  return read.fields;
}

/**
 * The same in five fields that every system takes: GitHub knows no nicknames, and Kubernetes no 7 for Sunday.
 * @param text as of `cronFields`
 */
export function portable(text: string): string {
  const read = readCron(text);
  if (typeof read === 'string') throw new RangeError(read);
  return read.parts
    .map((parts, place) => (place === 4 ? parts.map(portableWeekday) : parts.map(textOf)).join(','))
    .join(' ');
}

interface Read {
  readonly parts: readonly (readonly Part[])[];
  readonly fields: CronFields;
}

function readCron(text: string): Read | string {
  const trimmed = text.trim();
  if (trimmed === '') return 'the cron expression is empty; it has 5 fields, like "0 3 * * 1"';
  if (trimmed.length > MAX_LENGTH) return `a cron expression may have ${MAX_LENGTH} characters`;
  const written = trimmed.startsWith('@') ? NICKNAMES.get(trimmed.toLowerCase()) : trimmed;
  if (written === undefined) return `${quote(trimmed)} is not known; ${wayOut(trimmed)}`;
  const texts = written.split(/\s+/);
  if (texts.length !== FIELDS.length) return wrongCount(written, texts);
  const parts: (readonly Part[])[] = [];
  for (const [place, field] of FIELDS.entries()) {
    const read = readField(texts[place] ?? '', field);
    if (typeof read === 'string') return read;
    parts.push(read);
  }
  const fields = fieldsOf(parts);
  if (comes(fields)) return { parts, fields };
  return `${quote(written)} never comes: day ${texts[2] ?? ''} does not exist in month ${texts[3] ?? ''}`;
}

function fieldsOf(parts: readonly (readonly Part[])[]): CronFields {
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = parts.map((list) =>
    [...new Set(list.flatMap(({ values }) => values))].sort((a, b) => a - b),
  );
  const isStar = (place: number): boolean => parts[place]?.some(({ star }) => star) ?? false;
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((day) => day % 7)),
    bothDays: isStar(2) || isStar(4),
  };
}

function comes({ days, months, weekdays, bothDays }: CronFields): boolean {
  if (!bothDays && weekdays.size > 0) return true;
  return [...months].some((month) => [...days].some((day) => day <= (LENGTHS[month - 1] ?? 0)));
}

function wayOut(text: string): string {
  if (/^@reboot$/i.test(text)) return 'nothing is started when a machine starts; name a time';
  if (/^@every/i.test(text)) return 'an interval needs times to begin at: "*/15 * * * *" is every 15 minutes';
  return `there are ${[...NICKNAMES.keys()].join(', ')}`;
}

function wrongCount(text: string, texts: readonly string[]): string {
  if (/^(CRON_)?TZ=/.test(text)) return `${quote(text)} names a time zone; write it as "timezone"`;
  const names = FIELDS.map(({ name }) => name).join(', ');
  const more = texts.length === 6 || texts.length === 7 ? '; take the seconds out, which come first' : '';
  return `a cron expression has 5 fields (${names}), ${quote(text)} has ${texts.length}${more}`;
}

function textOf({ text }: Part): string {
  return text;
}

function portableWeekday({ text, values, to }: Part): string {
  if (text.startsWith('*') || to < 7) return text;
  return [...new Set(values.map((day) => day % 7))].join(',');
}
