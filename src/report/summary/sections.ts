/** Parts of a report that must fit a limit: the least useful get shorter or go, whole, until the rest fits. */
import { zeroWidthSpace } from '../markdown/text.ts';
import { bytes } from '../units.ts';

export interface Section {
  readonly full: () => string;
  /** What it becomes, in order: the lower the rank the sooner. '' takes it out. */
  readonly shorter: readonly Shorter[];
}

export interface Shorter {
  readonly rank: number;
  readonly render: () => string;
  /** What people miss then: `pages of succeeded steps`. */
  readonly missing: string;
}

export interface Fitted {
  readonly texts: readonly string[];
  /** What was left out or shortened, each once. */
  readonly missing: readonly string[];
}

/** Between sections stands an empty line. */
const separator = '\n\n';

/** For the note that says what is missing. */
const noteBytes = 600;

/** What does not fit the limit is left out whole, the least useful first, and named at the end. @param whole where all of it is, as Markdown */
export function reportOf(sections: readonly Section[], limitBytes: number, whole: string): string {
  const { texts, missing } = fitSections(sections, limitBytes - noteBytes);
  const note = `Left out to stay below ${bytes(limitBytes)}: ${missing.join(', ')}. All of it: ${whole}`;
  const text = `${[...texts, ...(missing.length === 0 ? [] : [note])].join(separator)}\n`;
  // Half a character, which some programs print, is none that a forge takes. By comments a forge's thread is searched.
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('<!--', `<!${zeroWidthSpace}--`);
}

/** Sections without `shorter` stay whatever they cost. */
export function fitSections(sections: readonly Section[], limitBytes: number): Fitted {
  const texts = sections.map((section) => section.full());
  const sizes = texts.map(cost);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const missing = new Set<string>();
  const steps = sections.flatMap((section, index) =>
    section.shorter.map((shorter, order) => ({ ...shorter, index, order })),
  );
  // Of equal rank the largest first: fewer have to go. Sizes are those before any shortening.
  const before = [...sizes];
  steps.sort((a, b) => a.rank - b.rank || (before[b.index] ?? 0) - (before[a.index] ?? 0) || a.order - b.order);
  for (const { index, render, missing: what } of steps) {
    if (total <= limitBytes) break;
    const text = render();
    const size = cost(text);
    if (size >= (sizes[index] ?? 0)) continue;
    total += size - (sizes[index] ?? 0);
    texts[index] = text;
    sizes[index] = size;
    missing.add(what);
  }
  return { texts: texts.filter((text) => text !== ''), missing: [...missing] };
}

function cost(text: string): number {
  return text === '' ? 0 : Buffer.byteLength(text) + separator.length;
}
