/**
 * What is allowed in a schedule and rarely meant. What GitHub does: https://docs.github.com/actions/reference/events-that-trigger-workflows#schedule;
 * GitLab: https://docs.gitlab.com/ci/pipelines/schedules/
 */
import type { DiagnosticCode } from '../workflow/codes.ts';
import { cronFields } from '../workflow/cron.ts';
import { shortestInterval } from '../workflow/cron-calendar.ts';
import type { Schedule } from '../workflow/model.ts';
import { clockChanges } from './clock-changes.ts';

export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
}

const MINUTE = 60;
/** Seconds between two times below which neither GitHub nor GitLab.com starts anything. */
const SHORTEST_OF_CI = 5 * MINUTE;
const YEAR = 366 * 86_400_000;

/** @param now milliseconds since the epoch: changes of the clocks are looked for in the year that follows */
export function lintSchedule(schedule: Schedule, now: number): readonly Finding[] {
  const onCi = schedule.backend === 'ci' ? [often(schedule), fullHour(schedule)] : [];
  return [...onCi, bothDays(schedule), ...clocks(schedule, now)].filter((finding) => finding !== null);
}

/** @param seconds that the last runs took, the newest first; a single one may be an exception */
export function lintDurations({ name, cron }: Schedule, seconds: readonly number[]): Finding | null {
  const shortest = shortestInterval(cron);
  const [fastest] = seconds.toSorted((a, b) => a - b);
  if (shortest === null || fastest === undefined || seconds.length < 2 || fastest <= shortest) return null;
  const message = `the last ${seconds.length} runs took ${minutes(fastest)} or more, and "${name}" comes every ${minutes(shortest)}`;
  return { code: 'SLOW_RUNS', message };
}

function often({ cron }: Schedule): Finding | null {
  const shortest = shortestInterval(cron);
  if (shortest === null || shortest >= SHORTEST_OF_CI) return null;
  const message = `"${cron}" comes every ${minutes(shortest)}; GitHub starts nothing that comes more often than every 5 minutes, GitLab.com leaves times out`;
  return { code: 'TOO_OFTEN', message };
}

function fullHour({ name, cron }: Schedule): Finding | null {
  const [first, ...more] = cronFields(cron).minutes;
  if (first !== 0 || more.length > 0) return null;
  const better = cron.replace(/^\S+/, String(quietMinute(name)));
  return {
    code: 'LATE_MINUTE',
    message: `"${cron}" comes at the full hour, when GitHub starts late; "${better}" would do`,
  };
}

/** Another for each name, and the same each time. */
function quietMinute(name: string): number {
  const sum = Array.from(name, (letter) => letter.codePointAt(0) ?? 0).reduce((total, code) => total + code, 0);
  return 7 + (sum % 47);
}

function bothDays({ cron }: Schedule): Finding | null {
  const [, , days = '*', , weekdays = '*'] = cron.split(' ');
  if (cronFields(cron).bothDays) return null;
  const written = [days.replaceAll('*/', '1-31/'), weekdays.replaceAll('*/', '0-6/')];
  const clear = written[0] === days && written[1] === weekdays ? '' : stepAdvice(cron, written);
  const message = `"${cron}" comes on days that fit "${days}" or "${weekdays}", not only on those that fit both${clear}`;
  return { code: 'CRON_DAYS', message };
}

/** Vixie's cron and its heirs take any field that begins with a star for one, and want both then. */
function stepAdvice(cron: string, [days = '', weekdays = '']: readonly string[]): string {
  const [minute = '', hour = '', , month = ''] = cron.split(' ');
  return `; other crons take a step over all days for a star, "${[minute, hour, days, month, weekdays].join(' ')}" means the same to all`;
}

/** The next of each kind. One that comes every hour loses nothing that the next hour does not bring. */
function clocks(schedule: Schedule, now: number): readonly (Finding | null)[] {
  if (cronFields(schedule.cron).hours.length === 24) return [];
  const changes = clockChanges(schedule, now, now + YEAR);
  return (['gap', 'repeat'] as const).map((kind) => {
    const change = changes.find((each) => each.kind === kind);
    if (change === undefined) return null;
    const [date = '', time = ''] = new Date(change.wall).toISOString().slice(0, 16).split('T');
    return kind === 'gap'
      ? {
          code: 'DST_GAP',
          message: `${time} does not exist in ${schedule.timezone} on ${date}: skipped${gapElsewhere(schedule)}`,
        }
      : {
          code: 'DST_REPEAT',
          message: `${time} comes twice in ${schedule.timezone} on ${date}: fires twice${repeatElsewhere(schedule)}`,
        };
  });
}

function gapElsewhere({ backend }: Schedule): string {
  return backend === 'ci' ? '; on GitHub it comes when the clocks go on' : '';
}

function repeatElsewhere({ backend }: Schedule): string {
  return backend === 'ci' ? '; on GitLab once' : '';
}

function minutes(seconds: number): string {
  const count = Math.round(seconds / MINUTE);
  if (count >= 2 * 60 && count % 60 === 0) return `${count / 60} hours`;
  return count === 1 ? '1 minute' : `${count} minutes`;
}
