/** `params`: the values that a run may be given. */
import { z } from 'zod';
import type { Param, ParamType, ParamValue } from '../../model.ts';
import { valueProblem } from '../../param-value.ts';
import type { Path } from '../../problems.ts';
import { explain, phrasesOnly } from '../../shape/explain.ts';
import { found, isMap, quote } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';
import { identifier, list, scalar } from './text.ts';

const TYPES = ['int', 'float', 'str', 'bool'] as const satisfies readonly ParamType[];

const param = z
  .union(
    [
      z.string(),
      z.number(),
      z.boolean(),
      z.strictObject({
        type: z
          .enum(TYPES, { error: 'int, float, str or bool' })
          .exactOptional()
          .meta({ description: 'Type of the value. Default: that of `default`.' }),
        default: scalar
          .exactOptional()
          .meta({ description: 'Value when the run is given none; without it, the run must be given one.' }),
        min: z.number({ error: 'a number' }).exactOptional().meta({ description: 'Lowest value allowed.' }),
        max: z.number({ error: 'a number' }).exactOptional().meta({ description: 'Highest value allowed.' }),
        choices: list(scalar, 'a list of values')
          .min(1, { error: 'a list with a value at least' })
          .exactOptional()
          .meta({ description: 'The only values allowed.' }),
        description: z
          .string({ error: 'a text' })
          .exactOptional()
          .meta({ description: 'What it is, for the people who run the workflow.' }),
      }),
    ],
    { error: 'a default value, or a map with type or default' },
  )
  .meta({ description: 'The default value, or a map with type, default, min, max, choices, description.' });

export const params = z
  .record(identifier, param, { error: 'a map from names to values' })
  .meta({ description: 'Values that a run may be given: `alpha: 0.5`. The code sees them as $PARAM_<NAME>.' });

type Long = Exclude<z.output<typeof param>, ParamValue>;

/** Each by its name; null: it is there, and wrong. */
export function readParams(data: unknown, source: SourceFile): ReadonlyMap<string, Param | null> {
  const read = new Map<string, Param | null>();
  const { problems } = source;
  if (data === undefined || data === null) return read;
  if (!isMap(data)) {
    problems.error(
      'WRONG_TYPE',
      ['params'],
      'value',
      `"params" must be a map from names to values, not ${found(data)}`,
    );
    return read;
  }
  const variables = new Map<string, string>();
  for (const name of source.keys(['params'])) {
    const path = ['params', name];
    if (!identifier.safeParse(name).success) {
      const message = `${quote(name)} is not the name of a param: letters, digits, "_" and "-", with a letter first`;
      problems.error('BAD_NAME', path, 'key', message);
    }
    const variable = name.toUpperCase().replaceAll('-', '_');
    const other = variables.get(variable);
    if (other === undefined) variables.set(variable, name);
    else {
      const message = `the params "${other}" and "${name}" would both be the variable PARAM_${variable}`;
      problems.error('NAME_COLLISION', path, 'key', message);
    }
    read.set(name, readParam(data[name], path, source));
  }
  return read;
}

function readParam(data: unknown, path: Path, source: SourceFile): Param | null {
  const result = param.safeParse(data, phrasesOnly);
  if (!result.success) {
    explain(result.error.issues, { schema: param, value: data, path }, source.problems);
    return null;
  }
  const value = result.data;
  const isShort = typeof value !== 'object';
  const long: Long = isShort ? { default: value } : value;
  const type =
    long.type ??
    (long.default === undefined ? null : typeOf(long.default, source.written(isShort ? path : [...path, 'default'])));
  if (type === null) {
    const message = `the param "${String(path.at(-1))}" needs a type, or a default that shows it`;
    source.problems.error('MISSING_KEY', path, 'key', message);
    return null;
  }
  const read: Param = { ...long, type };
  return checkParam(read, path, source) ? read : null;
}

/** `1.0` is a float: the text decides, since the value has lost its point. */
function typeOf(value: ParamValue, written: string | null): ParamType {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isSafeInteger(value) && !/[.eE]/.test(written ?? '') ? 'int' : 'float';
}

function checkParam(param: Param, path: Path, { problems }: SourceFile): boolean {
  const name = `"${String(path.at(-1))}"`;
  const { type, min, max, choices = [] } = param;
  const limit = min === undefined ? 'max' : 'min';
  if ((min ?? max) !== undefined && type !== 'int' && type !== 'float') {
    const message = `"${limit}" is for int and float, and the param ${name} is ${type}`;
    problems.error('CONFLICT', [...path, limit], 'key', message);
    return false;
  }
  if (min !== undefined && max !== undefined && min > max) {
    const message = `min ${min} is above max ${max}: no value of the param ${name} is allowed`;
    problems.error('MIN_OVER_MAX', [...path, 'min'], 'value', message);
    return false;
  }
  const wrong = choices.flatMap((choice, place) => {
    const problem = valueProblem({ type }, choice);
    return problem === null ? [] : [{ place, problem }];
  });
  for (const { place, problem } of wrong) {
    problems.error('BAD_VALUE', [...path, 'choices', place], 'value', `this choice ${problem}`);
  }
  if (wrong.length > 0 || param.default === undefined) return wrong.length === 0;
  const problem = valueProblem(param, param.default);
  if (problem !== null) {
    problems.error('BAD_DEFAULT', [...path, 'default'], 'value', `the default of the param ${name} ${problem}`);
  }
  return problem === null;
}
