/** The steps of a file by name. */
import { didYouMean } from '../suggestion.ts';
import type { PlacedStep } from './placed-step.ts';

/** A suggestion compares a name with every other: in a file with thousands of mistakes, the first ones get it. */
const MAX_SUGGESTIONS = 200;

export class StepIndex {
  /** In the order of the file, `finally` last. */
  readonly steps: readonly PlacedStep[];
  /** False: some steps could not be read, so an unknown name may be theirs. */
  readonly complete: boolean;
  readonly #byName = new Map<string, PlacedStep>();
  readonly #suggestions = new Map<string, string>();

  constructor(steps: readonly PlacedStep[], complete: boolean) {
    this.steps = steps;
    this.complete = complete;
    for (const placed of steps) if (!this.#byName.has(placed.step.name)) this.#byName.set(placed.step.name, placed);
  }

  get(name: string): PlacedStep | undefined {
    return this.#byName.get(name);
  }

  /** `; did you mean "train"?`, or nothing. */
  didYouMean(name: string): string {
    const known = this.#suggestions.get(name);
    if (known !== undefined) return known;
    const hint = this.#suggestions.size < MAX_SUGGESTIONS ? didYouMean(name, this.#byName.keys()) : '';
    this.#suggestions.set(name, hint);
    return hint;
  }
}
