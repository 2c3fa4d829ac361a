/**
 * Which moments fit a cron expression, on a clock that is never put forward or back: milliseconds that count as if its
 * wall were UTC. `schedule/zone.ts` leads from there to real time.
 */
import { type CronFields, cronFields } from './cron.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Years until all days of the week fall on the same dates again. */
const CYCLE = 28;
const YEAR = 366 * DAY;
/** Longest wait for what comes at all: 29 February, over a year like 2100. */
const MAX_YEARS = 8;

export class Calendar {
  readonly #fields: CronFields;
  /** Milliseconds since midnight, ascending. */
  readonly #times: readonly number[];

  constructor(cron: string) {
    this.#fields = cronFields(cron);
    const { hours, minutes } = this.#fields;
    this.#times = hours.flatMap((hour) => minutes.map((minute) => (hour * 60 + minute) * MINUTE));
  }

  /** The first one after a moment; null: none in eight years. */
  after(moment: number): number | null {
    const midnight = startOfDay(moment);
    const later = this.#isDay(midnight) ? this.#times[this.#countUpTo(moment - midnight)] : undefined;
    if (later !== undefined) return midnight + later;
    const end = new Date(midnight).getUTCFullYear() + MAX_YEARS;
    for (
      let day = midnight + DAY;
      new Date(day).getUTCFullYear() <= end;
      day = this.#isMonth(day) ? day + DAY : nextMonth(day)
    ) {
      if (this.#isDay(day)) return day + (this.#times[0] ?? 0);
    }
    return null;
  }

  /** The last one that is not after a moment; null: none in eight years. */
  upTo(moment: number): number | null {
    const midnight = startOfDay(moment);
    const earlier = this.#isDay(midnight) ? this.#times[this.#countUpTo(moment - midnight) - 1] : undefined;
    if (earlier !== undefined) return midnight + earlier;
    const end = new Date(midnight).getUTCFullYear() - MAX_YEARS;
    for (
      let day = midnight - DAY;
      new Date(day).getUTCFullYear() >= end;
      day = this.#isMonth(day) ? day - DAY : lastOfMonthBefore(day)
    ) {
      if (this.#isDay(day)) return day + (this.#times.at(-1) ?? 0);
    }
    return null;
  }

  /** Milliseconds between the two that follow each other soonest, of all that come after a moment; null: eight years may pass between two. */
  shortest(moment: number): number | null {
    const [first = 0, last = 0] = [this.#times[0], this.#times.at(-1)];
    let shortest = Infinity;
    for (const [index, time] of this.#times.slice(1).entries())
      shortest = Math.min(shortest, time - (this.#times[index] ?? 0));
    // No two days are nearer than those that follow each other.
    const least = Math.min(shortest, DAY - last + first);
    const begin = this.after(moment);
    if (begin === null) return null;
    let day = startOfDay(begin);
    for (let end = day + CYCLE * YEAR; day < end && shortest > least;) {
      const next = this.after(day + last);
      if (next === null) break;
      shortest = Math.min(shortest, next - day - last);
      day = startOfDay(next);
    }
    return Number.isFinite(shortest) ? shortest : null;
  }

  /** How many times of a day are not after one. Halved, since there may be as many as minutes. */
  #countUpTo(time: number): number {
    let [from, to] = [0, this.#times.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#times[middle] ?? 0) <= time) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #isMonth(day: number): boolean {
    return this.#fields.months.has(new Date(day).getUTCMonth() + 1);
  }

  #isDay(day: number): boolean {
    const date = new Date(day);
    const { months, days, weekdays, bothDays } = this.#fields;
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const inMonth = days.has(date.getUTCDate());
    const inWeek = weekdays.has(date.getUTCDay());
    return bothDays ? inMonth && inWeek : inMonth || inWeek;
  }
}

/** Any day: the time that begins there is as good as any other for what comes again and again. */
const SOME_DAY = Date.UTC(2000, 0, 1);

/** Seconds between the two fires that follow each other soonest; null: eight years may pass without one. */
export function shortestInterval(cron: string): number | null {
  const shortest = new Calendar(cron).shortest(SOME_DAY);
  return shortest === null ? null : shortest / 1000;
}

function startOfDay(moment: number): number {
  return Math.floor(moment / DAY) * DAY;
}

function nextMonth(day: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function lastOfMonthBefore(day: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 0);
}
