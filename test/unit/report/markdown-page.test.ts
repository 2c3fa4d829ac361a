import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markdownPage } from '../../../src/report/markdown/page.ts';

const page = (text: string, limit = 10_000): string => markdownPage(text, limit).markdown;

describe('a page that a step wrote', () => {
  test('stays the Markdown it is', () => {
    const text = [
      '# Results',
      '',
      'The **best** is `a < b && c > d`, see [the docs](https://example.org/x).',
      '',
      '| model | rmse |',
      '|---|--:|',
      '| a_b | 0.7 |',
      '',
      '- one',
      '  - two',
      '',
      '![figure](https://example.org/figure.png)',
    ].join('\n');
    expect(page(text)).toBe(text);
  });

  test.each([
    ['a fence that is never closed', '```python\nprint(1)', '```python\nprint(1)\n```'],
    ['a longer fence that a shorter one does not close', '````\n```\n', '````\n```\n\n````'],
    ['a fence of tildes', '~~~~ js\n~~~\n```', '~~~~js\n~~~\n```\n~~~~'],
    [
      'details that are never closed',
      '<details>\n<summary>x</summary>\ny',
      '<details>\n\n\n<summary>x</summary>\n\ny\n\n</details>',
    ],
    [
      'details in one line with their summary',
      '<details open><summary>a <b></summary>\ny\n</details>',
      '<details open><summary>a &lt;b&gt;</summary>\n\ny\n\n</details>',
    ],
    ['an end of details that nobody began', 'a\n</details>\nb', 'a\nb'],
    ['an end of details in a line', 'a </details> b', 'a &lt;/details> b'],
    ['a comment', 'a <!-- secret --> b', 'a \u200b b'],
    ['a comment of many lines', 'a <!-- one\n```\ntwo --> b', 'a \n b'],
    ['a comment that never ends', 'a <!-- b\nc', 'a &lt;!-- b\nc'],
    ['raw HTML', '<script>alert(1)</script><img src=x>', '&lt;script>alert(1)&lt;/script>&lt;img src=x>'],
    ['harmless pairs', 'H<sub>2</sub>O<br/>x', 'H<sub>2</sub>O<br>x'],
    ['a pair that is not closed', 'a <b>bold', 'a &lt;b>bold'],
    ['mentions and references', 'thanks @octocat, see #12 and a@b.c', 'thanks @\u200boctocat, see #\u200b12 and a@b.c'],
    ['commands for bots', '/close\n/usr/bin/python', '\u200b/close\n/usr/bin/python'],
    ['HTML after a code span that is open', '`a\n`<details>` b', '`a\n`&lt;details>` b'],
    ['a code span that a table cell ends', '| `a | <details>` |', '| `a | &lt;details>` |'],
    ['an escaped backtick', '\\`<details>`', '\\`&lt;details>`'],
    ['escape sequences', '\x1b[31mred\x1b[0m\x07', 'red'],
    ['other line ends', 'a\r\nb\rc', 'a\nb\nc'],
  ])('has no trick in %s', (_, text, expected) => {
    expect(page(text)).toBe(expected);
  });

  test('of any kind has its fences and details closed', () => {
    const pieces = [
      '```',
      '~~~',
      '````js',
      '<details>',
      '</details>',
      '<summary>x</summary>',
      '<!--',
      '-->',
      '`',
      '`` ` ``',
      '> ',
      '- ',
      '    ',
      '\n',
      '\n\n',
      'x',
      '<b>',
      '|',
      '\\',
      '<details',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        expect(openAtEnd(page(parts.join('')))).toEqual({ fence: null, details: 0 });
      }),
      { numRuns: 500 },
    );
  });

  test('that is too long ends between two lines, with everything closed', () => {
    const text = `<details>\n\n\`\`\`\n${'line of code\n'.repeat(1000)}`;
    const { markdown, cut } = markdownPage(text, 1000);
    expect(cut).toBe(true);
    expect(markdown.length).toBeLessThan(1100);
    expect(openAtEnd(markdown)).toEqual({ fence: null, details: 0 });
    expect(markdown).not.toMatch(/line of cod$/m);
  });

  test.each([
    ['opened comments', '<!--'],
    ['backticks', '` `` ```` '],
    ['tags', '<b>'],
    ['details', '<details>\n'],
    ['fences', '```\n'],
    ['escape characters', '\x1b'],
    ['brackets', '<'],
  ])('of 10 MB of %s costs no more than a look', (_, piece) => {
    const text = piece.repeat(Math.ceil(10_000_000 / piece.length));
    // Quadratic behaviour would not end before the test's timeout.
    expect(markdownPage(text, 100_000).markdown.length).toBeLessThan(101_000);
  });
});

/** By the rules for column 0, where the page puts all its fences and details. */
function openAtEnd(markdown: string): { fence: string | null; details: number } {
  let fence: string | null = null;
  let details = 0;
  for (const line of markdown.split('\n')) {
    const [, run = '', rest = ''] = /^(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== null) {
      if (run.startsWith(fence) && rest.trim() === '') fence = null;
    } else if (run !== '' && !(run.startsWith('`') && rest.includes('`'))) {
      fence = run;
    } else {
      if (/^<details\b/.test(line)) details++;
      if (line === '</details>') details--;
      if (details < 0) throw new Error(`more ends than beginnings in ${JSON.stringify(markdown)}`);
    }
  }
  return { fence, details };
}
