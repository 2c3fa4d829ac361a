/** Finds, before anything runs, what would make an expression fail: unknown names, comparisons that can't work. */
import type { ParamType, ScalarType } from '../model.ts';
import { nearest } from '../suggestion.ts';
import type { Compare, Expression, Path } from './ast.ts';
import { GIT_FIELDS, NOTICE_FIELDS, ROOTS, RUN_FIELDS } from './scope.ts';

/** What the expressions of one step may name. */
export interface Known {
  readonly params: Readonly<Record<string, ParamType>>;
  /** The outputs of each step; files can't be used in expressions, but deserve their own sentence. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, ScalarType | 'artifact'>>>>;
  /** The step has a `for_each`. */
  readonly item: boolean;
  /** `run.state` is known: in `finally` steps. */
  readonly state: boolean;
  /** It stands in a message about the run. */
  readonly notice?: boolean;
}

export interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly suggestion: string | null;
}

/** `json` stands for every type that is not known before the run. */
export type StaticType = ScalarType | 'null';

type Report = (offset: number, message: string, suggestion?: string | null) => void;

/** Problems in the order of the text; empty: the expression can work. */
export function checkExpression(expression: Expression, known: Known): readonly Problem[] {
  return inspect(expression, known).problems;
}

/** The type of the expression's value, as far as it is known before the run. */
export function typeOf(expression: Expression, known: Known): StaticType {
  return inspect(expression, known).type;
}

function inspect(expression: Expression, known: Known): { type: StaticType; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (offset, message, suggestion = null) => {
    problems.push({ offset, message, suggestion });
  };
  const type = infer(expression, known, report);
  return { type, problems };
}

function infer(expression: Expression, known: Known, report: Report): StaticType {
  switch (expression.kind) {
    case 'literal':
      return literalType(expression.value);
    case 'path':
      return pathType(expression, known, report);
    case 'compare':
      checkComparison(
        expression,
        infer(expression.left, known, report),
        infer(expression.right, known, report),
        report,
      );
      return 'bool';
    case 'logic':
      for (const operand of expression.operands) checkTruth(operand, `'${expression.operator}'`, known, report);
      return 'bool';
    case 'not':
      checkTruth(expression.operand, "'not'", known, report);
      return 'bool';
  }
}

function literalType(value: null | boolean | number | string): StaticType {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' ? 'str' : 'bool';
}

function checkTruth(operand: Expression, who: string, known: Known, report: Report): void {
  const type = infer(operand, known, report);
  if (type !== 'bool' && type !== 'json') report(operand.offset, `${who} needs true or false, not ${phrase(type)}`);
}

function checkComparison({ operator, offset }: Compare, left: StaticType, right: StaticType, report: Report): void {
  if (left === 'json' || right === 'json') return;
  const sides = [left, right].map((type) => (type === 'float' ? 'int' : type));
  const equality = operator === '==' || operator === '!=';
  if (equality && sides.includes('null')) return;
  if (sides[0] !== sides[1]) report(offset, `can't compare ${phrase(left)} with ${phrase(right)}`);
  else if (!equality && (sides[0] === 'bool' || sides[0] === 'null')) {
    report(offset, `'${operator}' compares numbers or strings, not ${phrase(left)}`);
  }
}

function phrase(type: StaticType): string {
  switch (type) {
    case 'int':
    case 'float':
      return 'a number';
    case 'str':
      return 'a string';
    case 'bool':
      return 'true or false';
    case 'null':
      return 'null';
    case 'json':
      return 'a JSON value';
  }
}

function pathType({ segments, offset }: Path, known: Known, report: Report): StaticType {
  const [root, ...rest] = segments;
  const missing = (message: string, word: string | number, candidates: readonly string[]): StaticType => {
    report(offset, message, nearest(String(word), candidates));
    return 'json';
  };
  switch (root) {
    case 'params':
      return paramType(rest, known, missing);
    case 'steps':
      return outputType(rest, known, missing);
    case 'run':
      return fieldType(root, rest, runFields(known), missing);
    case 'git':
      return fieldType(root, rest, GIT_FIELDS, missing);
    case 'item':
      if (!known.item) report(offset, '"item" is known only in a step with for_each');
      return 'json';
    default:
      return missing(`"${root}" is not known; a path begins with ${ROOTS.join(', ')}`, root, ROOTS);
  }
}

function runFields({ state, notice = false }: Known): readonly string[] {
  const fields = state ? RUN_FIELDS : RUN_FIELDS.filter((name) => name !== 'state');
  return notice ? [...fields, ...NOTICE_FIELDS] : fields;
}

type Missing = (message: string, word: string | number, candidates: readonly string[]) => StaticType;

function own<Value>(record: Readonly<Record<string, Value>>, name: string | number): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function paramType(rest: readonly (string | number)[], known: Known, missing: Missing): StaticType {
  const [name, ...more] = rest;
  if (name === undefined) return missing('expected the name of a param after "params"', '', []);
  const type = own(known.params, name);
  if (type === undefined) return missing(`there is no param "${name}"`, name, Object.keys(known.params));
  if (more.length > 0) return missing(`param "${name}" is one value and has no fields`, '', []);
  return type;
}

function outputType(rest: readonly (string | number)[], known: Known, missing: Missing): StaticType {
  const [step, word, name, ...more] = rest;
  if (step === undefined) return missing('expected the name of a step after "steps"', '', []);
  const outputs = own(known.steps, step);
  if (outputs === undefined) return missing(`there is no step "${step}" to read from`, step, Object.keys(known.steps));
  if (word !== 'outputs' || name === undefined) {
    return missing(`expected "steps.${step}.outputs." and the name of an output`, word ?? '', ['outputs']);
  }
  const type = own(outputs, name);
  if (type === undefined) return missing(`step "${step}" has no output "${name}"`, name, Object.keys(outputs));
  if (type === 'artifact') {
    return missing(`output "${name}" of step "${step}" is a file; wire it through "inputs"`, '', []);
  }
  if (more.length > 0 && type !== 'json') {
    return missing(`output "${name}" of step "${step}" is one value and has no fields`, '', []);
  }
  return more.length > 0 ? 'json' : type;
}

function fieldType(
  root: string,
  rest: readonly (string | number)[],
  fields: readonly string[],
  missing: Missing,
): StaticType {
  const [name, ...more] = rest;
  if (name === undefined) return missing(`expected a field after "${root}": ${fields.join(', ')}`, '', []);
  if (name === 'state' && root === 'run' && !fields.includes('state')) {
    return missing('"run.state" is known only in the steps of "finally"', '', []);
  }
  if (!fields.includes(String(name))) {
    return missing(`"${root}" has no "${name}"; it has ${fields.join(', ')}`, name, fields);
  }
  if (more.length > 0) return missing(`"${root}.${name}" is one value and has no fields`, '', []);
  return 'str';
}
