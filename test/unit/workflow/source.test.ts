import { describe, expect, test } from '@jest/globals';
import type { Part, Path } from '../../../src/workflow/problems.ts';
import { SourceFile } from '../../../src/workflow/source.ts';

const TEXT = `# a comment
name:   wine
base: &base {image: python, cpu: 1}
stages:
  one:
    - name: a
      <<: *base
      empty:
      args: [x, "y", 1.50]
  two: *base
`;

describe('where things stand', () => {
  const source = new SourceFile('f.yaml', TEXT);
  const place = (path: Path, part: Part): string => {
    const { line, column } = source.at(path, part);
    return `${line}:${column}`;
  };

  test.each<[string, Path, Part, string]>([
    ['a key', ['name'], 'key', '2:1'],
    ['a value', ['name'], 'value', '2:9'],
    ['a list', ['stages', 'one'], 'value', '6:5'],
    ['the key of a list', ['stages', 'one'], 'key', '5:3'],
    ['an item of a list', ['stages', 'one', 0], 'value', '6:7'],
    ['an item of an inline list', ['stages', 'one', 0, 'args', 1], 'value', '9:17'],
    ['an anchored map, behind its anchor', ['base'], 'value', '3:13'],
    ['a value behind a merge key, where it is written', ['stages', 'one', 0, 'cpu'], 'value', '3:34'],
    ['a value behind an alias, where it is written', ['stages', 'two', 'image'], 'value', '3:21'],
    ['an alias', ['stages', 'two'], 'value', '10:8'],
    ['a value that is not there, at its key', ['stages', 'one', 0, 'empty'], 'value', '8:7'],
    ['a key that is not there, at the key of its parent', ['base', 'nope'], 'value', '3:1'],
    ['a key that is not in an item, at the item', ['stages', 'one', 0, 'nope', 'deeper'], 'key', '6:7'],
    ['an item that is not there', ['stages', 'one', 7], 'value', '5:3'],
    ['the whole file', [], 'value', '2:1'],
  ])('%s', (_, path, part, expected) => {
    expect(place(path, part)).toBe(expected);
  });

  test('a number is given as it is written', () => {
    expect(source.written(['stages', 'one', 0, 'args', 2])).toBe('1.50');
    expect(source.data).toMatchObject({ stages: { one: [{ args: ['x', 'y', 1.5] }] } });
  });

  test('keys come in the order of the file, merged ones last', () => {
    expect(source.keys(['stages', 'one', 0])).toEqual(['name', 'empty', 'args', 'image', 'cpu']);
    expect(source.keys(['name'])).toEqual([]);
    expect(source.keys(['nope'])).toEqual([]);
  });
});

describe('where a character of a text stands', () => {
  const source = new SourceFile(
    'f.yaml',
    [
      'plain: one TWO',
      'double: "a\\n\\"b TWO"',
      "single: 'it''s TWO'",
      'literal: |',
      '  first',
      '    TWO',
      'folded: >-',
      '  first line',
      '  and TWO',
      'wrapped: first',
      '  and TWO',
      'stripped: |2-',
      '    TWO',
    ].join('\n'),
  );

  test.each([
    ['plain', '1:12'],
    ['double', '2:17'],
    ['single', '3:16'],
    ['literal', '6:5'],
    ['folded', '9:7'],
    ['wrapped', '11:7'],
    ['stripped', '13:5'],
  ])('in a %s text', (key, expected) => {
    const value = (source.data as Record<string, string>)[key] ?? '';
    const { line, column } = source.inside([key], value.indexOf('TWO'));
    expect(`${line}:${column}`).toBe(expected);
  });

  test('in something else: where that begins', () => {
    expect(source.inside(['nope'], 5)).toEqual({ line: 1, column: 1 });
  });
});

test('a file without content has its only place at the start', () => {
  expect(new SourceFile('f.yaml', '').at(['name'])).toEqual({ line: 1, column: 1 });
});
