/**
 * Scalar outputs, typed: the rules and words of runner/agent/scalars.py. Its bounds of size are not needed here, where
 * all values come from a message of 4,096 bytes.
 */
import type { Output, ScalarType } from '../../../workflow/model.ts';
import type { StepResult } from '../../result.ts';
import { readKeyValues } from './key-values.ts';

type Outputs = StepResult['outputs'];
type Json = Outputs[string];

const deepest = 100;

export interface Scalars {
  readonly found: Outputs;
  /** The sentence about the first value that does not fit its type. */
  readonly problem: string | null;
}

/** The declared scalars that were written. */
export function readScalars(
  text: string,
  declared: Readonly<Record<string, Output>>,
  warn: (text: string) => void,
): Scalars {
  const found: Outputs = {};
  let problem: string | null = null;
  for (const [key, value] of readKeyValues(text, 'AUTOML_OUTPUT', warn)) {
    const output = Object.hasOwn(declared, key) ? declared[key] : undefined;
    if (output === undefined) {
      warn(`output "${key}" is not declared in the workflow file and was dropped`);
    } else if (output.kind === 'artifact') {
      warn(`output "${key}" is declared as a file; its line in $AUTOML_OUTPUT was dropped`);
    } else {
      const read = typed(key, value, output.type);
      if ('value' in read) found[key] = read.value;
      else problem ??= read.problem;
    }
  }
  return { found, problem };
}

/** The sentence about the first declared scalar that is not there, or null. */
export function missingScalar(declared: Readonly<Record<string, Output>>, found: Outputs): string | null {
  for (const [key, output] of Object.entries(declared)) {
    if (output.kind === 'scalar' && !Object.hasOwn(found, key)) {
      return `finished without its output "${key}": no line ${key}=… in $AUTOML_OUTPUT`;
    }
  }
  return null;
}

type Typed = { readonly value: Json } | { readonly problem: string };

function typed(key: string, text: string, type: ScalarType): Typed {
  if (type === 'str') return { value: text };
  const output = `output "${key}" is ${shown(text)}`;
  const value = read(text.trim(), type);
  if (value === undefined) return { problem: `${output}, which is no ${type}` };
  if (type === 'int' && !Number.isSafeInteger(value)) {
    return { problem: `${output}; an int must be within ±${Number.MAX_SAFE_INTEGER} (declare it as str)` };
  }
  const flaw = flawOf(value, 0);
  return flaw === null ? { value } : { problem: `${output}; ${flaw}` };
}

/** Undefined: it is none. Not finite: it is one that JSON can't carry. */
function read(text: string, type: Exclude<ScalarType, 'str'>): Json | undefined {
  switch (type) {
    case 'int':
      return /^[+-]?[0-9]+$/.test(text) ? Number(text) + 0 : undefined;
    case 'float':
      if (/^[+-]?(?:inf|infinity|nan)$/i.test(text)) return NaN;
      return /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(text) ? Number(text) : undefined;
    case 'bool':
      return /^(?:[tT]rue|[fF]alse)$/.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'json':
      return readJson(text);
  }
}

/** Python reads NaN and Infinity, and then finds that they can't be carried. */
function readJson(text: string): Json | undefined {
  const parsed = parse(text);
  if (parsed !== undefined) return parsed;
  const finite = text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (token) =>
    token.startsWith('"') ? token : '0',
  );
  return finite !== text && parse(finite) !== undefined ? NaN : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What the result document can't carry. */
function flawOf(value: Json, depth: number): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number must be finite';
  if (typeof value !== 'object' || value === null) return null;
  if (depth === deepest) return `lists and objects may be ${deepest} deep`;
  for (const item of Object.values<Json>(value)) {
    const flaw = flawOf(item, depth + 1);
    if (flaw !== null) return flaw;
  }
  return null;
}

function shown(text: string): string {
  const characters = Array.from(text);
  return `"${characters.length <= 60 ? text : `${characters.slice(0, 59).join('')}…`}"`;
}
