/** How long a trouble is waited out before it is told, or counts: most are over before a person has read the sentence. */
import type { Trouble } from './diagnosis/trouble.ts';

/** Milliseconds before a trouble is worth a line. */
const silence = 3000;

export class Patience {
  #current: Trouble['code'] | null = null;
  #since = 0;
  readonly #said = new Set<string>();

  /** Told again and again what stands in the way now; null: nothing does. */
  judge(trouble: Trouble | null): 'wait' | 'say' | 'give-up' {
    const now = performance.now();
    if (trouble === null || trouble.code !== this.#current) {
      this.#current = trouble?.code ?? null;
      this.#since = now;
    }
    if (trouble === null) return 'wait';
    const lasted = now - this.#since;
    if (trouble.permanent && lasted >= trouble.grace * 1000) return 'give-up';
    if (lasted < silence || this.#said.has(trouble.sentence)) return 'wait';
    this.#said.add(trouble.sentence);
    return 'say';
  }
}
