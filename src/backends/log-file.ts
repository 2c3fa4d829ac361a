/** The log of one attempt on disk: everything up to a limit, then a line that says so. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** A program that prints for ever must not fill the disk. */
export const logLimitBytes = 256 * 1024 * 1024;

export interface LogFileOptions {
  /** Bytes. */
  readonly limit?: number;
  /** What is in the file stays. */
  readonly append?: boolean;
}

export class LogFile {
  readonly #stream: WriteStream;
  readonly #limit: number;
  #written = 0;
  #failure: Error | null = null;

  constructor(path: string, { limit = logLimitBytes, append = false }: LogFileOptions = {}) {
    this.#limit = limit;
    this.#stream = createWriteStream(path, { flags: append ? 'a' : 'w' });
    this.#stream.on('error', (error) => (this.#failure = error));
  }

  /** Settles when the disk is ready for more. */
  async write(chunk: Buffer | string): Promise<void> {
    if (this.#failure !== null || this.#written > this.#limit) return;
    this.#written += Buffer.byteLength(chunk);
    const ready = this.#stream.write(chunk);
    if (this.#written > this.#limit) this.#stream.write(`\n[truncated: the log is longer than ${this.#limit} bytes]\n`);
    if (!ready) await this.#settle();
  }

  /** Until the disk is ready again, or failed. Whichever comes, the wait for the other is taken back. */
  async #settle(): Promise<void> {
    const over = new AbortController();
    const { signal } = over;
    const waits = [once(this.#stream, 'drain', { signal }), once(this.#stream, 'close', { signal })];
    await Promise.race(waits).catch(() => undefined);
    over.abort();
  }

  /** Why the log is not whole, or null. */
  async close(): Promise<string | null> {
    this.#stream.end();
    await finished(this.#stream).catch(() => undefined);
    return this.#failure === null ? null : `the log could not be written: ${this.#failure.message}`;
  }
}
