/** The events of a run, page by page: without what a driver wrote after another one had taken over. */
import type { RunEvent } from '../../../engine/events.ts';
import type { ConfigMap } from '../client/types.ts';
import { eventsOf } from '../objects/anchor.ts';
import { labels } from '../objects/labels.ts';

export class PageReader {
  /** The number of the last page. */
  last = 0;
  #epoch = 0;

  /** All there are, in any order; those that were read before are left out. */
  read(pages: readonly ConfigMap[]): readonly RunEvent[] {
    return [...pages].sort((a, b) => numberOf(a) - numberOf(b)).flatMap((page) => this.#readPage(page));
  }

  #readPage(page: ConfigMap): readonly RunEvent[] {
    const number = numberOf(page);
    if (number <= this.last) return [];
    this.last = number;
    const epoch = Number(page.metadata?.annotations?.[labels.epoch] ?? 0);
    if (epoch < this.#epoch) return [];
    this.#epoch = epoch;
    return eventsOf(page);
  }
}

/** Its place in the journal, from 1. */
function numberOf({ metadata }: ConfigMap): number {
  return Number((metadata?.name ?? '').split('-').at(-1));
}
