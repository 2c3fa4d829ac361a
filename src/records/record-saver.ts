/** Keeps the record on disk close to the state: at once when the run starts and ends, else once a second, or less often. */
import type { RunStateView } from '../engine/view.ts';
import type { RunWriter } from './run-writer.ts';
import type { RunRecord } from './schema.ts';

const pauseMilliseconds = 1000;
/** Milliseconds for each task: to make a record of thousands each second would be most of what a driver does. */
const pausePerTask = 5;

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
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#save(state);
      },
      Math.max(pauseMilliseconds, pausePerTask * countTasks(state)),
    );
  }

  /** The last record, on disk unless the disk refused it: then `retry`. */
  async end(): Promise<RunRecord> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#state === null) throw new Error('nothing happened yet');
    const record = this.#toRecord(this.#state);
    await this.#writer.saveRecord(record).catch(() => (this.#refused = record));
    return record;
  }

  /** The last record with what has become known after it. Where the disk refuses it: `retry`. */
  async amend(record: RunRecord): Promise<void> {
    this.#refused = null;
    await this.#writer.saveRecord(record).catch(() => (this.#refused = record));
  }

  /** The last record as somebody else has written it. @throws Error of the disk */
  async conclude(record: RunRecord): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writer.saveRecord(record);
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

function countTasks({ steps }: RunStateView): number {
  return steps.reduce((sum, { children }) => sum + (children?.length ?? 1), 0);
}
