/** Works out an expression's value in a scope. Reads own properties only, so `__proto__` is a name like any other. */
import type { Json } from '../model.ts';
import { didYouMean } from '../suggestion.ts';
import { type Compare, type Expression, type Logic, type Path, pathText } from './ast.ts';
import { ROOTS, type Scope } from './scope.ts';

/** An expression that has no value here; the message is a sentence for people. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** Throws EvaluationError. */
export function evaluate(expression: Expression, scope: Scope): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return lookUp(expression, scope);
    case 'compare':
      return compare(expression, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'logic':
      return logic(expression, scope);
    case 'not':
      return !truth(evaluate(expression.operand, scope), "'not'");
  }
}

function logic({ operator, operands }: Logic, scope: Scope): boolean {
  const decided = operator === 'or';
  for (const operand of operands) {
    if (truth(evaluate(operand, scope), `'${operator}'`) === decided) return decided;
  }
  return !decided;
}

function truth(value: Json, who: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new EvaluationError(`${who} needs true or false, not ${describe(value)}`);
}

function compare({ operator }: Compare, left: Json, right: Json): boolean {
  if (operator === '==' || operator === '!=') return equal(left, right) === (operator === '==');
  const ordered =
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!ordered) throw new EvaluationError(`can't compare ${describe(left)} with ${describe(right)} by '${operator}'`);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function equal(left: Json, right: Json): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'object' || typeof right === 'object' || typeof left !== typeof right) {
    throw new EvaluationError(`can't compare ${describe(left)} with ${describe(right)}`);
  }
  return left === right;
}

function describe(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') {
    return `the string ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  }
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  return isObject(value) ? 'an object' : 'a list';
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lookUp({ segments }: Path, scope: Scope): Json {
  const [root, ...rest] = segments;
  let value = rootValue(root, scope);
  rest.forEach((segment, place) => {
    const parent = segments.slice(0, place + 1);
    value = typeof segment === 'number' ? element(value, segment, parent) : field(value, segment, parent);
  });
  return value;
}

function rootValue(root: string, scope: Scope): Json {
  switch (root) {
    case 'params':
      return scope.params;
    case 'steps':
      return scope.steps;
    case 'run':
      return scope.run;
    case 'git':
      return scope.git;
    case 'item':
      if (scope.item === undefined) throw new EvaluationError('"item" has a value only in a step with for_each');
      return scope.item;
    default:
      throw new EvaluationError(`"${root}" is not known; a path begins with ${ROOTS.join(', ')}`);
  }
}

function element(value: Json, index: number, parent: readonly (string | number)[]): Json {
  if (!Array.isArray(value)) throw new EvaluationError(`${pathText(parent)} is ${describe(value)}, not a list`);
  const list: readonly Json[] = value;
  const found = list[index];
  if (found === undefined) {
    const size = list.length === 0 ? 'is empty' : `ends at [${list.length - 1}]`;
    throw new EvaluationError(`${pathText(parent)}[${index}] does not exist: the list ${size}`);
  }
  return found;
}

function field(value: Json, name: string, parent: readonly (string | number)[]): Json {
  const path = pathText([...parent, name]);
  if (!isObject(value)) throw new EvaluationError(`${path} does not exist: ${pathText(parent)} is ${describe(value)}`);
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  if (found !== undefined) return found;
  if (parent.length === 1 && parent[0] === 'steps') {
    throw new EvaluationError(`step "${name}" has no outputs: it did not run, or not yet`);
  }
  const hint = didYouMean(name, Object.keys(value));
  throw new EvaluationError(`${path} does not exist: ${pathText(parent)} has no "${name}"${hint}`);
}
