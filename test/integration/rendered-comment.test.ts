/** A comment in a browser, as its reader sees it. Nobody takes anything out of its HTML here, as GitHub would. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Chromium } from '../../scripts/screenshots/chromium.ts';
import { githubPage } from '../../scripts/screenshots/github-page.ts';
import { show } from '../../scripts/screenshots/rendering.ts';
import type { RunRecord } from '../../src/records/schema.ts';
import { markdownComment, type CommentOptions } from '../../src/report/comment.ts';
import { stepOf, recordOf, traceback, wineFailed, wineSucceeded } from '../unit/report/fixtures.ts';

// A browser takes its time on a machine that does other work too.
jest.setTimeout(180_000);

/** Of the comments of a pull request's page on GitHub. */
const width = 844;

let browser: Chromium;
let requests: string[];
beforeAll(async () => {
  browser = await Chromium.open();
  browser.on('Network.requestWillBeSent', ({ request }) => {
    requests.push((request as { readonly url: string }).url);
  });
});
afterAll(() => browser.close());
beforeEach(() => {
  requests = [];
});

async function showComment(record: RunRecord, logLines: readonly string[] = []): Promise<void> {
  const limits = { commentBytes: 60_000, mermaidLength: 45_000 };
  const options: CommentOptions = {
    logTail: () => logLines,
    links: { run: 'https://github.com/acme/wine/actions/runs/1' },
    limits,
    baseline: { record: wineSucceeded(), kept: 'in .automl/runs' },
    phases: new Map(),
    listens: true,
  };
  await show(browser, githubPage({ markdown: markdownComment(record, options), place: 'comment', open: true }), width);
}

const names = async (selector: string): Promise<unknown> =>
  browser.evaluate(
    `[...new Set([...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.localName))].sort()`,
  );
/** Elements of the comment, without what mermaid has drawn. */
const elements = 'article *:not(svg):not(svg *)';
const harmless =
  /^(a|blockquote|b|br|code|del|details|em|h\d|hr|li|ol|p|pre|strong|sub|summary|sup|table|t(body|d|h|head|r)|ul)$/;
const seen = async (): Promise<string> => String(await browser.evaluate('document.querySelector("article").innerText'));
/** Code and logs may look like anything. */
const prose = (): Promise<unknown> =>
  browser.evaluate(`(() => {
    const article = document.querySelector('article').cloneNode(true);
    for (const code of article.querySelectorAll('pre, code')) code.remove();
    return article.textContent;
  })()`);
/** What reaches beyond the comment to the right. */
const overflowing = `[...document.querySelectorAll('html, article, article table, article p')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.localName)`;

describe.each([
  ['that succeeded', wineSucceeded()],
  ['that failed', wineFailed()],
])('the comment of a run %s', (_, record) => {
  beforeEach(() => showComment(record, traceback));

  test('is read without a trace of Markdown or HTML', async () => {
    expect(await seen()).toContain('0.0712');
    expect(await prose()).not.toMatch(/\*\*|<\/?[a-z]+>|\]\(|^\s*\|.*\|\s*$|`|&(amp|lt|gt|nbsp|#\d+);/m);
  });

  test('fits its column', async () => {
    expect(await browser.evaluate(overflowing)).toEqual([]);
  });

  test('has its graph drawn', async () => {
    const graphs =
      '[...document.querySelectorAll("pre.mermaid")].map((each) => each.querySelector("svg")?.textContent)';
    expect(await browser.evaluate(graphs)).toContainEqual(expect.stringContaining('forest'));
    expect(await browser.evaluate(graphs)).not.toContainEqual(expect.stringContaining('Syntax error'));
  });

  test('loads nothing', () => {
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });
});

describe('hostile text', () => {
  const attack = '<img src=x onerror="hostile=1"><script>hostile=1</script>](javascript:hostile=1) | `` </details> ```';
  const record = recordOf(
    [
      stepOf('train/forest', {
        state: 'failed',
        reason: attack,
        metrics: { [attack]: 1 },
        labels: { [attack]: attack },
        warnings: [attack],
        summary: `${attack}\n\n<iframe src="https://example.com/x"></iframe>\n\n![x](https://example.com/x.png)\n\n[x](javascript:hostile=1)\n`,
      }),
      stepOf('train/"];click n0 call hostile()', {}),
    ],
    { workflow: attack, params: { alpha: attack }, reason: attack },
  );

  test('does nothing and loads nothing', async () => {
    await showComment(record, [attack, '```', attack, '~~~', attack]);
    expect(await browser.evaluate('typeof hostile')).toBe('undefined');
    for (const name of (await names(elements)) as string[]) expect(name).toMatch(harmless);
    const links = `[...document.querySelectorAll('article a')].map((each) => each.protocol)`;
    for (const protocol of (await browser.evaluate(links)) as string[]) expect(protocol).toMatch(/^(https?|file):$/);
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(await seen()).toContain('<script>');
  });
});
