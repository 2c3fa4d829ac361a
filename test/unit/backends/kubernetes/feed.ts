/** Lines that a test says one by one, for as many readers as there are: a watch, or the log of a container. */
export class Feed {
  readonly #lines: string[] = [];
  #end: 'open' | 'ended' | Error = 'open';
  #wake: () => void = () => undefined;
  #change = this.#nextChange();

  say(...lines: readonly string[]): this {
    this.#lines.push(...lines);
    return this.#changed();
  }

  /** @param error what breaks it; absent: it ends well */
  end(error?: Error): this {
    this.#end = error ?? 'ended';
    return this.#changed();
  }

  /** @param follow wait for more than there is now */
  async *read(signal: AbortSignal, follow = true): AsyncIterable<string> {
    for (let place = 0; ; place++) {
      for (;;) {
        signal.throwIfAborted();
        const change = this.#change;
        if (place < this.#lines.length) break;
        if (this.#end instanceof Error) throw this.#end;
        if (this.#end === 'ended' || !follow) return;
        await Promise.race([change, aborted(signal)]);
      }
      yield this.#lines[place] ?? '';
    }
  }

  #changed(): this {
    const wake = this.#wake;
    this.#change = this.#nextChange();
    wake();
    return this;
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
