import { expect, test } from '@jest/globals';
import { checkExpression, type Known, typeOf } from '../../../src/workflow/expression/check.ts';
import { parseExpression } from '../../../src/workflow/expression/parse.ts';

const known: Known = {
  params: { alpha: 'float', n: 'int', name: 'str', fast: 'bool' },
  steps: { split: { rows: 'int', note: 'str', ok: 'bool', files: 'json', train: 'artifact' } },
  item: false,
  state: false,
};

test.each([
  'params.alpha > params.n',
  'steps.split.outputs.rows > 100 and steps.split.outputs.ok',
  'steps.split.outputs.files[0].size == 3',
  "steps.split.outputs.files == 'x'",
  "git.ref == 'main' or run.environment == null",
  'not params.fast == true',
  'params.name != null',
  "params.name < 'x'",
  'steps.split.outputs.files[1] and true',
])('%s can work', (text) => {
  expect(checkExpression(parseExpression(text), known)).toEqual([]);
});

test.each([
  ['params.alhpa', 'there is no param "alhpa"', 'alpha'],
  ['params', 'expected the name of a param after "params"', null],
  ['params.name.x', 'param "name" is one value and has no fields', null],
  ['params.constructor', 'there is no param "constructor"', null],
  ['steps.splt.outputs.rows', 'there is no step "splt" to read from', 'split'],
  ['steps.split.rows', 'expected "steps.split.outputs." and the name of an output', null],
  ['steps.split.output.rows', 'expected "steps.split.outputs." and the name of an output', 'outputs'],
  ['steps.split.outputs', 'expected "steps.split.outputs." and the name of an output', null],
  ['steps.split.outputs.row', 'step "split" has no output "row"', 'rows'],
  ['steps.split.outputs.train', 'output "train" of step "split" is a file; wire it through "inputs"', null],
  ['steps.split.outputs.rows[0]', 'output "rows" of step "split" is one value and has no fields', null],
  ['run.evnt', '"run" has no "evnt"; it has id, workflow, environment, event, scheduled_at', 'event'],
  ['run.state', '"run.state" is known only in the steps of "finally"', null],
  ['git.sha', '"git" has no "sha"; it has commit, ref', null],
  ['git', 'expected a field after "git": commit, ref', null],
  ['item.x', '"item" is known only in a step with for_each', null],
  ['parms.x', '"parms" is not known; a path begins with params, steps, run, git, item', 'params'],
  ["params.n == '3'", "can't compare a number with a string", null],
  ['params.fast > true', "'>' compares numbers or strings, not true or false", null],
  ['null < null', "'<' compares numbers or strings, not null", null],
  ['params.n and true', "'and' needs true or false, not a number", null],
  ['not params.name', "'not' needs true or false, not a string", null],
])('%s can not', (text, message, suggestion) => {
  expect(checkExpression(parseExpression(text), known)).toMatchObject([{ message, suggestion }]);
});

test('every problem is found, each with its place', () => {
  const problems = checkExpression(parseExpression("params.x > 1 and params.n == 'a' or zzz"), known);
  expect(problems.map(({ offset }) => offset)).toEqual([0, 26, 36]);
});

test('item and run.state are known where they have a value', () => {
  expect(
    checkExpression(parseExpression("item.a[0] == 1 and run.state == 'failed'"), { ...known, item: true, state: true }),
  ).toEqual([]);
});

test.each([
  ['1', 'int'],
  ['0.5', 'float'],
  ['params.fast', 'bool'],
  ['steps.split.outputs.files', 'json'],
  ['1 < 2', 'bool'],
  ['null', 'null'],
  ['params.unknown', 'json'],
])('the type of %s is %s', (text, type) => {
  expect(typeOf(parseExpression(text), known)).toBe(type);
});
