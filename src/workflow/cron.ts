/**
 * Checks a cron expression as cron(5) means it: five fields, lists, ranges, steps, names, `@daily` and its like; in the
 * last field both 0 and 7 are Sunday. The croner library reads it too; the sentences are ours, since they must name the
 * field, the value and the way out.
 */
import { Cron } from 'croner';
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

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, words: [], firstWord: 0 },
  { name: 'hour', min: 0, max: 23, words: [], firstWord: 0 },
  { name: 'day of month', min: 1, max: 31, words: [], firstWord: 1 },
  { name: 'month', min: 1, max: 12, words: MONTHS, firstWord: 1 },
  { name: 'day of week', min: 0, max: 7, words: DAYS, firstWord: 0 },
];

const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const MAX_LENGTH = 256;

/** Any day that is followed by every possible date: a search from here finds all that ever comes. */
const SEARCH_FROM = new Date('2000-01-01T00:00:00Z');

/** A sentence about what is wrong, or null. */
export function checkCron(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return 'the cron expression is empty; it has 5 fields, like "0 3 * * 1"';
  if (trimmed.length > MAX_LENGTH) return `a cron expression may have ${MAX_LENGTH} characters`;
  if (trimmed.startsWith('@')) return checkNickname(trimmed);
  const values = trimmed.split(/\s+/);
  if (values.length !== FIELDS.length) {
    const names = FIELDS.map((field) => field.name).join(', ');
    return `a cron expression has 5 fields (${names}), ${quote(trimmed)} has ${values.length}`;
  }
  for (const [place, field] of FIELDS.entries()) {
    const problem = checkField(values[place] ?? '', field);
    if (problem !== null) return problem;
  }
  return checkComes(trimmed, values);
}

function checkNickname(text: string): string | null {
  return NICKNAMES.includes(text.toLowerCase())
    ? null
    : `${quote(text)} is not known; there are ${NICKNAMES.join(', ')}`;
}

function checkField(text: string, field: Field): string | null {
  for (const part of text.split(',')) {
    const problem =
      part === '' ? `${field.name} ${quote(text)} has a comma with no value beside it` : checkPart(part, field);
    if (problem !== null) return problem;
  }
  return null;
}

/** One part of a list: `*`, `5`, `1-5`, each of them but the second also with `/step`. */
function checkPart(part: string, field: Field): string | null {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0) return `${field.name} ${quote(part)} has two steps`;
  const problem = range === '*' ? null : checkRange(range, field);
  if (problem !== null || step === undefined) return problem;
  if (!/^\d+$/.test(step)) return `${field.name} step ${quote(part)}: ${quote(step)} is not a whole number`;
  if (Number(step) === 0) return `${field.name} step ${quote(part)}: a step must be at least 1`;
  if (Number(step) > field.max) return `${field.name} step ${quote(part)}: a step must be at most ${field.max}`;
  if (range !== '*' && !range.includes('-')) {
    return `${field.name} ${quote(part)}: a step needs a range; write "${range}-${field.max}/${step}"`;
  }
  return null;
}

function checkRange(range: string, field: Field): string | null {
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
  return from > to ? `${field.name} range ${range} ends before it begins` : null;
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

function checkComes(text: string, values: readonly string[]): string | null {
  try {
    const next = new Cron(text, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun(SEARCH_FROM);
    if (next !== null) return null;
  } catch (error) {
    return `the cron expression ${quote(text)} is not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
  return `${quote(text)} never comes: day ${values[2] ?? ''} does not exist in month ${values[3] ?? ''}`;
}
