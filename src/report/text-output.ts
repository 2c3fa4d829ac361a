/** Whole lines to a stream, many at a time: a step that prints 200 MB must cost neither a write a line nor the memory. */
import type { Writable } from 'node:stream';

export interface TextOutput {
  /** Text ends with a line end. A promise means: the reader is behind, bring no more logs until it resolves. */
  write(text: string): Promise<void> | undefined;
  /** Resolves when all that was written was handed over. The stream stays open: it is its owner's. */
  flush(): Promise<void>;
}

const batchLength = 64 * 1024;

export class BatchedOutput implements TextOutput {
  readonly #stream: Writable;
  #parts: string[] = [];
  #length = 0;
  #timer: NodeJS.Immediate | null = null;
  /** Until the stream takes more. */
  #behind: Promise<void> | null = null;
  #broken = false;

  constructor(stream: Writable) {
    this.#stream = stream;
    // `automl run | head` ends the reader: the run goes on without one, and the stream's owner decides what that means.
    stream.on('error', () => (this.#broken = true));
    stream.on('close', () => (this.#broken = true));
  }

  write(text: string): Promise<void> | undefined {
    if (this.#broken) return undefined;
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#behind === null && this.#length >= batchLength) this.#send();
    else
      this.#timer ??= setImmediate(() => {
        this.#send();
      });
    return this.#waiting();
  }

  async flush(): Promise<void> {
    this.#send();
    for (let behind = this.#waiting(); behind !== undefined; behind = this.#waiting()) await behind;
  }

  #waiting(): Promise<void> | undefined {
    return this.#behind ?? undefined;
  }

  #send(): void {
    if (this.#timer !== null) clearImmediate(this.#timer);
    this.#timer = null;
    if (this.#parts.length === 0 || this.#behind !== null || this.#broken) return;
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    if (this.#stream.write(text)) return;
    this.#behind = readyAgain(this.#stream).then(() => {
      this.#behind = null;
      this.#send();
    });
  }
}

/** Also when the stream breaks: nobody must wait for ever for a reader that left. */
function readyAgain(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const;
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
    if (stream.destroyed) done();
  });
}
