/**
 * One field of a cron expression: which values it stands for, or what is wrong with it. The sentences are ours, since
 * they must name the field, the value and the way out.
 */
import { quote } from './shape/found.ts';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for the values from `firstWord` on. */
  readonly words: readonly string[];
  readonly firstWord: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, words: [], firstWord: 0 },
  { name: 'hour', min: 0, max: 23, words: [], firstWord: 0 },
  { name: 'day of month', min: 1, max: 31, words: [], firstWord: 1 },
  { name: 'month', min: 1, max: 12, words: MONTHS, firstWord: 1 },
  { name: 'day of week', min: 0, max: 7, words: DAYS, firstWord: 0 },
];

/** What other systems know, and what does the same here. */
const FOREIGN: readonly [pattern: RegExp, advice: string][] = [
  [/^\?$/, 'write "*"'],
  [/#/, 'let it fire every week, and its first step look at ${{ run.scheduled_at }}'],
  [
    /^(l|\d+w|lw|\d+l|l-\d+|[a-z]{3}l)$/i,
    'name a day, or let it fire daily and its first step look at ${{ run.scheduled_at }}',
  ],
  [/^h\b/i, 'name a minute; in a cluster `jitter` spreads starts'],
];

/** One part of a list. */
export interface Part {
  readonly text: string;
  /** Ascending; in the day of week 7 is Sunday too. */
  readonly values: readonly number[];
  /** Where its range ends; a step may leave that out. */
  readonly to: number;
  readonly star: boolean;
}

/** The parts, or a sentence about what is wrong. */
export function readField(text: string, field: Field): readonly Part[] | string {
  const parts: Part[] = [];
  for (const each of text.split(',')) {
    if (each === '') return `${field.name} ${quote(text)} has a comma with no value beside it`;
    const part = readPart(each, field);
    if (typeof part === 'string') return part;
    parts.push(part);
  }
  return parts;
}

/** `*`, `5`, `1-5`, each of them but the second also with `/step`. */
function readPart(text: string, field: Field): Part | string {
  const foreign = FOREIGN.find(([pattern]) => pattern.test(text));
  if (foreign !== undefined && !isValue(text, field)) {
    return `${field.name} ${quote(text)} is not known to every cron; ${foreign[1]}`;
  }
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0) return `${field.name} ${quote(text)} has two steps`;
  const ends: readonly [number, number] | string = range === '*' ? [field.min, field.max] : readRange(range, field);
  if (typeof ends === 'string') return ends;
  const problem = step === undefined ? null : checkStep(text, range, step, field);
  if (problem !== null) return problem;
  const [from, to] = ends;
  const every = Number(step ?? 1);
  const values = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, place) => from + place * every);
  // A step of 1 leaves the star what it is; for robfig/cron, which Kubernetes uses, any other makes a list of it.
  return { text, values, to, star: range === '*' && every === 1 };
}

function checkStep(text: string, range: string, step: string, field: Field): string | null {
  const about = `${field.name} step ${quote(text)}`;
  if (!/^\d+$/.test(step)) return `${about}: ${quote(step)} is not a whole number`;
  if (Number(step) === 0) return `${about}: a step must be at least 1`;
  if (Number(step) > field.max) return `${about}: a step must be at most ${field.max}`;
  if (range === '*' || range.includes('-')) return null;
  return `${field.name} ${quote(text)}: a step needs a range; write "${range}-${field.max}/${step}"`;
}

function readRange(range: string, field: Field): readonly [number, number] | string {
  const ends = range.split('-');
  if (ends.length > 2) return `${field.name} range ${quote(range)} has more than two ends`;
  const numbers: number[] = [];
  for (const end of ends) {
    const value = valueOf(end, field, numbers.length > 0 ? 'to' : 'from');
    if (value === null) return notAValue(end, field);
    if (value < field.min || value > field.max) return `${field.name} ${end} is not in ${field.min}-${field.max}`;
    numbers.push(value);
  }
  const [from = 0, to = from] = numbers;
  return from > to ? `${field.name} range ${range} ends before it begins` : [from, to];
}

function isValue(text: string, field: Field): boolean {
  return valueOf(text, field, 'from') !== null;
}

/** Sunday is 0 at the start of a range and 7 at its end, so that `sat-sun` is a week-end. */
function valueOf(text: string, field: Field, end: 'from' | 'to'): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const word = field.words.indexOf(text.toLowerCase());
  if (word < 0) return null;
  return field.words === DAYS && word === 0 && end === 'to' ? 7 : word + field.firstWord;
}

function notAValue(text: string, { name, words, min, max }: Field): string {
  const allowed = words.length > 0 ? `${min}-${max} or ${words.join(', ')}` : `${min}-${max}`;
  return text === ''
    ? `${name}: a range needs both its ends`
    : `${name} ${quote(text)} is not a value; it takes ${allowed}`;
}
