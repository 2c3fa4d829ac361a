/** Durations, CPU, memory and storage, read into seconds, cores and bytes. */
import { z } from 'zod';
import type { DiagnosticCode } from '../../codes.ts';
import { parseCpu, parseDuration, parseMemory, parseStorage } from '../../quantity.ts';
import { problem } from '../../shape/issue.ts';

interface Amount {
  readonly phrase: string;
  readonly code: DiagnosticCode;
  /** For editors; the reader decides. */
  readonly pattern: RegExp;
  /** The number, or what is wrong. */
  readonly parse: (value: unknown) => number | string;
}

function amount({ phrase, code, pattern, parse }: Amount) {
  const text = z.string().meta({ pattern: pattern.source });
  return z.union([z.number().meta({ minimum: 0 }), text], { error: phrase }).transform((value, context) => {
    const parsed = parse(value);
    if (typeof parsed === 'number') return parsed;
    context.issues.push(problem(code, value, parsed));
    return z.NEVER;
  });
}

const durationText = {
  phrase: 'a duration: a number of seconds, or a text like "90s", "10m", "1h30m"',
  code: 'BAD_DURATION',
  pattern: /^\s*(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+(\.\d+)?s?)?\s*$/,
} as const;

/** Seconds, 0 or more. */
export const duration = amount({ ...durationText, parse: parseDuration });

/** Seconds, more than 0. */
export const positiveDuration = amount({
  ...durationText,
  parse: (value) => {
    const seconds = parseDuration(value);
    return seconds === 0 ? 'a duration of 0 ends before it begins; write null for no limit' : seconds;
  },
});

/** Seconds as Kubernetes counts them. @param least whole number */
export function wholeSeconds(least: number) {
  return amount({
    ...durationText,
    parse: (value) => {
      const seconds = parseDuration(value);
      if (typeof seconds === 'string' || (Number.isInteger(seconds) && seconds >= least)) return seconds;
      return `${seconds} s is no whole number of seconds, ${least} or more: Kubernetes counts nothing else here`;
    },
  });
}

export const cpu = amount({
  phrase: 'cores, like 0.5 or "500m"',
  code: 'BAD_CPU',
  pattern: /^\s*(\d+(\.\d+)?|\.\d+)m?\s*$/,
  parse: parseCpu,
});

const bytes = {
  code: 'BAD_MEMORY',
  pattern: /^\s*(\d+(\.\d+)?|\.\d+)(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?\s*$/,
} as const;

export const memory = amount({ ...bytes, phrase: 'an amount of memory, like "500Mi"', parse: parseMemory });

/** Bytes on a disk. */
export const storage = amount({ ...bytes, phrase: 'an amount of storage, like "10Gi"', parse: parseStorage });
