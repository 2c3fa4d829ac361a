import { describe, expect, test } from '@jest/globals';
import { ExpressionError } from '../../../src/workflow/expression/ast.ts';
import {
  escapeTemplate,
  parseCondition,
  renderTemplate,
  templateParts,
} from '../../../src/workflow/expression/template.ts';
import type { Scope } from '../../../src/workflow/expression/scope.ts';

const scope: Scope = {
  params: { alpha: 0.5, name: 'wine' },
  steps: { split: { outputs: { folds: [1, { a: null }] } } },
  run: { id: 'r1', workflow: 'wine', environment: null, event: 'push', scheduled_at: null },
  git: { commit: null, ref: null },
};

test('a template is cut into its parts, with their offsets', () => {
  expect(templateParts('a ${{ params.x }}-${{y}}')).toEqual([
    { kind: 'literal', text: 'a ', offset: 0 },
    { kind: 'expression', text: ' params.x ', offset: 5 },
    { kind: 'literal', text: '-', offset: 17 },
    { kind: 'expression', text: 'y', offset: 21 },
  ]);
  expect(templateParts('')).toEqual([]);
});

test.each(['${{ a }}', '$${{', '$$${{ ${{', 'plain'])('%s, escaped, renders to itself', (text) => {
  expect(renderTemplate(escapeTemplate(text), scope)).toBe(text);
});

describe('rendered', () => {
  test.each([
    ['plain', 'plain'],
    ['--alpha=${{ params.alpha }}', '--alpha=0.5'],
    ['${{ params.name }}/${{params.name}}', 'wine/wine'],
    ['${{ steps.split.outputs.folds }}', '[1,{"a":null}]'],
    ['env: ${{ run.environment }}', 'env: null'],
    ["${{ '}}' }}!", '}}!'],
    ['$${{ kept }}', '${{ kept }}'],
    ['$$${{ kept }}', '$${{ kept }}'],
    ['$ { {{ }} $HOME $(x)', '$ { {{ }} $HOME $(x)'],
    ["it's ${{ params.name }}", "it's wine"],
  ])('%s', (text, expected) => {
    expect(renderTemplate(text, scope)).toBe(expected);
  });
});

test('a condition may leave the brackets out', () => {
  expect(parseCondition('params.x')).toMatchObject({ expression: { kind: 'path' }, offset: 0 });
  expect(parseCondition('${{ params.x }}')).toMatchObject({ expression: { kind: 'path', offset: 1 }, offset: 3 });
  expect(() => parseCondition('${{ params.x }} and true')).toThrow(
    "expected one expression and nothing beside its '${{ }}'",
  );
});

test.each([
  ['ab ${{ params.x', "'${{' is never closed by '}}'", 3],
  ['${{ "x }}', 'the string that begins with " is never closed', 4],
])('%s is refused', (text, problem, offset) => {
  expect(() => templateParts(text)).toThrow(ExpressionError);
  try {
    templateParts(text);
  } catch (error) {
    expect(error).toMatchObject({ problem, offset });
  }
});

test('an error inside an expression counts its place in the whole text', () => {
  expect(() => renderTemplate('ab ${{ 1 > }}', scope)).toThrow("expected a value after '>' at column 12");
});

test('hostile texts are answered in time that grows with their length only', () => {
  expect(() => templateParts('${{ \\" }}'.repeat(200_000))).toThrow(ExpressionError);
  expect(() => templateParts('${{'.repeat(200_000))).toThrow(ExpressionError);
  expect(templateParts('$${{'.repeat(200_000))).toHaveLength(1);
});
