/** Markdown as GitHub shows it: the comment below a pull request, the summary of a job. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Marked, type Tokens } from 'marked';

export interface GithubPage {
  readonly markdown: string;
  /** What frames it. */
  readonly place: 'comment' | 'summary';
  /** Whether folded parts are shown open. */
  readonly open?: boolean;
}

const css = readFileSync(
  createRequire(import.meta.url).resolve('github-markdown-css/github-markdown-light.css'),
  'utf8',
);

const frame = `
body { margin: 0; padding: 16px; background: #ffffff; }
.page { position: relative; }
.comment { margin-left: 56px; }
.avatar { position: absolute; left: 0; top: 0; width: 40px; height: 40px; border-radius: 50%; background: #24292f;
  color: #ffffff; font: 600 20px/40px sans-serif; text-align: center; }
.box { border: 1px solid #d0d7de; border-radius: 6px; overflow: hidden; }
.bar { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d0d7de; color: #59636e;
  font: 14px/21px "Liberation Sans", sans-serif; }
.bar b { color: #1f2328; }
.bar i { padding: 0 6px; border: 1px solid #d0d7de; border-radius: 12px; font-style: normal; font-size: 12px; }
.markdown-body { padding: 16px; font-size: 14px; font-family: "Liberation Sans", "Noto Color Emoji", sans-serif; }
.markdown-body pre.mermaid { background: #ffffff; text-align: center; }
.markdown-body pre, .markdown-body code { font-family: "DejaVu Sans Mono", monospace; }`;

const marked = new Marked({ gfm: true, renderer: { code: codeBlock } });

const alerts = { NOTE: '#0969da', TIP: '#1a7f37', IMPORTANT: '#8250df', WARNING: '#9a6700', CAUTION: '#cf222e' };

/** Raw HTML stays as it is: what GitHub would take out by itself must not be there in the first place. */
export function githubPage({ markdown, place, open = false }: GithubPage): string {
  const body = withAlerts(marked.parse(markdown, { async: false }));
  const shown = open ? body.replaceAll('<details>', '<details open>') : body;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${place}</title><style>${css}${frame}</style></head>
<body><div class="page">${frames[place](`<article class="markdown-body">${shown}</article>`)}</div></body></html>
`;
}

const frames: Readonly<Record<GithubPage['place'], (article: string) => string>> = {
  comment: (article) => `<div class="avatar">⚙</div><div class="comment"><div class="box">
<div class="bar"><b>github-actions</b> <i>bot</i> commented now</div>${article}</div></div>`,
  summary: (article) => `<div class="box"><div class="bar"><b>run</b> summary</div>${article}</div>`,
};

function codeBlock({ lang, text }: Tokens.Code): string | false {
  return lang === 'mermaid'
    ? `<pre class="mermaid">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`
    : false;
}

/** https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function withAlerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/g,
    (_, word: keyof typeof alerts) => {
      const title = `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`;
      return `<blockquote style="border-color: ${alerts[word]}"><p><b style="color: ${alerts[word]}">${title}</b></p><p>`;
    },
  );
}
