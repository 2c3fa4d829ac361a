/**
 * How far a log was read. The API server resumes by whole seconds only, so that a part of what is known comes again: it
 * is skipped by counting, which needs no memory of the lines. (The idea to compare times is garden-io's.)
 */

export interface LogLine {
  /** Comparable as text: seconds, then nanoseconds. */
  readonly stamp: string;
  readonly text: string;
}

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?/;

/** Null for a line that the kubelet wrote itself, about a log that it could not read. */
export function readStamp(line: string): LogLine | null {
  const match = stamped.exec(line);
  if (match === null) return null;
  const [whole, date = '', fraction = '', zone = ''] = match;
  const seconds = Date.parse(`${date}${zone}`) / 1000;
  return { stamp: `${String(seconds).padStart(12, '0')}.${fraction.padEnd(9, '0')}`, text: line.slice(whole.length) };
}

export class LogPosition {
  /**
   * A line that ended with its stream and not with its end. It comes again, whole, unless the node began a new file in
   * the middle of it.
   */
  half: string | null = null;
  /** Stamp of the line that was read last, and how many lines had it. */
  #last: string | null = null;
  #count = 0;
  /** The latest stamp: two streams of one container may mix them up by microseconds. */
  #latest = '';
  /** How many lines with the last stamp are still to be skipped; null: nothing is. */
  #toSkip: number | null = null;
  /** Nothing is known of the lines before: what is missing can't be told. */
  #blind = false;

  /** `from`: what has this stamp or an earlier one was read by somebody else. */
  constructor(from?: string) {
    const line = from === undefined ? null : readStamp(from);
    if (line === null) return;
    this.#last = line.stamp;
    this.#latest = line.stamp;
    this.#count = Infinity;
    this.#blind = true;
  }

  /** For `sinceTime`; null: from the beginning. */
  get since(): string | null {
    if (this.#last === null) return null;
    return new Date(Number(this.#last.split('.', 1)[0]) * 1000).toISOString().replace('.000Z', 'Z');
  }

  /** The log is read again, from `since`. */
  rewind(): void {
    if (this.#last !== null) this.#toSkip = this.#count;
  }

  /** It comes again. */
  isKnown({ stamp }: LogLine): boolean {
    return stamp <= this.#latest && this.#toSkip !== null && this.#toSkip > 0;
  }

  /** `after-gap`: it is new, and the line that was read before is no longer there. */
  take(line: LogLine): 'new' | 'repeated' | 'after-gap' {
    const { stamp } = line;
    if (this.#toSkip !== null) {
      if (this.isKnown(line)) {
        if (stamp === this.#last) this.#toSkip--;
        return 'repeated';
      }
      const lost = !this.#blind && this.#toSkip === this.#count;
      this.#toSkip = null;
      this.#advance(stamp);
      return lost ? 'after-gap' : 'new';
    }
    this.#advance(stamp);
    return 'new';
  }

  #advance(stamp: string): void {
    this.#count = stamp === this.#last && Number.isFinite(this.#count) ? this.#count + 1 : 1;
    this.#last = stamp;
    this.#blind = false;
    if (stamp > this.#latest) this.#latest = stamp;
  }
}
