/** Text of strangers inside our Markdown: it shows what it says and does nothing. */
import { plainLine, plainText, shortLine } from '../plain-text.ts';

export const zeroWidthSpace = '\u200b';

const longest = 300;
const longestUrl = 2_000;

/** One line of text for a heading, a paragraph or a table cell. */
export function escapeMarkdown(text: string, length = longest): string {
  return (
    inert(shortLine(text, length))
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*[\]|~$]/g, '\\$&')
      // Inside a word an underscore means nothing: `l1_ratio` stays readable in the source.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      // What at the beginning of a line would make it a heading, a list, a rule or a command, and what a heading drops at its end.
      .replace(/^[+=/-]|^#+|#+$/g, (run) => run.replace(/./g, '\\$&'))
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}

/** Nobody is notified and no issue gets a link because a log line had an @ or a #12 in it. */
export function defuse(text: string): string {
  return text
    .replace(/(?<!\w)([@#])(?=\w)/g, `$1${zeroWidthSpace}`)
    .replace(/\bGH-(?=\d)/gi, `$&${zeroWidthSpace}`)
    .replace(/&(?=(?:commat|num);)/g, '&amp;');
}

/** Nothing that a forge would make a link by itself: addresses, commits, references to whatever it keeps. */
export function inert(text: string): string {
  return text
    .replace(
      /@(?=\w)|#(?=\w)|[!%~$&](?=\d)|\bGH-(?=\d)|\w:(?=\/\/)|\bwww(?=\.)|\[(?=\[)|\](?=\()/gi,
      `$&${zeroWidthSpace}`,
    )
    .replace(/\b(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{7,64}\b/gi, (commit) =>
      commit.replace(/.{6}(?=.)/g, `$&${zeroWidthSpace}`),
    );
}

/** Markdown of strangers whose links and images are told and lead nowhere: nothing is loaded from a third party. */
export function unlinked(markdown: string): string {
  const told = markdown
    .replace(/!\[([^[\]]{0,200})\]\(\s{0,9}(\S{1,500}?)(?:\s[^()]{0,200})?\)/g, '$1 (image: $2)')
    .replace(/\[([^[\]]{0,200})\]\(\s{0,9}(\S{1,500}?)(?:\s[^()]{0,200})?\)/g, '$1 ($2)')
    .replace(/\](?=[([:])/g, `$&${zeroWidthSpace}`)
    .replace(/&(?=\w{1,40};|#)/g, '&amp;');
  return inert(told);
}

/** For text between HTML tags, where Markdown does not reach. */
export function escapeHtml(text: string): string {
  return inert(shortLine(text, longest)).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A code span of one line. Not for table cells: there a pipe would end it. */
export function code(text: string, length = longest): string {
  const content = shortLine(text, length);
  if (content === '') return '';
  const fence = '`'.repeat(longestRun(content) + 1);
  const space = /^`|`$/.test(content) ? ' ' : '';
  return fence + space + content + space + fence;
}

/** A fenced block that its content can't end, and in which no bot finds a command. */
export function codeBlock(lines: readonly string[], language: string): string {
  const content = lines.map((line) => withoutCommand(plainLine(line).replace(/\n/g, ' ')));
  const fence = '`'.repeat(Math.max(3, ...content.map((line) => longestRun(line) + 1)));
  return [fence + language, ...content, fence].join('\n');
}

/** GitLab obeys lines such as `/close` in a comment, and so do bots. A path has a second slash. */
export function withoutCommand(line: string): string {
  return line.replace(/^(\s*)(?=\/[a-z_]+(?:\s|$))/i, '$1\u200b');
}

export function link(markdown: string, url: string | null | undefined): string {
  if (url === null || url === undefined || url.length > longestUrl || !/^https?:\/\//i.test(url)) return markdown;
  return `[${markdown}](${encodeUrl(url)})`;
}

/** A URL as a link on its own. */
export function autolink(url: string): string {
  const linkable = url.length <= longestUrl && /^https?:\/\//i.test(url);
  return linkable ? `<${encodeUrl(url)}>` : escapeMarkdown(url);
}

/** A URL that Markdown takes as one, whatever it holds. */
export function encodeUrl(url: string): string {
  return plainText(url).replace(/[\s<>()[\]\\`|"]/g, (character) => `%${hex(character)}`);
}

export function details(summary: string, content: string, open: 'open' | 'closed' = 'closed'): string {
  return `<details${open === 'open' ? ' open' : ''}><summary>${escapeHtml(summary)}</summary>\n\n${content}\n\n</details>`;
}

/** A table whose cells are Markdown already. Columns of numbers are right-aligned. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[],
): string {
  const rule = head.map((title) => (right.includes(title) ? '--:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}
