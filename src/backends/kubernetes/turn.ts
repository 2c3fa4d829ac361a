/** From when on an attempt counts as late: its order, or in a Job that holds pods back, the moment its own pod exists. */
import type { AttemptPlace } from './attempt-world.ts';
import type { Job } from './client/types.ts';
import type { Delays } from './delays.ts';

export class Turn {
  readonly #isHeldBack: boolean;
  readonly #limit: number;
  readonly #delays: Delays;
  readonly #late: () => void;
  #hasPod = false;
  /** Null: pods of others have their turn. */
  #since: number | null = performance.now();

  /** @param late called when the start timeout has passed: once, unless it was not its turn any more */
  constructor({ step, parallel }: Pick<AttemptPlace, 'step' | 'parallel'>, delays: Delays, late: () => void) {
    this.#isHeldBack = parallel !== null;
    this.#limit = step.startTimeout * 1000;
    this.#delays = delays;
    this.#late = late;
    this.#expect(this.#limit);
  }

  /** It is to start now: what keeps it from that is worth knowing. */
  get hasCome(): boolean {
    return this.#since !== null;
  }

  seePod(): void {
    if (this.#hasPod) return;
    this.#hasPod = true;
    if (this.#isHeldBack) this.#since = performance.now();
  }

  seeJob({ status }: Job): void {
    if (!this.#isHeldBack || this.#hasPod) return;
    if ((status?.active ?? 0) > 0) this.#since = null;
    else this.#since ??= performance.now();
  }

  #expect(milliseconds: number): void {
    this.#delays.later(milliseconds, () => {
      const left = this.#since === null ? this.#limit : this.#since + this.#limit - performance.now();
      if (left <= 0) this.#late();
      else this.#expect(left);
    });
  }
}
