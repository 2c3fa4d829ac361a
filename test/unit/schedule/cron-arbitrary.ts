/** Expressions of every form, and a reader of them that has nothing in common with ours. */
import fc from 'fast-check';

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

type Range = (typeof RANGES)[number];

/** Many of them never come. */
export const anyCron: fc.Arbitrary<string> = fc.tuple(...RANGES.map(anyField)).map((fields) => fields.join(' '));

function anyField(range: Range): fc.Arbitrary<string> {
  const [min, max] = range;
  const value = fc.integer({ min, max });
  const ends = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max }).map((every) => `/${every}`);
  const stepped = fc.tuple(fc.oneof(fc.constant('*'), ends), step).map((parts) => parts.join(''));
  const part = fc.oneof(value.map(String), ends, stepped);
  const list = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
  return fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, list);
}

/** What the clocks show. */
export interface Shown {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly weekday: number;
}

/** Whether an expression of `anyCron` names the time. */
export function isNamed(cron: string, { minute, hour, day, month, weekday }: Shown): boolean {
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = cron.split(' ');
  if (!names(minutes, minute, RANGES[0]) || !names(hours, hour, RANGES[1]) || !names(months, month, RANGES[3]))
    return false;
  const byMonth = names(days, day, RANGES[2]);
  const byWeek = names(weekdays, weekday, RANGES[4]) || (weekday === 0 && names(weekdays, 7, RANGES[4]));
  return isStar(days) || isStar(weekdays) ? byMonth && byWeek : byMonth || byWeek;
}

function isStar(field: string): boolean {
  return field.split(',').some((part) => part === '*' || part === '*/1');
}

function names(field: string, value: number, [min, max]: Range): boolean {
  return field.split(',').some((part) => {
    const [, all, first = '0', last = first, step = '1'] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = all === undefined ? [Number(first), Number(last)] : [min, max];
    return value >= from && value <= to && (value - from) % Number(step) === 0;
  });
}
