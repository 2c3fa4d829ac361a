/** Why steps can't run: all that is known of each, not only the first. */

export class Refusals {
  readonly #sentences = new Map<string, Set<string>>();

  add(step: string, sentence: string): void {
    const known = this.#sentences.get(step) ?? new Set();
    this.#sentences.set(step, known.add(sentence));
  }

  addAll(others: Refusals): void {
    for (const [step, sentences] of others.#sentences) for (const sentence of sentences) this.add(step, sentence);
  }

  /** Each reason alone. */
  entries(): readonly (readonly [step: string, sentence: string])[] {
    return [...this.#sentences].flatMap(([step, sentences]) =>
      [...sentences].map((sentence): readonly [string, string] => [step, sentence]),
    );
  }

  /** A sentence for each step. */
  toMap(): Map<string, string> {
    return new Map([...this.#sentences].map(([step, sentences]) => [step, [...sentences].join('; ')]));
  }
}
