/** Against two other implementations, against clocks that are read minute by minute, and by hand. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firesBetween, lastFire, nextFires } from '../../../src/schedule/fires.ts';
import { stretchAt } from '../../../src/schedule/zone.ts';
import { checkCron, portable } from '../../../src/workflow/cron.ts';
import { anyCron, isNamed } from './cron-arbitrary.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2031, 0, 1);

const comingCron = anyCron.filter((cron) => checkCron(cron) === null);
const anyMoment = fc.integer({ min: FROM, max: TO });

function iso(fires: readonly number[]): readonly string[] {
  return fires.map((fire) => new Date(fire).toISOString().replace('.000Z', 'Z'));
}

describe('others fire at the same times', () => {
  test.each(['robfig', 'croniter'])('%s', (name) => {
    const lines = readFileSync(new URL(`vectors/${name}.tsv`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    const ours = lines.map((line) => {
      const [cron = '', timezone = '', from = ''] = line.split('\t');
      const next = iso(nextFires({ cron, timezone }, Date.parse(from), 3));
      expect(nextFires({ cron: portable(cron), timezone }, Date.parse(from), 3)).toEqual(next.map(Date.parse));
      return [cron, timezone, from, next.join(' ')].join('\t');
    });
    expect(ours.length).toBeGreaterThan(100);
    expect(ours).toEqual(lines);
  });
});

/** The minutes at which the clocks of a zone show a time that is named. */
function scan(cron: string, timeZone: string, from: number, to: number): readonly number[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ weekday: 'short', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  const fires: number[] = [];
  for (let moment = Math.ceil(from / MINUTE) * MINUTE; moment <= to; moment += MINUTE) {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const part = (name: 'month' | 'day' | 'hour' | 'minute'): number => Number(parts.get(name));
    const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.get('weekday') ?? '');
    const shown = { minute: part('minute'), hour: part('hour'), day: part('day'), month: part('month'), weekday };
    if (isNamed(cron, shown)) fires.push(moment);
  }
  return fires;
}

describe('every time that fits fires, and no other', () => {
  test('in five years of UTC', () => {
    const property = fc.property(comingCron, (cron) => {
      const times = timesOfDay(cron);
      const expected: number[] = [];
      for (let midnight = FROM; midnight < TO; midnight += DAY) {
        const date = new Date(midnight);
        const shown = { day: date.getUTCDate(), month: date.getUTCMonth() + 1, weekday: date.getUTCDay() };
        if (!isNamed(anyTime(cron), { ...shown, minute: 0, hour: 0 })) continue;
        for (const time of times) expected.push(midnight + time);
      }
      const fires = firesBetween({ cron, timezone: 'UTC' }, FROM - 1, TO - 1, Infinity);
      expect(fires.length).toBe(expected.length);
      expect(fires.find((fire, place) => fire !== expected[place])).toBeUndefined();
    });
    fc.assert(property, { numRuns: 6 });
  });

  test('in some days of any zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const property = fc.property(comingCron, zones, anyMoment, (cron, timezone, from) => {
      const to = from + 2 * DAY;
      expect(firesBetween({ cron, timezone }, from - 1, to, Infinity)).toEqual(scan(cron, timezone, from, to));
    });
    fc.assert(property, { numRuns: 30 });
  });

  test('where the clocks of a zone change', () => {
    let changes = 0;
    for (const timezone of Intl.supportedValuesOf('timeZone')) {
      for (const change of changesOf(timezone)) {
        changes += 1;
        const [from, to] = [change - 90 * MINUTE, change + 90 * MINUTE];
        // A prime, so that the minutes are others each hour and none is left out for long.
        for (const cron of ['*/7 * * * *', '10,40 0-3 * * *']) {
          expect(firesBetween({ cron, timezone }, from - 1, to, Infinity)).toEqual(scan(cron, timezone, from, to));
        }
      }
    }
    expect(changes).toBeGreaterThan(100);
  });
});

/** In one year. */
function changesOf(timezone: string): readonly number[] {
  const changes: number[] = [];
  for (let stretch = stretchAt(timezone, FROM); stretch.until < Date.UTC(2027, 0, 1);) {
    changes.push(stretch.until);
    stretch = stretchAt(timezone, stretch.until);
  }
  return changes;
}

function anyTime(cron: string): string {
  return cron.replace(/^\S+ \S+/, '* *');
}

/** Milliseconds since midnight, each minute of a day asked. */
function timesOfDay(cron: string): readonly number[] {
  const daily = cron.replace(/\S+ \S+ \S+$/, '* * *');
  return Array.from({ length: DAY / MINUTE }, (_, minute) => minute)
    .filter((minute) =>
      isNamed(daily, { minute: minute % 60, hour: Math.floor(minute / 60), day: 1, month: 1, weekday: 1 }),
    )
    .map((minute) => minute * MINUTE);
}

test('the last one that fired is the one before the next', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York');
  const property = fc.property(comingCron, zones, anyMoment, (cron, timezone, moment) => {
    const last = lastFire({ cron, timezone }, moment);
    const [next = NaN] = nextFires({ cron, timezone }, moment, 1);
    expect(last).not.toBeNull();
    expect(last).toBeLessThanOrEqual(moment);
    expect(next).toBeGreaterThan(moment);
    expect(lastFire({ cron, timezone }, next)).toBe(next);
    expect(lastFire({ cron, timezone }, next - 1)).toBe(last);
    expect(nextFires({ cron, timezone }, last ?? NaN, 1)).toEqual([next]);
  });
  fc.assert(property, { numRuns: 60 });
});

const berlin = { cron: '30 2 * * *', timezone: 'Europe/Berlin' };

test('a time that the clocks skip does not fire', () => {
  expect(iso(nextFires(berlin, Date.parse('2027-03-27T00:00:00Z'), 2))).toEqual([
    '2027-03-27T01:30:00Z',
    '2027-03-29T00:30:00Z',
  ]);
});

test('a time that the clocks show twice fires twice', () => {
  expect(iso(nextFires(berlin, Date.parse('2026-10-24T12:00:00Z'), 3))).toEqual([
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    '2026-10-26T01:30:00Z',
  ]);
});

test('a day that a zone left out has no times', () => {
  expect(
    iso(nextFires({ cron: '0 12 * * *', timezone: 'Pacific/Apia' }, Date.parse('2011-12-29T00:00:00Z'), 2)),
  ).toEqual(['2011-12-29T22:00:00Z', '2011-12-30T22:00:00Z']);
});

test('29 February comes after the year 2100', () => {
  const leap = { cron: '0 0 29 2 *', timezone: 'Europe/Berlin' };
  const [fire = NaN] = nextFires(leap, Date.UTC(2096, 2, 1), 1);
  expect(new Date(fire).toISOString()).toBe('2104-02-28T23:00:00.000Z');
  expect(lastFire(leap, fire - 1)).toBe(Date.parse('2096-02-28T23:00:00Z'));
});

test('the start of a range is no part of it, its end is', () => {
  const hourly = { cron: '0 * * * *', timezone: 'UTC' };
  const at = (hour: number): number => Date.UTC(2026, 0, 1, hour);
  expect(firesBetween(hourly, at(1), at(4), Infinity)).toEqual([at(2), at(3), at(4)]);
  expect(firesBetween(hourly, at(1), at(4), 2)).toEqual([at(2), at(3)]);
  expect(firesBetween(hourly, at(1), at(4), 0)).toEqual([]);
  expect(lastFire(hourly, at(4))).toBe(at(4));
  expect(lastFire(hourly, at(4) - 1)).toBe(at(3));
});
