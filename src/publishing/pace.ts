/** Does one thing as often as there is news, but never twice at once, and with a pause in between. */
import type { Sleep } from '../http/backoff.ts';

export interface PaceOptions {
  readonly act: () => Promise<void>;
  /** Milliseconds until it may be done again. */
  readonly pause: () => number;
  readonly sleep: Sleep;
}

export class Pace {
  readonly #options: PaceOptions;
  readonly #stopping = new AbortController();
  #isDue = false;
  #going: Promise<void> | null = null;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** There is news: of several in a pause only that there are any counts. */
  due(): void {
    if (this.#stopping.signal.aborted) return;
    this.#isDue = true;
    this.#going ??= this.#go();
  }

  /** Waits for what is being done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#going;
  }

  async #go(): Promise<void> {
    const { act, pause, sleep } = this.#options;
    while (this.#takeDue()) {
      await act();
      await sleep(pause(), this.#stopping.signal);
    }
    this.#going = null;
  }

  #takeDue(): boolean {
    const isDue = this.#isDue && !this.#stopping.signal.aborted;
    this.#isDue = false;
    return isDue;
  }
}
