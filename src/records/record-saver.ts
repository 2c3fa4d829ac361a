/** Keeps the record on disk close to the state: at once when the run starts and ends, else at most once a second. */
import type { RunStateView } from '../engine/view.ts';
import type { RunWriter } from './run-writer.ts';
import type { RunRecord } from './schema.ts';

const pauseMilliseconds = 1000;

type Writer = Pick<RunWriter, 'saveRecord'>;

export class RecordSaver {
  readonly #writer: Writer;
  readonly #toRecord: (state: RunStateView) => RunRecord;
  #state: RunStateView | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** The last record, while the disk refuses it. */
  #refused: RunRecord | null = null;

  constructor(writer: Writer, toRecord: (state: RunStateView) => RunRecord) {
    this.#writer = writer;
    this.#toRecord = toRecord;
  }

  see(state: RunStateView): void {
    const first = this.#state === null;
    this.#state = state;
    if (first) this.#save(state);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#save(state);
    }, pauseMilliseconds);
  }

  /** The last record, on disk unless the disk refused it: then `retry`. */
  async end(): Promise<RunRecord> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#state === null) throw new Error('nothing happened yet');
    const record = this.#toRecord(this.#state);
    await this.#writer.saveRecord(record).catch(() => (this.#refused = record));
    return record;
  }

  /** When the steps' folders are gone, a disk that they filled may have space for the record. @throws Error of the disk */
  async retry(): Promise<void> {
    if (this.#refused === null) return;
    await this.#writer.saveRecord(this.#refused);
    this.#refused = null;
  }

  /** Best effort: the journal has what counts, and the save at the end is tried twice. */
  #save(state: RunStateView): void {
    this.#writer.saveRecord(this.#toRecord(state)).catch(() => undefined);
  }
}
