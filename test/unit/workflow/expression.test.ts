import { describe, expect, test } from '@jest/globals';
import { ExpressionError } from '../../../src/workflow/expression/ast.ts';
import { evaluate, EvaluationError } from '../../../src/workflow/expression/evaluate.ts';
import { parseExpression } from '../../../src/workflow/expression/parse.ts';
import { references } from '../../../src/workflow/expression/references.ts';
import type { Scope } from '../../../src/workflow/expression/scope.ts';
import type { Json } from '../../../src/workflow/model.ts';

const scope: Scope = {
  params: { alpha: 0.5, name: 'wine', fast: true, 'l1-ratio': 1 },
  steps: {
    split: { outputs: { rows: 120, ok: true, note: 'fine', files: ['a', { size: 3 }], nothing: null } },
  },
  run: { id: 'r1', workflow: 'wine', environment: null, event: 'push', scheduled_at: null },
  git: { commit: 'abc', ref: 'main' },
};

function value(text: string, seen: Scope = scope): Json {
  return evaluate(parseExpression(text), seen);
}

function refusal(text: string): unknown {
  try {
    parseExpression(text);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('an expression has the value', () => {
  test.each<[string, Json]>([
    ['1', 1],
    ['-1.5e2', -150],
    ['- 3', -3],
    ['.5', 0.5],
    ['true', true],
    ['null', null],
    [`'it\\'s'`, "it's"],
    ['"a\\n\\"b\\""', 'a\n"b"'],
    ['params.alpha', 0.5],
    ['params.l1-ratio', 1],
    ['steps.split.outputs.rows', 120],
    ['steps.split.outputs.files[0]', 'a'],
    ['steps.split.outputs.files[1].size', 3],
    ['git.ref', 'main'],
    ['steps.split.outputs.rows > 100', true],
    ['steps.split.outputs.rows>=120 and steps.split.outputs.rows<=120', true],
    ['1 != 1.0', false],
    ["'b' < 'c'", true],
    ['run.environment == null', true],
    ['params.name != null', true],
    ['steps.split.outputs.nothing == null', true],
    ['true or false and false', true],
    ['(true or false) and false', false],
    ['not false and false', false],
    ['not params.alpha > 1', true],
    ['not not true', true],
    ['not (true)', false],
    ["run.event == 'push' and git.ref == 'main'", true],
    ['((1)) < ((2))', true],
    [' \n params.fast \t ', true],
    // The second operand is not looked at when the first decides.
    ['false and params.unknown', false],
    ['true or 5', true],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('item, in the child of a for_each', () => {
    const child = { ...scope, item: { fold: 2, deep: [[7]] } };
    expect(value('item.fold == 2', child)).toBe(true);
    expect(value('item.deep[0][0]', child)).toBe(7);
    expect(value('item', { ...scope, item: false })).toBe(false);
  });

  test('of a field whose name is a word of the language', () => {
    expect(value('item.not', { ...scope, item: { not: 1 } })).toBe(1);
  });
});

describe('a text that is not an expression is explained', () => {
  test.each([
    ['', 'expected an expression, found nothing at column 1'],
    ['  ', 'expected an expression, found nothing at column 1'],
    ['1 > ', "expected a value after '>' at column 5"],
    ['1 > > 2', "expected a value after '>', found '>' at column 5"],
    ['== 1', "expected a value, found '==' at column 1"],
    ['and', "expected a value, found 'and' at column 1"],
    ['params.a and', "expected a value after 'and' at column 13"],
    ['(1', "expected ')' to match an earlier '(' at column 3"],
    ['1)', "expected 'and', 'or' or a comparison, found ')' at column 2"],
    ['a b', "expected 'and', 'or' or a comparison, found 'b' at column 3"],
    ['a.', "expected a name after '.' at column 3"],
    ['a.0', "expected 'and', 'or' or a comparison, found '.0' at column 2"],
    ['a[-1]', "expected a whole number from 0 after '[', found '-' at column 3"],
    ['a[1.5]', "expected a whole number from 0 after '[', found '1.5' at column 3"],
    ['a["b"]', `a field is written with a dot: '.name', found the string "b" at column 3`],
    ['a[1', "expected ']' at column 4"],
    ['1 < 2 < 3', "comparisons can't be chained; join two of them with 'and' at column 7"],
    ['a && b', "'&&' is not known here; write 'and' at column 3"],
    ['a || b', "'||' is not known here; write 'or' at column 3"],
    ['!a', "'!' is not known here; write 'not' at column 1"],
    ['a = 1', "'=' is not known here; write '==' to compare at column 3"],
    ['a === 1', "'=' is not known here; write '==' to compare at column 5"],
    ['1 + 2', 'there is no arithmetic in expressions; compute it in a step and give it as an output at column 3'],
    ['len(a)', "there are no functions in expressions, found '(' at column 4"],
    ['True', "'True' is not known here; write 'true' at column 1"],
    ['-a', "expected a number after '-', found 'a' at column 2"],
    ["'open", "the string that begins with ' is never closed at column 1"],
    ["'a\\q'", `a backslash before "q" means nothing; write '\\\\' for a backslash at column 3`],
    ["'a\\\n'", `a backslash before "\\n" means nothing; write '\\\\' for a backslash at column 3`],
    ["1 'a\n'", `expected 'and', 'or' or a comparison, found the string "a\\n" at column 3`],
    ['1a', "'1a' is neither a number nor a name at column 1"],
    ['1e999', 'this number is too large to be exact at column 1'],
    ['9007199254740993', 'this number is too large to be exact at column 1'],
    ['a # b', "expected 'and', 'or' or a comparison, found '#' at column 3"],
    ['💥', "expected a value, found '💥' at column 1"],
  ])('%s', (text, message) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toHaveProperty('message', message);
  });

  test('even when it is huge or nested without end, at once', () => {
    for (const text of ['('.repeat(100_000), 'a and '.repeat(200_000), 'not '.repeat(2000), '['.repeat(9999)]) {
      expect(refusal(text)).toBeInstanceOf(ExpressionError);
    }
    expect(refusal('('.repeat(60) + '1' + ')'.repeat(60))).toHaveProperty(
      'problem',
      "an expression can't be nested deeper than 50 levels",
    );
  });

  test('but a long chain is not deep', () => {
    expect(value(Array.from({ length: 1000 }, () => 'true').join(' and '))).toBe(true);
  });
});

describe('an expression without a value says why', () => {
  test.each([
    ['params.alpa', 'params.alpa does not exist: params has no "alpa"; did you mean "alpha"?'],
    ['steps.train.outputs.x', 'step "train" has no outputs: it did not run, or not yet'],
    [
      'steps.split.outputs.row',
      'steps.split.outputs.row does not exist: steps.split.outputs has no "row"; did you mean "rows"?',
    ],
    ['steps.split.outputs.files[5]', 'steps.split.outputs.files[5] does not exist: the list ends at [1]'],
    ['params.name[0]', 'params.name is the string "wine", not a list'],
    ['params.name.x', 'params.name.x does not exist: params.name is the string "wine"'],
    [
      'steps.split.outputs.nothing.x',
      'steps.split.outputs.nothing.x does not exist: steps.split.outputs.nothing is null',
    ],
    ['item', '"item" has a value only in a step with for_each'],
    ['secrets.key', '"secrets" is not known; a path begins with params, steps, run, git, item'],
    ["params.alpha == 'x'", 'can\'t compare the number 0.5 with the string "x"'],
    ['params.fast > 1', "can't compare true with the number 1 by '>'"],
    ['null < 1', "can't compare null with the number 1 by '<'"],
    ['steps.split.outputs.files == 1', "can't compare a list with the number 1"],
    ['params.alpha and true', "'and' needs true or false, not the number 0.5"],
    ["not 'x'", '\'not\' needs true or false, not the string "x"'],
  ])('%s', (text, message) => {
    expect(() => value(text)).toThrow(new EvaluationError(message));
  });

  test.each([
    'params.__proto__',
    'params.constructor',
    'run.toString',
    'steps.split.outputs.files.length',
    'constructor',
  ])('%s is not there: only own properties are', (text) => {
    expect(() => value(text)).toThrow(EvaluationError);
  });
});

test('the paths of an expression are listed with their places', () => {
  const text = 'not (params.a == 1) or steps.x.outputs.y[0].z > item and true';
  expect(references(parseExpression(text))).toEqual([
    { path: ['params', 'a'], offset: 5 },
    { path: ['steps', 'x', 'outputs', 'y', '0', 'z'], offset: 23 },
    { path: ['item'], offset: 48 },
  ]);
});
