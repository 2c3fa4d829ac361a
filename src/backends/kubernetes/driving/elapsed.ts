/** Milliseconds since it was made: never less than really passed, also when the machine slept or its clock was set back. */
export class Elapsed {
  readonly #monotonic = performance.now();
  readonly #wall: number;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
    this.#wall = now();
  }

  get milliseconds(): number {
    // The one stands still while the machine sleeps, the other may be set.
    return Math.max(performance.now() - this.#monotonic, this.#now() - this.#wall);
  }
}
