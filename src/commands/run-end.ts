/** The end of a run, for those who wait for it: reported and saved once, before services that are kept are waited for. */
import type { RunEvent } from '../engine/events.ts';
import type { RunStateView } from '../engine/view.ts';
import type { RecordSaver } from '../records/record-saver.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Reporter } from '../report/reporter.ts';

export class RunEnd {
  readonly #reporter: Reporter;
  readonly #saver: RecordSaver;
  #finished: Promise<RunRecord> | null = null;

  constructor(reporter: Reporter, saver: RecordSaver) {
    this.#reporter = reporter;
    this.#saver = saver;
  }

  get hasCome(): boolean {
    return this.#finished !== null;
  }

  see(event: RunEvent, state: RunStateView): void {
    this.#reporter.runEvent(event, state);
    this.#saver.see(state);
    if (event.type === 'run-ended') this.#finished = this.#finish();
  }

  /** @throws Error before the run has ended */
  finished(): Promise<RunRecord> {
    if (this.#finished === null) throw new Error('the run has not ended');
    return this.#finished;
  }

  /** It ended elsewhere, with this record. */
  async conclude(record: RunRecord): Promise<RunRecord> {
    await this.#saver.conclude(record);
    await this.#reporter.end(record);
    return record;
  }

  async #finish(): Promise<RunRecord> {
    const record = await this.#saver.end();
    await this.#reporter.end(record);
    return record;
  }
}
