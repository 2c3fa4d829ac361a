/** The clock of a server, as its answers tell it: what it dates can't be compared with ours, which may be minutes off. */

/** Milliseconds: the header `date` counts whole seconds. */
const resolution = 1000;

export class ServerClock {
  /** Milliseconds, of any clock that goes on. */
  readonly #now: () => number;
  #ahead: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param date header of an answer; undefined: it has none */
  hear(date: unknown): void {
    const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (!Number.isNaN(time)) this.#ahead = time + resolution - this.#now();
  }

  /** Milliseconds since the epoch, never behind the server's; null: it has not said. */
  time(): number | null {
    return this.#ahead === null ? null : this.#ahead + this.#now();
  }
}
