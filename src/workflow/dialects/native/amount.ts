/** Durations, memory and CPU, read into seconds, bytes and cores. */
import { z } from 'zod';
import type { DiagnosticCode } from '../../codes.ts';
import type { Resources } from '../../model.ts';
import { parseCpu, parseDuration, parseMemory } from '../../quantity.ts';
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

const cpu = amount({
  phrase: 'cores, like 0.5 or "500m"',
  code: 'BAD_CPU',
  pattern: /^\s*(\d+(\.\d+)?|\.\d+)m?\s*$/,
  parse: parseCpu,
});

const memory = amount({
  phrase: 'an amount of memory, like "500Mi"',
  code: 'BAD_MEMORY',
  pattern: /^\s*(\d+(\.\d+)?|\.\d+)(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?\s*$/,
  parse: parseMemory,
});

export const resources = z.strictObject(
  {
    cpu: cpu.exactOptional().meta({ description: 'CPU that the step asks for: cores (0.5) or thousandths ("500m").' }),
    memory: memory
      .exactOptional()
      .meta({ description: 'Memory that the step asks for and may use: "500Mi", "2G". A number alone is bytes.' }),
  },
  { error: 'a map with cpu and memory' },
) satisfies z.ZodType<Resources>;
