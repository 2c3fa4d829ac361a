/** Calls that are under way: who leaves waits for them. */
export class OpenWork {
  readonly #open = new Set<Promise<void>>();

  /** @param work does not reject */
  add(work: Promise<void>): void {
    const kept: Promise<void> = work.finally(() => this.#open.delete(kept));
    this.#open.add(kept);
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }

  /** What there is now; there may be more by then. */
  async settled(): Promise<void> {
    await Promise.all(this.#open);
  }
}
