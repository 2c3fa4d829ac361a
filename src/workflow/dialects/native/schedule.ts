/** `schedule`: when the workflow runs by itself. */
import { z } from 'zod';
import { checkCron } from '../../cron.ts';
import type { Position } from '../../diagnostic.ts';
import type { Schedule } from '../../model.ts';
import { didYouMean } from '../../suggestion.ts';
import { problem } from '../../shape/issue.ts';

const cron = z.string({ error: 'a cron expression like "0 3 * * 1"' }).check(({ value, issues }) => {
  const message = checkCron(value);
  if (message === null) return;
  const sentence = message.includes(value) ? message : `schedule "${value}": ${message}`;
  issues.push(problem('BAD_CRON', value, sentence));
});

const timezone = z.string({ error: 'a time zone like Europe/Berlin' }).check(({ value, issues }) => {
  if (isTimezone(value)) return;
  const hint = didYouMean(value, Intl.supportedValuesOf('timeZone'));
  issues.push(problem('BAD_TIMEZONE', value, `the time zone "${value}" is not known${hint}`));
});

function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const one = z.union(
  [
    cron.meta({ description: 'Five fields: minute, hour, day of month, month, day of week. UTC.' }),
    z.strictObject({
      cron: cron.meta({ description: 'Five fields: minute, hour, day of month, month, day of week.' }),
      timezone: timezone.exactOptional().meta({ description: 'IANA name, like Europe/Berlin. Default UTC.' }),
    }),
  ],
  { error: 'a cron expression, or a map with cron and timezone' },
);

type Written = Pick<Schedule, 'cron'> & { readonly timezone?: string };

export const schedule = z
  .union([one, z.array(one)], { error: 'a cron expression, a map with cron and timezone, or a list of those' })
  .transform((value): readonly Written[] =>
    (Array.isArray(value) ? value : [value]).map((entry) => (typeof entry === 'string' ? { cron: entry } : entry)),
  )
  .meta({ description: 'When the workflow runs by itself: a cron expression, or several.' });

/** What a file that says no more than when. */
export function plainSchedule(name: string, at: Position, written: Written): Schedule {
  return {
    timezone: 'UTC',
    ...written,
    name,
    at,
    backend: 'ci',
    params: {},
    concurrency: 'forbid',
    catchUp: 'latest',
    retries: 0,
    suspend: false,
    jitter: 0,
  };
}

/** @param at where the schedule of that index stands */
export function readSchedules(
  written: readonly Written[],
  workflow: string,
  at: (index: number) => Position,
): readonly Schedule[] {
  return written.map((each, index) => {
    const name = written.length === 1 ? workflow : `${workflow}-${String(index + 1)}`;
    return plainSchedule(name, at(index), each);
  });
}
