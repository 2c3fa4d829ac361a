/** What this program has shown of a run's logs, each of which it reads from its beginning again when another driver takes over. */
import type { BackendEvent } from '../backends/backend.ts';
import { taskKey } from '../plan/plan.ts';

interface ShownLog {
  readonly first: string;
  /** Lines, of all times that it was read. */
  shown: number;
  /** Lines, this time. */
  read: number;
}

export class ShownLines {
  /** By attempt. */
  readonly #logs = new Map<string, ShownLog>();

  /** All logs are read from their beginning. */
  rewind(): void {
    for (const log of this.#logs.values()) log.read = 0;
  }

  /** Whether a line is to be shown, which is then taken for shown. */
  take({ task, attempt, line }: Extract<BackendEvent, { type: 'log' }>): boolean {
    const key = `${taskKey(task)}/${attempt}`;
    const log = this.#logs.get(key);
    // One that begins otherwise was rotated, or is that of another pod: rather twice than never.
    if (log === undefined || (log.read === 0 && log.first !== line)) {
      this.#logs.set(key, { first: line, shown: 1, read: 1 });
      return true;
    }
    log.read += 1;
    if (log.read <= log.shown) return false;
    log.shown = log.read;
    return true;
  }
}
