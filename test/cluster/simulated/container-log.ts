/** The log of one container, for those who come late and for those who follow it. */

export interface LogLine {
  /** RFC 3339, in nanoseconds. */
  readonly time: string;
  readonly text: string;
}

interface Follower {
  readonly line: (line: LogLine) => void;
  readonly end: () => void;
}

export class ContainerLog {
  readonly lines: LogLine[] = [];
  readonly #followers = new Set<Follower>();
  #ended = false;

  write(text: string): void {
    // No two lines of a log have the same time.
    const nanoseconds = String(this.lines.length).padStart(6, '0');
    const line = { time: new Date().toISOString().replace('Z', `${nanoseconds}Z`), text };
    this.lines.push(line);
    for (const follower of this.#followers) follower.line(line);
  }

  end(): void {
    this.#ended = true;
    for (const { end } of this.#followers) end();
    this.#followers.clear();
  }

  /** What comes from now on; `end` may be called at once. The returned function ends it. */
  follow(line: Follower['line'], end: Follower['end']): () => void {
    const follower = { line, end };
    if (this.#ended) end();
    else this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
