/** The journal of a run: one event a line, on disk before anybody acts on it. */
import { open, type FileHandle } from 'node:fs/promises';
import type { RunEvent } from '../engine/events.ts';
import { messageOf } from '../errors.ts';
import { runEvent } from './event-schema.ts';
import { readIfThere } from './files.ts';

export class Journal {
  readonly #file: FileHandle;
  #waiting = '';
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Goes on where another driver stopped: its torn last line is cut off. */
  static async open(path: string): Promise<Journal> {
    const file = await open(path, 'a+');
    const written = await file.readFile();
    const whole = written.lastIndexOf(10) + 1;
    if (whole < written.length) await file.truncate(whole);
    return new Journal(file);
  }

  /**
   * Resolves when the event is on disk. Events that come while the disk is busy share its next flush. Once a write has
   * failed all later ones fail too: a journal with a hole in it would lie.
   */
  append(event: RunEvent): Promise<void> {
    this.#waiting += `${JSON.stringify(event)}\n`;
    if (this.#next === null) {
      this.#next = this.#last.then(() => this.#write());
      this.#last = this.#next;
    }
    return this.#next;
  }

  async #write(): Promise<void> {
    this.#next = null;
    const text = this.#waiting;
    this.#waiting = '';
    await this.#file.appendFile(text);
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    try {
      await this.#last;
    } finally {
      await this.#file.close();
    }
  }
}

/** Empty when there is no journal. A torn last line is left out. @throws Error that names a line which is no event */
export async function readJournal(path: string): Promise<RunEvent[]> {
  const text = (await readIfThere(path)) ?? '';
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return runEvent.parse(JSON.parse(line));
    } catch (error) {
      throw new Error(`${path}:${index + 1} is not an event of a run: ${messageOf(error)}`, { cause: error });
    }
  });
}
