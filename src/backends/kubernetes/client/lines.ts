/** Chunks of bytes to lines, of which each is bounded. */

/** Bytes of a line; the API server keeps no object that would need more. */
const longestLine = 8 * 1024 * 1024;
const lineEnd = 0x0a;

/**
 * The lines that end in a chunk, all at once: a log may have millions, and a step of its own for each costs more than
 * the line. Returns what stands behind the last end of a line; nothing is read from `chunks` that nobody asked for.
 * @param longest bytes that are kept of a line that comes in several chunks
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longest = longestLine,
): AsyncGenerator<readonly string[], string> {
  const begun = new BegunLine(longest);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const first = bytes.indexOf(lineEnd);
    if (first < 0) {
      begun.add(bytes);
      continue;
    }
    begun.add(bytes.subarray(0, first));
    const line = begun.take();
    const last = bytes.lastIndexOf(lineEnd);
    begun.add(bytes.subarray(last + 1));
    yield last === first ? [line] : [line, ...bytes.toString('utf8', first + 1, last).split('\n')];
  }
  return begun.take();
}

/** One piece of memory for all lines that come in parts: the parts of long ones, kept alone, fill it with garbage. */
class BegunLine {
  readonly #longest: number;
  #bytes = Buffer.alloc(0);
  #length = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  add(part: Buffer): void {
    const length = Math.min(this.#length + part.length, this.#longest);
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(2 * length, this.#longest));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    part.copy(this.#bytes, this.#length, 0, length - this.#length);
    this.#length = length;
  }

  take(): string {
    const text = this.#bytes.toString('utf8', 0, this.#length);
    this.#length = 0;
    return text;
  }
}
