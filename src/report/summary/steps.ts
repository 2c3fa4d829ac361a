/** The table of all steps. */
import type { RunRecord } from '../../records/schema.ts';
import type { Links } from '../links.ts';
import { escapeMarkdown, link, markdownTable } from '../markdown/text.ts';
import { lookOf } from '../states.ts';
import { chooseRows, columns, tableRows, type Column, type Row } from '../table.ts';
import type { Section } from './sections.ts';

const mostRows = 300;
const fewRows = 40;

export function stepSection(record: RunRecord, links: Links): Section {
  const rows = tableRows(record);
  const render = (limit: number): string => {
    const chosen = chooseRows(rows, limit);
    const cells = chosen.rows.map((row) => columns.map((column) => cell(row, column, record, links)));
    const table = cells.length === 0 ? [] : [markdownTable(columns, cells, ['attempts', 'duration'])];
    return [...table, ...(chosen.hidden === null ? [] : [`Not shown: ${chosen.hidden}.`])].join('\n\n');
  };
  return {
    full: () => render(mostRows),
    shorter: [
      { rank: 75, render: () => render(fewRows), missing: 'rows of steps' },
      { rank: 90, render: () => render(0), missing: 'the table of steps' },
    ],
  };
}

function cell(row: Row, column: Column, record: RunRecord, links: Links): string {
  const text = escapeMarkdown(row.cells[column]);
  if (column === 'state') return `${lookOf(row.state).sign}\u00a0${text}`;
  return column === 'step' ? link(text, links.file?.(record.file, row.line)) : text;
}
