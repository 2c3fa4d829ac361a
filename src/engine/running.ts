/** Tasks that were started and have not ended, and how many of the run's slots they take. */
import type { StepEntry, TaskEntry } from './entries.ts';

export class Running extends Set<TaskEntry> {
  /** Tasks that were handed over, by step: those of one step take one slot, since the backend holds them back. */
  readonly #handedOver = new Map<StepEntry, number>();
  #slots = 0;

  get slots(): number {
    return this.#slots;
  }

  /** A further task of the step that is handed over takes no slot. */
  holds(step: StepEntry): boolean {
    return this.#handedOver.has(step);
  }

  override add(entry: TaskEntry): this {
    if (!this.has(entry)) this.#count(entry, 1);
    return super.add(entry);
  }

  override delete(entry: TaskEntry): boolean {
    if (this.has(entry)) this.#count(entry, -1);
    return super.delete(entry);
  }

  override clear(): void {
    this.#handedOver.clear();
    this.#slots = 0;
    super.clear();
  }

  #count({ owner, attempts }: TaskEntry, change: 1 | -1): void {
    if ((attempts.at(-1)?.parallel ?? null) === null) {
      this.#slots += change;
      return;
    }
    const before = this.#handedOver.get(owner) ?? 0;
    const now = before + change;
    if (now === 0) this.#handedOver.delete(owner);
    else this.#handedOver.set(owner, now);
    this.#slots += Math.sign(now) - Math.sign(before);
  }
}
