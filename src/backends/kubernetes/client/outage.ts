/** When the API server was last not to be reached: one that has just started refuses for a moment what it will allow. */

/** Milliseconds in which it reads who may do what. */
const recovery = 30_000;

export class Outage {
  #last = -Infinity;

  /** @param now milliseconds */
  note(now: number): void {
    this.#last = now;
  }

  isFresh(now: number): boolean {
    return now - this.#last < recovery;
  }
}
