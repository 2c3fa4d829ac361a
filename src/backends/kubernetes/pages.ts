/** The journal of a run in the cluster: append-only pages, each a ConfigMap, so that any machine can read what happened. */
import { isDeepStrictEqual } from 'node:util';
import type { Journal } from '../../engine/drive.ts';
import type { RunEvent } from '../../engine/events.ts';
import { messageOf } from '../../errors.ts';
import { ApiError, type KubeApi } from './client/api.ts';
import { fitsPage, pageObject } from './objects/anchor.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** Milliseconds that events are collected for one page. */
const interval = 1000;

export interface PagesOptions {
  readonly api: KubeApi;
  readonly facts: RunFacts;
  /** Also told everything, first: the journal of this machine. */
  readonly journal: Journal;
  readonly warn: (sentence: string) => void;
}

export class Pages implements Journal {
  readonly #options: PagesOptions;
  #waiting: RunEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  #last: Promise<void> = Promise.resolve();
  #count = 0;
  #warned = false;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  /**
   * A start needs no page before it happens: its Job has a name of its own, and is found by it. A list that a step made
   * can't be found again, so that is stored before anybody uses it.
   */
  async append(event: RunEvent): Promise<void> {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => void this.#flush(), interval);
    const local = this.#options.journal.append(event);
    await (event.type === 'expanded' ? Promise.all([local, this.#flush()]) : local);
  }

  /** Settles when all that was appended is stored, or could not be, which was told. */
  async close(): Promise<void> {
    await this.#flush();
  }

  #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = this.#last.then(() => this.#write());
    return this.#last;
  }

  async #write(): Promise<void> {
    // What can't be stored stays: the run goes on, its record is on this machine, and the next page has these events too.
    while (this.#waiting.length > 0) {
      const events = pageful(this.#waiting);
      try {
        await this.#store(events);
      } catch (error) {
        if (!this.#warned) this.#options.warn(`the cluster does not store the run's journal: ${messageOf(error)}`);
        this.#warned = true;
        // One that no page can hold must not keep back all that come after it.
        if (error instanceof ApiError) return;
      }
      this.#waiting = this.#waiting.slice(events.length);
    }
  }

  /** As the next page that nobody else has written. */
  async #store(events: readonly RunEvent[]): Promise<void> {
    const { api, facts } = this.#options;
    for (;;) {
      const page = pageObject(facts, this.#count + 1, events);
      const { object, created } = await api.create('ConfigMap', page);
      this.#count += 1;
      // There already: ours, when the answer to a first try was lost, or another driver's.
      const isOurs = isDeepStrictEqual(object.binaryData, page.binaryData);
      if (created || isOurs) return;
    }
  }
}

/** The first events, as many as one page holds; one that is too large for a page is alone. */
function pageful(events: readonly RunEvent[]): readonly RunEvent[] {
  let some = events;
  while (some.length > 1 && !fitsPage(some)) some = some.slice(0, Math.ceil(some.length / 2));
  return some;
}
