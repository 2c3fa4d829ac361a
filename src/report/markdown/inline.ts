/** One line of a stranger's Markdown outside of fences: raw HTML, comments, mentions and bot commands lose their effect. */
import { defuse, unlinked, withoutCommand, zeroWidthSpace } from './text.ts';

/** `kept`: links and images lead where they led; `told`: they are text. */
export type PageLinks = 'kept' | 'told';

export interface InlineState {
  readonly links: PageLinks;
  /** A backtick before this line, in the same paragraph, had no partner on its line: nothing here is surely code. */
  readonly loose: boolean;
  /** Whether a comment that does not end on this line ends on a later one. */
  readonly commentEnds: boolean;
}

export interface InlineResult {
  readonly markdown: string;
  readonly loose: boolean;
  /** The line ends inside a comment. */
  readonly inComment: boolean;
}

const text = /[^\\`<]+/y;
const escaped = /\\[^<]?/y;
const ticks = /`+/y;
const pair = /<(b|i|em|strong|sub|sup|kbd|code|ins|del|s|small|u)>([^<>`\\]*)<\/\1>/iy;
const lineBreak = /<br\s*\/?>/iy;
const autolink = /<https?:\/\/[^\s<>]*>/iy;

/**
 * What can be seen as code in no other way stays untouched: spans that begin and end on this line, in one table cell, when
 * no earlier line of the paragraph left a span open. Everywhere else a `<` becomes `&lt;`; at worst a reader sees that.
 */
export function neutralInline(line: string, state: InlineState): InlineResult {
  const neutral = state.links === 'kept' ? defuse : unlinked;
  let markdown = '';
  let loose = state.loose;
  let at = 0;
  const lastCommentEnd = line.lastIndexOf('-->');
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < line.length) {
    const plain = match(text);
    if (plain !== null) {
      markdown += neutral(plain[0]);
      continue;
    }
    const escape = match(escaped);
    if (escape !== null) {
      // What it shows may still begin a mention or an address with what follows.
      markdown += /[@#!:/.&~%$]$/.test(escape[0]) ? escape[0] + zeroWidthSpace : escape[0];
      continue;
    }
    const run = match(ticks);
    if (run !== null) {
      const end = loose ? -1 : spanEnd(line, at, run[0].length);
      loose ||= end < 0;
      markdown += end < 0 ? run[0] : run[0] + line.slice(at, end);
      at = Math.max(at, end);
      continue;
    }
    if (line.startsWith('<!--', at)) {
      const end = lastCommentEnd < at + 2 ? -1 : line.indexOf('-->', at + 2);
      if (end < 0 && state.commentEnds) return { markdown, loose, inComment: true };
      if (end >= 0) {
        at = end + 3;
        // Something must stay between two runs of backticks, or they become one.
        markdown += zeroWidthSpace;
        continue;
      }
    }
    const [whole, tag, inner] = match(pair) ?? [];
    const address = state.links === 'kept' && whole === undefined ? match(autolink) : null;
    if (tag !== undefined && inner !== undefined) {
      markdown += `<${tag}>${neutral(inner)}</${tag}>`;
    } else if (address !== null) {
      markdown += address[0];
    } else if (match(lineBreak) !== null) {
      // Alone on its line a tag would begin a block of HTML, in which a code span is none.
      markdown += line.slice(at).trim() === '' ? `${zeroWidthSpace}<br>` : '<br>';
    } else {
      markdown += '&lt;';
      at++;
    }
  }
  const nothingLeft = markdown.replaceAll(zeroWidthSpace, '').trim() === '';
  return { markdown: nothingLeft ? '' : withoutCommand(markdown), loose, inComment: false };
}

/** Where a code span that was opened by so many backticks ends, or -1. */
function spanEnd(line: string, from: number, length: number): number {
  for (const run of line.slice(from).matchAll(/`+/g)) {
    if (run[0].length !== length) continue;
    const end = from + run.index + length;
    return line.slice(from, end).includes('|') ? -1 : end;
  }
  return -1;
}
