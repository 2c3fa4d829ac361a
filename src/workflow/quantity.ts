/**
 * Durations, memory and CPU as people write them. Each reader returns a number, or a sentence that says what is wrong
 * and what to write.
 */
import { quote } from './shape/found.ts';

const SECONDS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;
const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/;
/** A year: longer ones are typing mistakes. */
const MAX_DURATION = 365 * SECONDS.d;

/** The suffixes of Kubernetes quantities: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity */
const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};
const QUANTITY = /^(\d+(?:\.\d+)?|\.\d+)([A-Za-z]*)$/;
/** No Python starts in less, no data fits: a smaller number is one whose unit was forgotten. */
const MIN_BYTES = 2 ** 20;
const MAX_CPU = 1024;

/** Seconds, 0 or more. A plain number is seconds; units are d, h, m, s, in this order. */
export function parseDuration(value: unknown): number | string {
  if (typeof value === 'number') return inRange(value, String(value));
  const form = 'write a number of seconds or a text like "90s", "10m" or "1h30m"';
  if (typeof value !== 'string') return `a duration is a number or a text; ${form}`;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return inRange(Number(text), text);
  const match = text === '' ? null : DURATION.exec(text);
  if (match === null) return `${quote(value)} is not a duration; ${form}`;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return inRange(
    Number(days) * SECONDS.d + Number(hours) * SECONDS.h + Number(minutes) * SECONDS.m + Number(seconds),
    text,
  );
}

function inRange(seconds: number, text: string): number | string {
  if (!(seconds >= 0)) return `a duration can't be ${brief(text)}; it is 0 seconds or more`;
  return seconds <= MAX_DURATION ? seconds : `the duration ${brief(text)} is longer than a year`;
}

/** Bytes, a whole number. A plain number is bytes. */
export function parseMemory(value: unknown): number | string {
  return parseBytes(value, 'memory', 'write a number with a unit, like "500Mi", "2G" or "1.5Gi"');
}

/** The same on a disk. */
export function parseStorage(value: unknown): number | string {
  return parseBytes(value, 'storage', 'write a number with a unit, like "500Mi", "10Gi" or "1T"');
}

function parseBytes(value: unknown, what: 'memory' | 'storage', form: string): number | string {
  if (typeof value !== 'number' && typeof value !== 'string') return `an amount of ${what} is a text; ${form}`;
  const match = QUANTITY.exec(String(value).trim());
  if (match === null) return `${quote(String(value))} is not an amount of ${what}; ${form}`;
  const [, amount = '', unit = ''] = match;
  const factor = Object.hasOwn(BYTES, unit) ? BYTES[unit] : undefined;
  if (factor === undefined) return `the ${what} unit ${quote(unit)} is not known; write ${meantUnit(unit)}`;
  const bytes = Math.ceil(Number(amount) * factor);
  if (!Number.isSafeInteger(bytes)) return `${brief(value)} is more ${what} than any machine has`;
  if (bytes >= MIN_BYTES) return bytes;
  const meant = unit === '' && Number(amount) > 0 ? `; did you mean "${amount}Mi"?` : '';
  return `${brief(value)} is too little ${what}${unit === '' ? ' (a number without a unit is bytes)' : ''}${meant}`;
}

/** `MB`, `mib`, `gigabytes`: the letter tells what was meant. */
function meantUnit(unit: string): string {
  const letter = unit.charAt(0).toUpperCase();
  return 'MGTP'.includes(letter) ? `"${letter}i" (1024) or "${letter}" (1000)` : 'one of Ki, Mi, Gi, Ti or k, M, G, T';
}

/** Cores, at least 0.001. `500m` is half a core. */
export function parseCpu(value: unknown): number | string {
  const form = 'write cores, like 0.5, or thousandths, like "500m"';
  if (typeof value !== 'number' && typeof value !== 'string') return `an amount of CPU is a number or a text; ${form}`;
  const match = QUANTITY.exec(String(value).trim());
  const [, amount = '', unit = ''] = match ?? [];
  if (match === null || (unit !== '' && unit !== 'm')) {
    return `${quote(String(value))} is not an amount of CPU; ${form}`;
  }
  const cores = unit === 'm' ? Number(amount) / 1000 : Number(amount);
  if (cores < 0.001) return `${brief(value)} is too little CPU; the least is 0.001 cores ("1m")`;
  if (cores <= MAX_CPU) return cores;
  return `${brief(value)} is more than ${MAX_CPU} cores${unit === '' ? `; did you mean "${amount}m"?` : ''}`;
}

/** `500 MiB`, `1.5 GiB`, `12 B`, for people. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1023.95 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${Number(amount.toFixed(amount < 100 ? 1 : 0))} ${units[unit] ?? ''}`;
}

/** A number of the file inside a sentence; its form was checked, its length was not. */
function brief(value: string | number): string {
  const text = String(value).trim();
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
