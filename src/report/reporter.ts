/** What a view of a running run listens to. */
import type { BackendEvent } from '../backends/backend.ts';
import type { RunEvent } from '../engine/events.ts';
import type { RunStateView } from '../engine/view.ts';
import type { RunRecord } from '../records/schema.ts';

/** What a task says while it runs. */
export type OutputEvent = Extract<BackendEvent, { type: 'phase' | 'log' }>;

export interface Reporter {
  /** `state` is what the run adds up to with this event. */
  runEvent(event: RunEvent, state: RunStateView): void;
  /** A promise means: bring no more output until it resolves. */
  output(event: OutputEvent): Promise<void> | undefined;
  /** Once, at the end. Resolves when everything was handed over. */
  end(record: RunRecord): Promise<void>;
}
