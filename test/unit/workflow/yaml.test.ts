/** Odd, broken and hostile YAML gets an answer of ours. */
import { describe, expect, test } from '@jest/globals';
import { SourceFile } from '../../../src/workflow/source.ts';
import { found, read } from './read.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is no workflow text', () => {
  test.each([
    ['is empty', ''],
    ['has only comments', '# one\n# two\n'],
    ['has only a document mark', '---\n'],
    ['has only white space', '  \n\n'],
  ])('that %s is called empty', (_, text) => {
    expect(found(text)).toEqual([
      '1:1 error EMPTY_FILE the file is empty; a workflow has at least "name" and "stages"',
    ]);
  });

  test.each([
    ['a list', '- a\n- b\n', 'a list'],
    ['a text', 'hello\n', 'the text "hello"'],
    ['a number', '5\n', 'the number 5'],
  ])('that is %s at the top is no map', (_, text, what) => {
    expect(found(text)).toEqual([
      `1:1 error NOT_A_MAP the file must be a map with name, stages and the like, not ${what}`,
    ]);
  });

  test('that is larger than 4 MiB is not read', () => {
    const text = encode(`name: test\n${'# filler\n'.repeat(500_000)}`);
    expect(found(text)).toEqual(['1:1 error FILE_TOO_LARGE the file has 4.3 MiB; a workflow file has at most 4 MiB']);
  });

  test('that is not UTF-8 is refused at its first wrong byte', () => {
    const latin1 = Uint8Array.from([...encode('name: test\nstages: {} # '), 0xfc, ...encode('ber\n')]);
    expect(found(latin1)).toEqual([
      '2:14 error NOT_UTF8 the byte 0xfc at offset 24 is not UTF-8; save the file as UTF-8',
    ]);
  });

  test.each([
    ['with a mark', [0xff, 0xfe, 0x6e, 0x00]],
    ['with a mark, big end first', [0xfe, 0xff, 0x00, 0x6e]],
    ['without a mark', [0x6e, 0x00, 0x61, 0x00]],
  ])('that is UTF-16 %s is named as such', (_, bytes) => {
    expect(found(Uint8Array.from(bytes))).toEqual([
      '1:1 error NOT_UTF8 the file is UTF-16, not UTF-8; save it as UTF-8',
    ]);
  });
});

describe('line ends and marks do not move the columns', () => {
  const mistake = '2:1 error UNKNOWN_KEY the key "finaly" is not known at the top of the file; did you mean "finally"?';
  test.each([
    ['LF', 'name: test\nfinaly: []\nstages: {one: [{name: a, run: a.py}]}\n'],
    ['CRLF', 'name: test\r\nfinaly: []\r\nstages: {one: [{name: a, run: a.py}]}\r\n'],
    ['a lone CR', 'name: test\rfinaly: []\rstages: {one: [{name: a, run: a.py}]}\r'],
    ['a byte order mark', '\uFEFFname: test\nfinaly: []\nstages: {one: [{name: a, run: a.py}]}\n'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([mistake]);
    expect(found(encode(text))).toEqual([mistake]);
  });
});

describe('broken YAML is explained where it breaks', () => {
  test.each([
    [
      'a:\n\tb: 1\n',
      '2:1 error TAB_INDENT a tab stands before the text of this line; YAML is indented with spaces only',
    ],
    ['a: "x\nb: 1\n', '1:4 error BAD_YAML the text that begins here with " is never closed'],
    ["a: 'x\n", "1:4 error BAD_YAML the text that begins here with ' is never closed"],
    ['a: b: c\n', '1:4 error BAD_YAML a second colon on one line; put the text in quotes, or begin a new line'],
    [
      'a: 1\n b: 2\n',
      '1:4 error BAD_YAML the line below is indented deeper than this one, but this one already has its value',
    ],
    ['a: 1\nb\nc: 2\n', '2:1 error BAD_YAML a colon and a value are missing behind this word'],
    [
      'a: [1, 2\nb: 3\n',
      '2:1 error BAD_YAML a list or map that was opened above with [ or { is not closed before this line',
    ],
    ['a: }\n', '1:4 error BAD_YAML "}" is not expected here'],
    ['a: "x" y\n', '1:8 error BAD_YAML "y" is not expected here'],
    ['a: @x\n', '1:4 error BAD_YAML a text that begins with @ must be in quotes'],
    ['a: "\\q"\n', `1:5 error BAD_YAML \\q means nothing inside "..."; write \\\\ for a backslash, or use '...'`],
    ['a:\n  - x\n  y\n', '3:1 error BAD_YAML the indentation of this line does not fit the lines around it'],
    ['a: [${{ x }}]\n', '1:6 error BAD_YAML inside [ ] and { } an expression must be in quotes: "${{ ... }}"'],
    ['a: \u0002b\n', '1:4 error BAD_YAML the control character U+0002 is not allowed in YAML'],
    ['a: 1\n---\nb: 2\n', '3:1 error MULTIPLE_DOCUMENTS a second YAML document begins here; a workflow file holds one'],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test('a long row of mistakes is cut to the first ones', () => {
    expect(found('} x\n'.repeat(1000)).length).toBeLessThanOrEqual(10);
  });
});

describe('a file that means harm', () => {
  const nested = (open: string): string => `name: ${open.repeat(100_000)}`;
  test.each([
    ['brackets', nested('['), '1:107'],
    ['braces', nested('{a: '), '1:407'],
    ['dashes', `name:\n${'- '.repeat(6000)}\nstages: {}`, '2:201'],
  ])('of nested %s is too deep', (_, text, place) => {
    expect(found(text)).toEqual([`${place} error TOO_DEEP lists and maps are nested more than 100 levels deep here`]);
  });

  test('may not become deep through its aliases', () => {
    const text = Array.from({ length: 3000 }, (_, n) => `k${n}: &k${n} [${n === 0 ? 1 : `*k${n - 1}`}]`).join('\n');
    expect(found(text)).toEqual(['100:12 error TOO_DEEP lists and maps are nested more than 100 levels deep here']);
  });

  test('may not become large through its aliases', () => {
    const level = (name: string, below: string): string =>
      `${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]`;
    const text = ['a: &a [x, x, x]', ...Array.from('bcdefghij', (name, n) => level(name, 'abcdefghij'.charAt(n)))];
    expect(found(text.join('\n'))).toEqual([
      '7:16 error ALIAS_BOMB aliases repeat more than 1000000 parts of the file',
    ]);
  });

  test('may not reach the prototypes of objects', () => {
    const text =
      'name: test\n__proto__: {polluted: true}\nstages: {one: [{name: a, run: a.py, env: {constructor: b}}]}\n';
    expect(found(text)).toEqual(['2:1 error BAD_KEY "__proto__" can\'t be used as a key']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('keys', () => {
  test('that stand twice name the line of the first', () => {
    expect(found('name: a\nstages: {one: [{name: s, run: a.py}]}\nname: b\n')).toEqual([
      '3:1 error DUPLICATE_KEY "name" is set twice in the same map; the first is in line 1',
    ]);
  });

  test('that are maps are refused, with what was meant', () => {
    expect(new SourceFile('f', 'when: {{ x }}\n').problems.sorted()).toMatchObject([
      { line: 1, column: 8, code: 'BAD_KEY', message: expect.stringContaining('an expression is written ${{ ... }}') },
    ]);
  });

  test('that are numbers keep their text and the order of the file', () => {
    const source = new SourceFile('f', 'stages:\n  2: []\n  1: []\n  01: []\n  true: []\n');
    expect(source.keys(['stages'])).toEqual(['2', '1', '01', 'true']);
    expect(source.problems.sorted()).toEqual([]);
  });
});

describe('anchors, aliases and merge keys', () => {
  test('are resolved, own keys before merged ones, earlier merged ones before later', () => {
    const { data, problems } = new SourceFile(
      'f',
      'base: &base {x: 1, y: 2}\nmore: &more {y: 3, z: 4}\nown: {<<: [*base, *more], x: 9}\nsame: *base\n',
    );
    expect(problems.sorted()).toEqual([]);
    expect(data).toMatchObject({ own: { x: 9, y: 2, z: 4 }, same: { x: 1, y: 2 } });
  });

  test('are no merge keys in quotes', () => {
    expect(new SourceFile('f', 'a: {"<<": 1}\n').data).toEqual({ a: { '<<': 1 } });
  });

  test('report a mistake in an anchored map once, where it stands', () => {
    const text = [
      'name: test',
      'defaults: {resources: &r {cpu: lots}}',
      'stages:',
      '  one:',
      '    - {name: a, run: a.py, resources: *r}',
      '    - {name: b, run: b.py, resources: {<<: *r}}',
    ];
    expect(found(text.join('\n'))).toEqual([expect.stringMatching(/^2:32 error BAD_CPU /)]);
  });

  test.each([
    [
      'a: &base 1\nb: *bsae\n',
      '2:4 error UNKNOWN_ALIAS the alias *bsae has no anchor &bsae above it; did you mean "base"?',
    ],
    ['a: &a [*a]\n', '1:8 error UNKNOWN_ALIAS the alias *a has no anchor &a above it'],
    ['a: {<<: 5}\n', '1:9 error BAD_KEY behind "<<" stands a map, or an alias like *name of one'],
  ])('that can not work are named: %j', (text, expected) => {
    expect(found(`${text}name: n\nstages: {}\n`)).toContain(expected);
  });

  test('may carry tags that nobody knows, with a warning', () => {
    expect(found('name: !Ref test\nstages: {one: [{name: a, run: a.py}]}\n')).toEqual([
      '1:7 warning UNKNOWN_TAG the tag !Ref is not known',
    ]);
  });
});

test('what the library makes of YAML 1.1 stays text', () => {
  const text = '%YAML 1.1\n---\nday: 2001-01-01\nlist: !!omap [x: 1]\nset: !!set {a, b}\nbytes: !!binary aGk=\n';
  expect(new SourceFile('f', text).data).toEqual({
    day: '2001-01-01',
    list: [null],
    set: { a: null, b: null },
    bytes: 'aGk=',
  });
});

test('problems come in the order of the lines, all at once', () => {
  const lines = read('nam: x\nstages:\n  One: {}\n  two: 5\nparallel: 0\n').diagnostics.map(({ line }) => line);
  expect(lines).toEqual([1, 1, 3, 3, 4, 5]);
});
