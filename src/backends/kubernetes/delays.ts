/** What is to happen later, unless it is called off: no timer outlives its owner. */

/** Milliseconds: the most that a timer takes. */
const longest = 2 ** 31 - 1;

export class Delays {
  readonly #timers = new Set<NodeJS.Timeout>();
  #over = false;

  /** @param milliseconds more than 24 days are 24 days */
  later(milliseconds: number, act: () => void): void {
    if (this.#over) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        act();
      },
      Math.min(milliseconds, longest),
    );
    this.#timers.add(timer);
  }

  /** Nothing happens any more. */
  end(): void {
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
