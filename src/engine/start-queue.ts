/** Steps that have something to start, in plan order. */
import type { StepEntry } from './entries.ts';

export class StartQueue {
  #steps: StepEntry[] = [];

  add(step: StepEntry): void {
    const place = this.#place(step);
    if (this.#steps[place] !== step) this.#steps.splice(place, 0, step);
  }

  delete(step: StepEntry): void {
    const place = this.#place(step);
    if (this.#steps[place] === step) this.#steps.splice(place, 1);
  }

  [Symbol.iterator](): Iterator<StepEntry> {
    return this.#steps[Symbol.iterator]();
  }

  /** Where the step is, or belongs. Steps mostly come and go at the ends, so moving the rest costs next to nothing. */
  #place(step: StepEntry): number {
    let low = 0;
    let high = this.#steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#steps[middle]?.index ?? 0) < step.index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
