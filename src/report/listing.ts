/** What the verbs that show something print: a table for people, the whole value for programs. */
import { stringify } from 'yaml';
import { renderText, type TextTableOptions } from './text-table.ts';

/** wide: with all columns, and nothing cut to the width of the terminal. */
export type ViewFormat = 'text' | 'wide' | 'json' | 'yaml';
export const viewFormats: readonly ViewFormat[] = ['text', 'wide', 'json', 'yaml'];

export type Row = Readonly<Record<string, string>>;

export interface Listing {
  /** As programs get it. */
  readonly value: unknown;
  /** Their keys are the titles, the same in each. */
  readonly rows: readonly Row[];
  /** Columns that `wide` alone has, in the order of `rows`. */
  readonly more: readonly Row[];
  /** The sentence in place of a table without rows. */
  readonly empty: string;
}

export function renderListing(listing: Listing, format: ViewFormat, options: TextTableOptions): string {
  const { value, rows, more, empty } = listing;
  switch (format) {
    case 'json':
    case 'yaml':
      return renderValue(value, format);
    case 'text':
      return rows.length === 0 ? `${empty}\n` : renderText(rows, options);
    case 'wide':
      return rows.length === 0 ? `${empty}\n` : renderText(joined(rows, more), { ...options, tty: false });
  }
}

export function renderValue(value: unknown, format: 'json' | 'yaml'): string {
  return format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : stringify(value, { aliasDuplicateObjects: false });
}

/** A reason may be long: it stays the last. */
function joined(rows: readonly Row[], more: readonly Row[]): readonly Row[] {
  return rows.map(({ reason, ...row }, at) => ({ ...row, ...more[at], ...(reason === undefined ? {} : { reason }) }));
}
