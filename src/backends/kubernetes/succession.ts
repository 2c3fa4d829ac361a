/** Which of the pods that a Job makes one after the other counts: the newest one. */
import type { Pod } from './client/types.ts';

export class Succession {
  #current: Pod['metadata'] | null = null;
  /** Uids. Deleted pods, and lists in the order of names, are seen again after their successors. */
  readonly #past = new Set<string>();

  /** `next`: it takes the place of the one that counted so far, if there was one; `past`: it does not count any more. */
  judge({ metadata, status }: Pod): 'same' | 'next' | 'past' {
    const uid = metadata?.uid ?? '';
    if (this.#past.has(uid)) return 'past';
    if (this.#current?.uid === uid) return 'same';
    const [created, before] = [metadata?.creationTimestamp ?? '', this.#current?.creationTimestamp ?? ''];
    const isOlder = created < before || (created === before && status?.phase === 'Failed');
    if (this.#current !== null && isOlder) {
      this.#past.add(uid);
      return 'past';
    }
    this.retire();
    this.#current = metadata ?? null;
    return 'next';
  }

  /** The one that counts counts no more; there may be no other yet. */
  retire(): void {
    if (this.#current?.uid !== undefined) this.#past.add(this.#current.uid);
    this.#current = null;
  }
}
