/**
 * Kinds of values in old files, converted as the old reader (pydantic 1) did it: "30" is a number, 30.7 is 30, a number
 * is a text where a text is wanted. The `error` of a schema is a phrase: what the value must be.
 */
import { z } from 'zod';
import type { DiagnosticCode } from '../../codes.ts';
import { parseCpu, parseMemory } from '../../quantity.ts';

/** An issue that is a whole sentence of ours. */
export function sentence(code: DiagnosticCode, input: unknown, message: string) {
  return { code: 'custom' as const, input, message, path: [], params: { code } };
}

/** True is "True", as `str(True)` gave it. */
export function text(phrase: string) {
  return z
    .union([z.string(), z.number(), z.boolean()], { error: phrase })
    .transform((value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)));
}

function wholeNumber(value: unknown): unknown {
  if (typeof value === 'string' && /^\s*[+-]?\d{1,20}\s*$/.test(value)) return Number(value);
  return typeof value === 'number' ? Math.trunc(value) : value;
}

export function whole(phrase: string, min: number, max = Number.MAX_SAFE_INTEGER) {
  const error = phrase;
  return z.preprocess(wholeNumber, z.int({ error }).min(min, { error }).max(max, { error }));
}

const TRUE = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const FALSE = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

export const flag = z.preprocess(
  (value) => {
    const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    if (TRUE.has(word)) return true;
    return FALSE.has(word) ? false : value;
  },
  z.boolean({ error: 'true or false' }),
);

/** Cores. */
export const cpu = amount('BAD_CPU', 'cores, like 0.5', parseCpu);

/** Bytes. A number without a unit is decimal megabytes. */
export const memory = amount('BAD_MEMORY', 'megabytes, like 500, or an amount with a unit, like "500Mi"', (value) => {
  const megabytes = wholeNumber(value);
  if (typeof megabytes !== 'number') return parseMemory(value);
  return megabytes < 1 ? `memory without a unit is megabytes, 1 or more, not ${value}` : parseMemory(`${megabytes}M`);
});

function amount(code: DiagnosticCode, phrase: string, parse: (value: string | number) => number | string) {
  return z.union([z.number(), z.string()], { error: phrase }).transform((value, context) => {
    const parsed = parse(value);
    if (typeof parsed === 'number') return parsed;
    context.issues.push(sentence(code, value, parsed));
    return z.NEVER;
  });
}
