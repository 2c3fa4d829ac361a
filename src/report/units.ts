/** Numbers as people read them. */
import type { MetricValue } from '../backends/result.ts';
import type { Json } from '../workflow/model.ts';

/** Seconds as `0.3 s`, `56 s`, `1 m 04 s`, `2 h 03 m`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m ${two(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
}

/** Seconds in at most six characters, for a column: `0.2s`, `59.9s`, `1m04s`, `2h03m`. */
export function elapsed(seconds: number): string {
  return seconds < 59.95 ? `${seconds.toFixed(1)}s` : duration(Math.max(seconds, 60)).replaceAll(' ', '');
}

/** How long ago, in a few characters: `40s`, `12m`, `5h`, `3d`. */
export function age(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)}s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 48 * 3600 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** Seconds from one ISO time to another; null while either is missing. */
export function secondsBetween(start: string | null, end: string | null): number | null {
  return start === null || end === null ? null : Math.max(0, (Date.parse(end) - Date.parse(start)) / 1000);
}

/** Whole numbers as they are, others to 4 significant digits. */
export function number(value: MetricValue): string {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return whole(value);
  const size = Math.abs(value);
  if (size >= 9999.5 && size < 1e15) return whole(Math.round(value));
  if (size < 1e-4 || size >= 1e15)
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

/** Thin spaces between thousands from five digits on. */
function whole(value: MetricValue): string {
  const text = String(value);
  return /^-?\d{5,16}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text;
}

/** `−0.018 (−2.5 %)`, which does not break at the percent: with its sign, and as a share of what it was. @param share null: of nothing there is none */
export function differenceText(delta: number, share: number | null): string {
  return `${signed(delta, number(rounded(Math.abs(delta))))}${share === null ? '' : ` (${shareText(share)})`}`;
}

/** Counts as they are; of others more than two digits is noise. */
function rounded(size: number): number {
  if (Number.isSafeInteger(size)) return size;
  return size >= 99.5 ? Math.round(size) : Number(size.toPrecision(2));
}

/** Two that stand beside each other: with as many decimals as the one that has more. */
export function alike(one: MetricValue, other: MetricValue): readonly [string, string] {
  const texts = [one, other].map(number);
  const decimals = Math.max(...texts.map((text) => /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0));
  const [first = '', second = ''] = [one, other].map((value, index) => {
    const text = texts[index] ?? '';
    return typeof value === 'number' && /^-?\d+(\.\d+)?$/.test(text) ? value.toFixed(decimals) : text;
  });
  return [first, second];
}

/** `−2.5 %`; where the number says little, `under 0.01 %`. */
function shareText(share: number): string {
  const percent = Math.abs(share) * 100;
  if (percent >= 1000) return 'over 1000\u00a0%';
  if (percent < 0.01) return 'under 0.01\u00a0%';
  const digits = percent < 0.095 ? percent.toPrecision(1) : percent.toFixed(percent < 9.95 ? 1 : 0);
  return `${signed(share, digits)}\u00a0%`;
}

/** `+12 s`, of seconds. */
export function durationDifference(seconds: number): string {
  return signed(seconds, duration(Math.abs(seconds)));
}

function signed(value: number, text: string): string {
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `640 B`, `12.5 kB`, `3.1 MB`: powers of 1000, as disks and registries count. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = count;
  let unit = 0;
  for (; size >= 999.5 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit] ?? ''}`;
}

/** A scalar output, item or param in few characters. Whole numbers stay as they were typed: a seed is no quantity. */
export function scalar(value: Json): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : number(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
