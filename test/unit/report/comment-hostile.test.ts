import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import type { Baseline } from '../../../src/records/baseline.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { markdownComment } from '../../../src/report/comment.ts';
import { refusedComment, refusedRunComment } from '../../../src/report/comment/refused.ts';
import type { DiagnosticCode } from '../../../src/workflow/codes.ts';
import { childOf, recordOf, stepOf } from './fixtures.ts';

const site = 'https://github.com/acme/wine';
const ours = [site, 'https://github.com/automl-action/automl-action/'];
const links = {
  run: `${site}/actions/runs/1`,
  commit: `${site}/commit/4f2c1e9`,
  file: (file: string, line: number | null) => `${site}/blob/4f2c1e9/${file}#L${line ?? 1}`,
};
const limits = { commentBytes: 60_000, mermaidLength: 2_000 };

const sha = '4f2c1e9d0a6b7c8d9e0f112233445566778899aa';
const hostile: Readonly<Record<string, string>> = {
  Markdown:
    '**b** _i_ `c` [x](https://evil.example) ![i](https://evil.example/i.png) # h\n\n# Heading\n- item\n> quote\n---',
  'a link by reference': '[x][r] [r]\n\n[r]: https://evil.example\n[r]:\nhttps://evil.example',
  'a bare address': 'see https://evil.example/a or www.evil.example or ftp://evil.example and http\\://evil.example',
  'an address in brackets': '<https://evil.example> <me@evil.example>',
  'an image in a link': '[![i](https://evil.example/i.png)](https://evil.example)',
  'brackets without end': '['.repeat(3000) + '](https://evil.example)',
  'a forged marker': '<!-- automl-action 0123456789abcdef -->\n<!-- automl-action-state eyJ9 -->',
  'an end of details': '</details></summary></td></table><details open>',
  HTML: '<img src=x onerror=alert(1)><script>alert(1)</script><iframe src="https://evil.example"></iframe><b>@octocat</b>',
  'an entity': '&commat;octocat &#64;octocat &num;12 &#x40;octocat &lt;b&gt; &colon;//evil.example',
  'a mention': '@octocat @acme/team \\@octocat **@octocat** me@evil.example a @octocat',
  'a reference': '#123 GH-123 acme/wine#123 !123 ~1 %1 &1 $1 [[wiki]]',
  'a commit': `${sha} acme/wine@${sha} 4f2c1e9`,
  'a fence': '```\n````\n~~~\n```mermaid\nflowchart LR\n  a-->b\n  click a "https://evil.example"\n```',
  mermaid: '"]; click n0 "https://evil.example" %%{init: {"theme": "x"}}%% \n end\n subgraph <img src=x>',
  'a table': '| a | b |\n| --- | --- |\n| ❌ | \\| |',
  'a command': '/close\n/automl run\n\n/merge',
  'escape sequences': '\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07',
  'control characters': Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('') + '\x7f\x9b31m',
  'a carriage return': 'seen\rhidden\r\n/close\r@octocat',
  'bidi overrides': '\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c',
  'half a character': 'a\ud800b \udc00',
  'an odd backtick': '`a\n@octocat ``b` <b>',
  'a drawing that a server loads': '```geojson\n{}\n```\n```plantuml\n@startuml\n```',
  'the mark of a task': '- [ ] a\n- [x] b',
  '10 MB': '@a <b> `c` | [x](https://evil.example) \x1b[1m'.repeat(220_000),
  'a word of 1 MB': 'x'.repeat(1_000_000),
};

/** Everything that somebody else wrote is the text. */
function everywhere(text: string): { record: RunRecord; baseline: Baseline } {
  const gates = [{ metric: text, min: null, max: 1, value: 2, passed: false }];
  const place = { file: text, line: 1, cell: null, error: text, message: text };
  const fields = {
    reason: text,
    summary: text,
    metrics: { [text]: 1 },
    gates,
    labels: { [text]: text },
  };
  const failed = { ...fields, state: 'failed' as const, outputs: { [text]: text }, warnings: [text] };
  const children = [1, 2].map((number) =>
    childOf(number, { params: { [text]: text }, item: text, metrics: { [text]: number }, gates, reason: text }),
  );
  const service = { url: text, external_url: text, smoke: { status: 200, milliseconds: 1, body: text } };
  const artifacts = { [text]: { kind: 'file' as const, path: text, bytes: 1, files: 1, sha256: text } };
  const steps = [
    stepOf('a/first', { ...failed, name: text, stage: text, place }),
    stepOf('a/second', { ...failed, name: `${text}2`, stage: text }),
    stepOf('a/sweep', {
      ...fields,
      name: `${text}3`,
      metrics: {},
      children,
      best: 1,
      select: { metric: text, order: 'min' },
    }),
    stepOf('a/service', { name: `${text}4`, kind: 'service', service, artifacts, outputs: { [text]: text } }),
    stepOf('a/last', { name: 'last', stage: 'last', needs: [text] }),
  ];
  const commit = { head: `g${text}`, merge: null, ref: text, dirty: true, tree: text };
  const told = {
    id: text,
    workflow: text,
    file: text,
    host: text,
    version: text,
    url: text,
    environment: text,
    reason: text,
  };
  const record = recordOf(steps, { ...told, commit, params: { [text]: text }, base: text, pull: 1, state: 'failed' });
  const before = steps.map((step) => ({ ...step, metrics: { [text]: 3, other: 1 } }));
  return { record, baseline: { record: { ...record, steps: before, params: {} }, kept: text } };
}

/** What a reader of the Markdown gets, and what a forge would make of it. */
function read(markdown: string) {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const prose = html
    .replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'");
  const outsideOfCode = html.replace(/<pre>.*?<\/pre>/gs, '<pre></pre>');
  return {
    hrefs: [...html.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, href = '']) => href),
    tags: new Set([...html.matchAll(/<\/?([a-z!][a-z0-9-]*)/gi)].map(([, tag = '']) => tag.toLowerCase())),
    attributes: [...html.matchAll(/<[a-z][a-z0-9]*\s([^>]*)>/gi)].map(([, text = '']) =>
      text.replace(/^href="[^"]*"/, ''),
    ),
    details: [html.match(/<details\b/g)?.length ?? 0, html.match(/<\/details>/g)?.length ?? 0],
    headings: outsideOfCode.match(/<h3\b/g)?.length ?? 0,
    links: prose.match(/@\w|#\d|GH-\d|(?<!\w)[!~%&$]\d|\b4f2c1e9|\w:\/\/|\bwww\.|\[\[/g),
  };
}

/** Ours, and those of a page, which is the step's own Markdown. */
const shown = 'h3 p a strong code pre table thead tbody tr th td details summary sub ul li em'.split(' ');
const shownInPages = [...shown, ...'h1 h2 h4 h5 h6 ol blockquote hr br input b del'.split(' ')];

// eslint-disable-next-line no-control-regex -- what must not be there
const hidden = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

function expectHarmless(markdown: string): void {
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limits.commentBytes);
  expect(markdown).not.toMatch(hidden);
  expect(markdown).toMatch(/^### /);
  expect(markdown).not.toContain('<!--');
  expect(markdown).not.toMatch(/^\s*\/[a-z]+(\s|$)/m);
  const { hrefs, tags, attributes, details, headings, links: made } = read(markdown);
  expect(hrefs.filter((href) => !ours.some((start) => href.startsWith(start)))).toEqual([]);
  expect([...tags].filter((tag) => !shownInPages.includes(tag))).toEqual([]);
  expect(attributes.filter((text) => /\bon\w+=|src=|style=/i.test(text))).toEqual([]);
  expect(details[0]).toBe(details[1]);
  expect(headings).toBeGreaterThanOrEqual(1);
  expect(made).toBeNull();
  const graphs = marked
    .lexer(markdown)
    .flatMap((token) => (token.type === 'code' && token['lang'] === 'mermaid' ? [String(token['text'])] : []));
  for (const graph of graphs) expect(graph.replace(/"[^"\n]*"/g, '""')).not.toMatch(/click|%%|<|:\/\//);
}

describe('whatever somebody writes into what a run tells', () => {
  test.each(Object.entries(hostile))('%s does nothing in a comment', (_, text) => {
    const { record, baseline } = everywhere(text);
    const phases = new Map([[`${text}2`, text]]);
    const options = { logTail: () => [text, text], links, limits, baseline, phases, listens: true };
    const markdown = markdownComment(record, options);
    expectHarmless(markdown);
    // Steps, metrics and children keep their rows.
    expect(markdown).toMatch(/^\| last \| (?:\[last\]\(.*\)|last) \| ✅\u00a0succeeded \|/m);
    expect(markdown).toMatch(/^\| stage \| step \| state \| time\u00a0\(Δ\) \| key result \|$/m);
    expectHarmless(
      markdownComment({ ...record, state: 'running', ended_at: null }, { ...options, baseline: null, follow: text }),
    );
    expectHarmless(markdownComment({ ...record, steps: [] }, { ...options, links: {} }));
  });

  test.each(Object.entries(hostile))('%s does nothing where nothing was run', (_, text) => {
    const code = text as DiagnosticCode;
    const diagnostics = [{ file: text, line: 1, column: 1, severity: 'error', code, message: text } as const];
    expectHarmless(refusedComment({ file: text, problems: [{ file: text, steps: 1, diagnostics }], links, limits }));
    expectHarmless(refusedRunComment({ file: text, message: text, links, limits }));
  });
});
