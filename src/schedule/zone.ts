/** When the clocks of a time zone are put forward and back. All times are milliseconds since the epoch. */

/** A time during which the clocks of a zone keep the same distance from UTC. */
export interface Stretch {
  readonly from: number;
  /** Its end, which is no part of it. Where a year ends a stretch may end too, and go on in the next. */
  readonly until: number;
  /** Milliseconds that the clocks are ahead of UTC. */
  readonly offset: number;
}

const SECOND = 1000;
/** No zone puts its clocks twice within a day. */
const DAY = 86_400 * SECOND;

const zones = new Map<string, Zone>();

/** The stretch that a moment is in. @param name IANA name */
export function stretchAt(name: string, moment: number): Stretch {
  const zone = zones.get(name) ?? new Zone(name);
  zones.set(name, zone);
  return zone.stretchAt(moment);
}

/** Asking `Intl` is slow, so that each year is looked through once. */
class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #years = new Map<number, readonly Stretch[]>();

  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  stretchAt(moment: number): Stretch {
    const year = new Date(moment).getUTCFullYear();
    const stretches = this.#years.get(year) ?? this.#lookThrough(year);
    this.#years.set(year, stretches);
    const found = stretches.findLast(({ from }) => from <= moment);
    if (found === undefined) throw new RangeError(`${moment} is no time`);
    return found;
  }

  #lookThrough(year: number): readonly Stretch[] {
    const end = Date.UTC(year + 1, 0, 1);
    const stretches: Stretch[] = [];
    let from = Date.UTC(year, 0, 1);
    let offset = this.#offset(from);
    for (let seen = from; seen < end; seen += DAY) {
      const next = Math.min(seen + DAY, end - SECOND);
      if (this.#offset(next) === offset) continue;
      const until = this.#change(seen, next, offset);
      stretches.push({ from, until, offset });
      from = until;
      offset = this.#offset(next);
    }
    return [...stretches, { from, until: end, offset }];
  }

  /** The first second after `before` at which the offset is another one, which it is at `after`. */
  #change(before: number, after: number, offset: number): number {
    let [same, other] = [before, after];
    while (other - same > SECOND) {
      const middle = same + Math.floor((other - same) / 2 / SECOND) * SECOND;
      if (this.#offset(middle) === offset) same = middle;
      else other = middle;
    }
    return other;
  }

  #offset(moment: number): number {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(moment)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - moment;
  }
}
