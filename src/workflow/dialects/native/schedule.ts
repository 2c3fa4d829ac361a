/** `schedule`: when the workflow runs by itself. */
import { z } from 'zod';
import { checkCron, portable } from '../../cron.ts';
import type { Position } from '../../diagnostic.ts';
import type { Schedule } from '../../model.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { didYouMean } from '../../suggestion.ts';
import { wholeSeconds } from './amount.ts';
import { identifier, name, plain, scalar } from './text.ts';

/** The CronJob controller looks every 10 seconds: with less it may find that each start came too late. */
const MIN_DEADLINE = 10;
const MAX_RETRIES = 10;

const cron = z.string({ error: 'a cron expression like "0 3 * * 1"' }).check(({ value, issues }) => {
  const message = checkCron(value);
  if (message === null) return;
  const sentence = message.includes(value) ? message : `schedule ${quote(value)}: ${message}`;
  issues.push(problem('BAD_CRON', value, sentence));
});

const timezone = z.string({ error: 'a time zone like Europe/Berlin' }).check(({ value, issues }) => {
  if (isTimezone(value)) return;
  const zone = zoneOf(value);
  const hint = zone === null || !ZONE.test(zone) ? didYouMean(value, listed()) : `; did you mean "${zone}"?`;
  issues.push(problem('BAD_TIMEZONE', value, `the time zone ${quote(value)} is not known${hint}`));
});

/** How names are written that are not the first of their zone, like `US/Eastern`: `Intl` lists none of those. */
const ZONE = /^(?![A-Z][a-z]{2}$|[A-Z]{3,}\/|(?:.*\/)?[A-Z]{4})[A-Z][^/]*(?:\/[A-Z][^/]*)*$/;

/** `Intl` knows offsets too, and names in any case; schedulers look for a file of the tz database that is named so. */
export function isTimezone(text: string): boolean {
  if (zoneOf(text) === null) return false;
  const alike = listed().filter((known) => known.toLowerCase() === text.toLowerCase());
  return ZONE.test(text) && alike.every((known) => known === text);
}

function listed(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** The first name of what `Intl` takes for a zone; null: nothing. */
function zoneOf(text: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** What git allows in the name of a branch: https://git-scm.com/docs/git-check-ref-format */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|\/\/|@\{|\/\.|[\s~^:?*[\\]))(?!.*(?:\/|\.|\.lock)$).+$/;

const entry = z.strictObject(
  {
    name: name.exactOptional().meta({
      description: 'Name, unique in the file. Default: that of the workflow, with a number where there are several.',
    }),
    cron: cron.meta({ description: 'Five fields: minute, hour, day of month, month, day of week.' }),
    timezone: timezone.exactOptional().meta({ description: 'IANA name, like Europe/Berlin. Default UTC.' }),
    backend: z.enum(['ci', 'cluster'], { error: 'ci or cluster' }).exactOptional().meta({
      description: 'What starts the runs: the cron of GitHub or GitLab, or a CronJob in the cluster. Default ci.',
    }),
    params: z
      .record(identifier, scalar, { error: 'a map from names to values' })
      .exactOptional()
      .meta({ description: 'Values of params in these runs.' }),
    ref: plain('the name of a branch, like main', BRANCH).exactOptional().meta({
      description: 'Branch that is run. Default: the default branch, in a cluster the commit of the last sync.',
    }),
    concurrency: z.enum(['forbid', 'replace', 'allow'], { error: 'forbid, replace or allow' }).exactOptional().meta({
      description:
        'When the run before is not over: forbid leaves this one out, replace cancels that one, allow runs beside it. Default forbid.',
    }),
    catch_up: z.enum(['skip', 'latest', 'all'], { error: 'skip, latest or all' }).exactOptional().meta({
      description: 'In a cluster, what becomes of times that were missed. Default latest.',
    }),
    retries: z
      .int({ error: `a whole number from 0 to ${MAX_RETRIES}` })
      .min(0)
      .max(MAX_RETRIES)
      .exactOptional()
      .meta({ description: 'In a cluster, further runs after one that failed. Default 0.' }),
    suspend: z
      .boolean({ error: 'true or false' })
      .exactOptional()
      .meta({ description: 'Whether it rests: it stays known, and does not fire. Default false.' }),
    jitter: wholeSeconds(0).exactOptional().meta({
      description: 'In a cluster, the time over which starts are spread, so that not all come at once. Default 0.',
    }),
    deadline: wholeSeconds(MIN_DEADLINE).exactOptional().meta({
      description:
        'In a cluster, how late a run may still start; 10 seconds or more. Default 7d; with `catch_up: skip` 1m.',
    }),
  },
  { error: 'a map with cron' },
);

const FORMS = 'a cron expression, a map with cron';
export const one = z.union(
  [cron.meta({ description: 'Five fields: minute, hour, day of month, month, day of week. UTC.' }), entry],
  {
    error: `${FORMS} and the like`,
  },
);

export type WrittenSchedule = z.output<typeof entry>;

export const schedule = z
  .union([one, z.array(one)], { error: `${FORMS} and the like, or a list of those` })
  .meta({ description: 'When the workflow runs by itself: a cron expression, a map, or a list of those.' });

/** What a file that says no more than when. */
export function plainSchedule(name: string, at: Position, { cron }: Pick<WrittenSchedule, 'cron'>): Schedule {
  return {
    name,
    at,
    cron: portable(cron),
    timezone: 'UTC',
    backend: 'ci',
    params: {},
    concurrency: 'forbid',
    catchUp: 'latest',
    retries: 0,
    suspend: false,
    jitter: 0,
  };
}

/** @param defaultName of an entry that has none */
export function modelOf({ name, catch_up, ...written }: WrittenSchedule, defaultName: string, at: Position): Schedule {
  const plain = plainSchedule(name ?? defaultName, at, written);
  return { ...plain, ...written, cron: plain.cron, catchUp: catch_up ?? plain.catchUp };
}
