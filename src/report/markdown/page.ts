/**
 * A Markdown page that a step wrote, made safe to stand among ours: it stays Markdown, but nothing in it can hide or
 * swallow what follows. Forges sanitise scripts away; what is left to us is structure.
 *
 * Fences are moved to column 0 after a blank line, where every Markdown parser sees the same fence whatever came before.
 * Of HTML only whole `<details>` lines at column 0 and a few one-line pairs stay; other `<` become `&lt;`.
 */
import { escapeHtml, withoutCommand, zeroWidthSpace } from './text.ts';
import { plainText } from '../plain-text.ts';
import { neutralInline, type PageLinks } from './inline.ts';

export interface Page {
  readonly markdown: string;
  /** It did not fit and ends early, between two lines. */
  readonly cut: boolean;
}

const fenceOpening = /^[ \t]*(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const detailsOpening = /^<details(?: open)?>$/i;
const detailsClosing = /^<\/details>$/i;
const summaryLine = /^(<details(?: open)?>)?\s*<summary>(.*)<\/summary>$/i;

const drawn = new Set('mermaid geojson topojson stl math plantuml kroki'.split(' '));
const detailsEnd = '\n</details>\n\n';
/** Of `<details>` inside each other. */
const deepest = 10;

/** At most about `limit` UTF-16 units. */
export function markdownPage(text: string, limit: number, links: PageLinks = 'kept'): Page {
  // Most of what gets shorter on the way are escape sequences; a page of little else may end a bit early.
  const readable = plainText(text.slice(0, limit * 2).replace(/\r\n?/g, '\n'));
  const lines = readable.split('\n');
  const lastCommentEnd = lines.findLastIndex((line) => line.includes('-->'));
  const writer = new PageWriter(limit, links);
  const full = lines.some((line, index) => !writer.take(line, index < lastCommentEnd));
  return writer.end(full || text.length > limit * 2);
}

class PageWriter {
  readonly #limit: number;
  readonly #links: PageLinks;
  readonly #lines: string[] = [];
  #size = 0;
  /** The fence that is open, as it must be closed. */
  #fence: { readonly close: string; readonly indent: number } | null = null;
  #details = 0;
  /** A line of this paragraph had a backtick without a partner: a code span may go over several lines. */
  #loose = false;
  #comment = false;
  #full = false;

  constructor(limit: number, links: PageLinks) {
    this.#limit = limit;
    this.#links = links;
  }

  /** False when the page is full. */
  take(line: string, commentEnds: boolean): boolean {
    if (this.#fence !== null) this.#fenced(line, this.#fence);
    else if (this.#comment) this.#commented(line, commentEnds);
    else this.#text(line, commentEnds);
    return !this.#full;
  }

  end(cut: boolean): Page {
    this.#closeFence();
    while (this.#lines.at(-1)?.trim() === '') this.#lines.pop();
    for (; this.#details > 0; this.#details--) this.#lines.push('', '</details>');
    return { markdown: this.#lines.join('\n').replace(/^\n+/, ''), cut };
  }

  #commented(line: string, commentEnds: boolean): void {
    const end = line.indexOf('-->');
    if (end < 0) return;
    this.#comment = false;
    this.#text(line.slice(end + 3), commentEnds);
  }

  #fenced(line: string, { close, indent }: { readonly close: string; readonly indent: number }): void {
    const closing = line.trim();
    if (closing.startsWith(close) && closing === (close[0] ?? '').repeat(closing.length)) this.#closeFence();
    else this.#put(withoutCommand(line.replace(new RegExp(`^[ \\t]{0,${indent}}`), '')));
  }

  #closeFence(): void {
    if (this.#fence !== null) this.#lines.push(this.#fence.close, '');
    this.#fence = null;
  }

  #text(line: string, commentEnds: boolean): void {
    const [, ticks, tickInfo, tildes, tildeInfo] = fenceOpening.exec(line) ?? [];
    const fence = ticks ?? tildes;
    const [, opening, summary] = summaryLine.exec(line) ?? [];
    if (fence !== undefined) {
      const language = /^[\w+#.-]*/.exec((tickInfo ?? tildeInfo ?? '').trim())?.[0] ?? '';
      // What a forge draws counts against its limits, and may be loaded from elsewhere.
      const isDrawn = this.#links === 'told' && drawn.has(language.toLowerCase());
      this.#apart(fence + (isDrawn ? 'text' : language));
      this.#size += fence.length + 2;
      if (!this.#full) this.#fence = { close: fence, indent: line.length - line.trimStart().length };
    } else if (detailsOpening.test(line) && this.#details < deepest) {
      this.#open(line.toLowerCase());
    } else if (detailsClosing.test(line)) {
      if (this.#details === 0) return;
      this.#details--;
      this.#lines.push('', '</details>', '');
    } else if (summary !== undefined && opening !== undefined && this.#details < deepest) {
      this.#open(`${opening.toLowerCase()}<summary>${escapeHtml(summary)}</summary>`);
    } else if (summary !== undefined && opening === undefined && this.#details > 0) {
      this.#apart(`<summary>${escapeHtml(summary)}</summary>`, '');
    } else {
      const state = { loose: this.#loose, commentEnds, links: this.#links };
      const { markdown, loose, inComment } = neutralInline(line, state);
      this.#loose = line.trim() !== '' && loose;
      this.#comment = inComment;
      // Without its comment a line may have become what it was not.
      this.#put(fenceOpening.test(markdown) ? zeroWidthSpace + markdown : markdown);
    }
  }

  #open(line: string): void {
    this.#size += detailsEnd.length;
    this.#apart(line, '');
    if (!this.#full) this.#details++;
  }

  /** After a blank line: what begins here is then surely outside of any list, quote or HTML block. */
  #apart(...lines: readonly string[]): void {
    this.#loose = false;
    this.#put('', ...lines);
  }

  #put(...lines: readonly string[]): void {
    this.#size += lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.#full = this.#size > this.#limit;
    if (!this.#full) this.#lines.push(...lines);
  }
}
