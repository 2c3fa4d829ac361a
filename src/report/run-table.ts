/** The table of a run as text. */
import type { RunRecord } from '../records/schema.ts';
import { chooseRows, tableRows } from './table.ts';
import { renderText, type TextTableOptions } from './text-table.ts';

const mostRows = 200;

export function runTable(record: RunRecord, options: TextTableOptions): string {
  const { rows, hidden } = chooseRows(tableRows(record), mostRows);
  const table =
    rows.length === 0
      ? ''
      : renderText(
          rows.map((row) => row.cells),
          options,
        );
  return hidden === null ? table : `${table}not shown: ${hidden}\n`;
}
