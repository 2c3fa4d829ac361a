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
/** A column that is wider gives way when the terminal is narrow. */
const narrowest = 12;
const leastReason = 24;
const toTheRight: ReadonlySet<string> = new Set(['attempts', 'duration']);

/** What goes first when the terminal is narrow: what a reader knows anyway or finds in the line above. */
const expendable = ['kind', 'attempts', 'stage', 'duration', 'file', 'namespace', 'commit', 'environment'];

/** Half a time says nothing. */
const unshortened: ReadonlySet<string> = new Set(['started', 'last run']);

/** The keys of the first row are the titles. A column `state` gets marks and colours. */
export function renderText(rows: readonly TextRow[], options: TextTableOptions): string {
  const [first = {}] = rows;
  const all = Object.keys(first);
  const titles = options.tty ? withoutExpendable(all, rows, options.columns) : all;
  const cells = rows.map((row) => titles.map((title) => cellText(title, row[title] ?? '')));
  const widths = widthsOf(titles, rows);
  if (options.tty) narrow(titles, widths, options.columns);
  const paint = painter(options.color);
  const head = line(titles, titles, widths, (_, text) => text);
  const body = cells.map((row) => line(titles, row, widths, (title, text) => paintCell(title, text, paint)));
  return [paint('quiet', head), ...body].map((text) => `${text}\n`).join('');
}

function widthsOf(titles: readonly string[], rows: readonly TextRow[]): number[] {
  return titles.map((title) =>
    rows.reduce(
      (widest, row) => Math.max(widest, displayWidth(cellText(title, row[title] ?? ''))),
      displayWidth(title),
    ),
  );
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + gap.length, -gap.length);
}

/** Whole columns go until the rest can be narrowed to the terminal without losing the reasons. */
function withoutExpendable(titles: readonly string[], rows: readonly TextRow[], columns: number): readonly string[] {
  let kept = titles;
  for (const title of expendable) {
    if (totalWidth(widthsOf(kept, rows)) <= columns) break;
    kept = kept.filter((each) => each !== title);
  }
  return kept;
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

/** `metrics` gives way before `reason`, and the others only when both are at their least. */
function narrow(titles: readonly string[], widths: number[], available: number): void {
  const order = ['metrics', 'reason', ...titles];
  let tooMuch = totalWidth(widths) - available;
  for (const title of order) {
    const at = titles.indexOf(title);
    const width = widths[at];
    if (width === undefined || tooMuch <= 0 || unshortened.has(title)) continue;
    const given = Math.min(tooMuch, Math.max(0, width - (title === 'reason' ? leastReason : narrowest)));
    widths[at] = width - given;
    tooMuch -= given;
  }
}
