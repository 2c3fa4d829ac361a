/** What there is to say about one thing, for people: a line each, names in one column, and tables under headings. */
import { painter } from './paint.ts';
import { oneLine } from './plain-text.ts';
import { renderText, type TextTableOptions } from './text-table.ts';
import { displayWidth, padEnd } from './width.ts';
import type { Row } from './listing.ts';

/** Null: nothing is known, and no line is shown. */
export type Facts = Readonly<Record<string, string | null>>;

export function renderFacts(facts: Facts, { color }: Pick<TextTableOptions, 'color'>): string {
  const shown = Object.entries(facts).flatMap(([name, text]) => (text === null || text === '' ? [] : [{ name, text }]));
  const width = Math.max(0, ...shown.map(({ name }) => displayWidth(name)));
  const paint = painter(color);
  return shown.map(({ name, text }) => `${paint('quiet', padEnd(name, width))}  ${oneLine(text)}\n`).join('');
}

/** '' without rows. */
export function renderSection(title: string, rows: readonly Row[], options: TextTableOptions): string {
  return rows.length === 0 ? '' : `\n${title}\n${renderText(rows, options)}`;
}
