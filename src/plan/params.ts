/** The values of a run's params: defaults under those of a schedule under what a person filled in under a params file under `--param`. */
import { AutomlError } from '../errors.ts';
import type { Param, ParamValue } from '../workflow/model.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';

export interface ParamSources {
  /** What the schedule that starts the run says. */
  readonly scheduled?: Readonly<Record<string, ParamValue>>;
  /** What was filled in where the job was started by hand: those that are params, among what else the job asks for. */
  readonly offered?: Readonly<Record<string, string>>;
  /** Parsed content of `--params-file`. */
  readonly file?: { readonly name: string; readonly values: Readonly<Record<string, unknown>> };
  /** `key=value` texts, later ones win. */
  readonly assignments: readonly string[];
}

/** @throws AutomlError USAGE that lists every problem, a line each */
export function resolveParams(
  declared: Readonly<Record<string, Param>>,
  sources: ParamSources,
): Readonly<Record<string, ParamValue>> {
  const problems: string[] = [];
  const given = new Map<string, { value: unknown; from: string }>();
  for (const [name, value] of Object.entries(sources.scheduled ?? {})) given.set(name, { value, from: 'schedule' });
  for (const [input, value] of Object.entries(sources.offered ?? {})) {
    const name = paramOf(input, declared);
    if (name !== null) given.set(name, { value, from: `input "${input}" of the job` });
  }
  for (const [name, value] of Object.entries(sources.file?.values ?? {})) {
    given.set(name, { value, from: sources.file?.name ?? '' });
  }
  for (const text of sources.assignments) {
    const equals = text.indexOf('=');
    if (equals < 1) problems.push(`--param "${text}" is not of the form name=value`);
    else given.set(text.slice(0, equals).trim(), { value: text.slice(equals + 1), from: '--param' });
  }
  for (const [name, { from }] of given) {
    if (Object.hasOwn(declared, name)) continue;
    const known = Object.keys(declared);
    problems.push(`${from}: the workflow has no param "${name}"${orWhatItHas(name, known, known)}`);
  }
  const values: Record<string, ParamValue> = {};
  for (const [name, param] of Object.entries(declared)) {
    const entry = given.get(name);
    if (entry === undefined) {
      if (param.default === undefined) problems.push(`param "${name}" has no default: give it with --param ${name}=…`);
      else values[name] = param.default;
      continue;
    }
    const checked = checkParam(param, entry.value);
    if (typeof checked === 'string') problems.push(`${entry.from}: param "${name}" ${checked}`);
    else values[name] = checked.value;
  }
  if (problems.length > 0) throw new AutomlError('USAGE', problems.join('\n'));
  return values;
}

/** Inputs are often written with a dash. Null: it is for something else. */
function paramOf(input: string, declared: Readonly<Record<string, Param>>): string | null {
  return [input, input.replaceAll('-', '_')].find((name) => Object.hasOwn(declared, name)) ?? null;
}

/** The typed value, or what is wrong with it. Text is converted to the param's type. */
export function checkParam(param: Param, given: unknown): { readonly value: ParamValue } | string {
  const value = convert(param.type, given);
  if (value === undefined) return `is ${shown(given)}, which is not ${typeNames[param.type]}`;
  if (typeof value === 'number') {
    if (param.min !== undefined && value < param.min) return `is ${value}, below its min of ${param.min}`;
    if (param.max !== undefined && value > param.max) return `is ${value}, above its max of ${param.max}`;
  }
  if (param.choices !== undefined && !param.choices.includes(value)) {
    return `is ${JSON.stringify(value)}, not one of ${param.choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
  }
  return { value };
}

/** For a message; what a params file may hold need not be writable as JSON. */
function shown(given: unknown): string {
  if (typeof given === 'object' && given !== null) return Array.isArray(given) ? 'a list' : 'a map';
  return typeof given === 'number' ? String(given) : JSON.stringify(given);
}

const typeNames = { int: 'a whole number', float: 'a number', str: 'text', bool: 'true or false' } as const;

function convert(type: Param['type'], given: unknown): ParamValue | undefined {
  switch (type) {
    case 'str':
      return typeof given === 'string' ? given : isScalar(given) ? String(given) : undefined;
    case 'bool':
      if (typeof given === 'boolean') return given;
      return given === 'true' ? true : given === 'false' ? false : undefined;
    case 'int': {
      const number = toNumber(given);
      return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'float':
      return toNumber(given);
  }
}

function isScalar(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function toNumber(given: unknown): number | undefined {
  const isNumeral = typeof given === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(given.trim());
  const number = isNumeral ? Number(given) : given;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
