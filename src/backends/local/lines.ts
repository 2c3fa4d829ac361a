/** Bytes to lines: bounded, and at most 64 KiB each, so that a program that never ends its line costs no memory. */

const longestLine = 64 * 1024;

export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8', { fatal: false });
  #rest = '';

  /** The lines that are whole now, without their ends. A longer line comes in parts. */
  push(chunk: Buffer): string[] {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    while (this.#rest.length > longestLine) {
      lines.push(this.#rest.slice(0, longestLine));
      this.#rest = this.#rest.slice(longestLine);
    }
    return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }

  /** What came after the last line end, if anything. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = '';
    return rest === '' ? [] : [rest];
  }
}
