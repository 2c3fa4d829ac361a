/** When the schedules of a file fire, for people: in the time of their zones. */
import type { ForeseenSchedule } from '../schedule/foreseen.ts';

/** Two lines each, without their ends. */
export function scheduleLines(schedules: readonly ForeseenSchedule[]): readonly string[] {
  return schedules.flatMap(({ name, cron, timezone, description, suspend, next }) => {
    const times = next.map((time) => localTime(Date.parse(time), timezone)).join(', ');
    const what = suspend ? 'suspended; would fire' : 'next:';
    return [`schedule ${name}  ${cron} ${timezone} (${description})`, `  ${what} ${times}`];
  });
}

/** `Mon 2026-11-23 03:00 CET` @param moment milliseconds since the epoch */
export function localTime(moment: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${part('weekday')} ${date} ${part('hour')}:${part('minute')} ${zoneName(moment, timeZone)}`;
}

/** `CET`, `EST`; where English has no short name, `GMT+5:30`. */
function zoneName(moment: number, timeZone: string): string {
  const names = ['en-GB', 'en-US', 'en-AU'].map((language) => {
    const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' }).formatToParts(moment);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  });
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? '';
}
