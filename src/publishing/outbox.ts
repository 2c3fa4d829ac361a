/** Calls to a forge on behalf of a run: about the same one after the other, and what goes wrong is a warning and nothing else. */
import type { ForgeApi } from '../forges/forge.ts';
import { messageOf } from '../errors.ts';
import { isAborted, type Sleep } from '../http/backoff.ts';

/** What is told, as the beginning of a sentence. */
export type Told = 'the comment' | 'the commit status' | 'the deployment';

/** @param signal aborted when nobody waits any more */
export type Call = (api: ForgeApi, signal: AbortSignal) => Promise<unknown>;

export interface OutboxOptions {
  readonly connect: () => Promise<ForgeApi>;
  readonly sleep: Sleep;
  readonly warn: (sentence: string, told: readonly Told[]) => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  #api: Promise<ForgeApi> | null = null;
  /** Each its own: where the forge refuses one for a while, the others are told. */
  readonly #queues = new Map<Told, Promise<void>>();
  readonly #closed = new AbortController();
  /** Why the last try failed: what worked later needs no warning. */
  readonly #failures = new Map<Told, string>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Resolves when it was done, or failed, or was not to be. */
  post(told: Told, call: Call): Promise<void> {
    const done = (this.#queues.get(told) ?? Promise.resolve()).then(() => this.#attempt(told, call));
    this.#queues.set(told, done);
    return done;
  }

  /** Waits for what was posted, but not longer, and tells what was lost. */
  async close(milliseconds: number): Promise<void> {
    const { sleep, warn } = this.#options;
    const done = new AbortController();
    const late = new Set(this.#queues.keys());
    const all = [...this.#queues].map(([told, last]) => last.then(() => late.delete(told)));
    await Promise.race([Promise.all(all), sleep(milliseconds, done.signal)]);
    done.abort();
    this.#closed.abort();
    for (const told of late)
      if (!this.#failures.has(told)) this.#failures.set(told, `given up after ${Math.round(milliseconds / 1000)} s`);
    // One cause is one warning, whatever it kept from being told.
    for (const cause of new Set(this.#failures.values())) {
      const told = [...this.#failures].filter(([, each]) => each === cause).map(([name]) => name);
      warn(`${told.join(' and ')} could not be brought up to date: ${cause}`, told);
    }
    this.#failures.clear();
    // Best effort: nothing is said on it any more.
    this.#api?.then((api) => api.close()).catch(() => undefined);
  }

  async #attempt(told: Told, call: Call): Promise<void> {
    if (this.#closed.signal.aborted) return;
    try {
      this.#api ??= this.#options.connect();
      await call(await this.#api, this.#closed.signal);
      this.#failures.delete(told);
    } catch (error) {
      if (!isAborted(this.#closed.signal)) this.#failures.set(told, messageOf(error));
    }
  }
}
