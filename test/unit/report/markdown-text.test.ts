import { describe, expect, test } from '@jest/globals';
import { code, codeBlock, details, encodeUrl, escapeMarkdown, link } from '../../../src/report/markdown/text.ts';

describe('text in Markdown', () => {
  test.each([
    ['l1_ratio _x_', 'l1_ratio \\_x\\_'],
    ['a*b* | `c` [d](e) ~~f~~ $g$', 'a\\*b\\* \\| \\`c\\` \\[d\\]\u200b(e) \\~\\~f\\~\\~ \\$g\\$'],
    ['<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['## a ##', '\\#\\# a \\#\\#'],
    ['1. a', '1\\. a'],
    ['- a', '\\- a'],
    ['two\nlines\x1b[2J', 'two lines'],
    ['ping @octocat in #12 or GH-12', 'ping @\u200boctocat in #\u200b12 or GH-\u200b12'],
    ['mail a@b.c', 'mail a@\u200bb.c'],
  ])('%j shows as it is', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  test('a code span is fenced by more backticks than it holds', () => {
    expect(code('a `b` ``c``')).toBe('``` a `b` ``c`` ```');
    expect(code('x')).toBe('`x`');
  });

  test('a code block is fenced by more backticks than it holds', () => {
    expect(codeBlock(['````', 'x\x1b[31m'], 'text')).toBe('`````text\n````\nx\n`````');
  });

  test('a link leads to the web or nowhere, and ends where it should', () => {
    expect(link('x', 'https://a.b/c (d)')).toBe('[x](https://a.b/c%20%28d%29)');
    expect(link('x', 'javascript:alert(1)')).toBe('x');
    expect(link('x', null)).toBe('x');
    expect(encodeUrl('http://a/<b>|"c"')).toBe('http://a/%3Cb%3E%7C%22c%22');
  });

  test('the summary of details is HTML', () => {
    expect(details('a <b> & **c**', 'x')).toBe(
      '<details><summary>a &lt;b&gt; &amp; **c**</summary>\n\nx\n\n</details>',
    );
  });
});
