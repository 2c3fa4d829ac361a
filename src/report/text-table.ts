/** Tables for terminals and logs: aligned columns, no borders, no wrapping. */
import { painter, type Paint } from './paint.ts';
import { oneLine } from './plain-text.ts';
import { lookOf, shownStates, type ShownState } from './states.ts';
import { displayWidth, fit, padEnd, padStart } from './width.ts';

type TextRow = Readonly<Record<string, string>>;

export interface TextTableOptions {
  readonly color: boolean;
  /** Cut to `columns`; elsewhere a line is as long as it needs to be. */
  readonly tty: boolean;
  readonly columns: number;
}

const gap = '  ';
/** A column that is wider gives way when the terminal is narrow, the last one first. */
const narrowest = 12;
const toTheRight: ReadonlySet<string> = new Set(['attempts', 'duration']);

/** The keys of the first row are the titles. A column `state` gets marks and colours. */
export function renderText(rows: readonly TextRow[], options: TextTableOptions): string {
  const [first = {}] = rows;
  const titles = Object.keys(first);
  const cells = rows.map((row) => titles.map((title) => cellText(title, row[title] ?? '')));
  const widths = titles.map((title, at) =>
    cells.reduce((widest, row) => Math.max(widest, displayWidth(row[at] ?? '')), displayWidth(title)),
  );
  if (options.tty) narrow(widths, options.columns);
  const paint = painter(options.color);
  const head = line(titles, titles, widths, (_, text) => text);
  const body = cells.map((row) => line(titles, row, widths, (title, text) => paintCell(title, text, paint)));
  return [paint('quiet', head), ...body].map((text) => `${text}\n`).join('');
}

function cellText(title: string, text: string): string {
  const clean = oneLine(text);
  return title === 'state' && isState(clean) ? `${lookOf(clean).mark} ${clean}` : clean;
}

function line(
  titles: readonly string[],
  cells: readonly string[],
  widths: readonly number[],
  paint: (title: string, text: string) => string,
): string {
  const parts = titles.map((title, at) => {
    const width = widths[at] ?? 0;
    const text = fit(cells[at] ?? '', width);
    if (toTheRight.has(title)) return padStart(text, width);
    const painted = paint(title, text);
    return at === titles.length - 1 ? painted : painted + padEnd('', width - displayWidth(text));
  });
  return parts.join(gap).trimEnd();
}

function paintCell(title: string, text: string, paint: Paint): string {
  const state = text.slice(2);
  return title === 'state' && isState(state) ? paint(lookOf(state).tone, text) : text;
}

function isState(text: string): text is ShownState {
  return shownStates.some((state) => state === text);
}

function narrow(widths: number[], available: number): void {
  let tooMuch = widths.reduce((sum, width) => sum + width + gap.length, -gap.length) - available;
  for (let at = widths.length - 1; at >= 0 && tooMuch > 0; at--) {
    const width = widths[at] ?? 0;
    const given = Math.min(tooMuch, Math.max(0, width - narrowest));
    widths[at] = width - given;
    tooMuch -= given;
  }
}
