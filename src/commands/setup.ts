/** Where the steps of a run happen, from the command's side: what must be looked at first, and how the backend is opened. */
import type { Backend, BackendEvent } from '../backends/backend.ts';
import type { Journal } from '../engine/drive.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunWriter } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Source } from '../source/source.ts';

export interface RunSetup {
  readonly backend: Backend['name'];
  /** What people call the place: `local`, `kubernetes ml-team`. */
  readonly place: string;
  /** Steps at the same time when neither the file nor a person says. */
  readonly parallel: number;
  /** The run's id, where more than this folder must not have it yet; null: one that is new in the folder. */
  readonly runId: string | null;
  /** Looks at everything that can be known before a run starts, and changes nothing. @throws AutomlError for what a person must mend first */
  prepare(plan: Plan, source: Source): Promise<PreparedRun>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

export interface PreparedRun {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
  open(run: OpenRun): Promise<OpenedRun>;
}

export interface OpenRun {
  /** With the run's id. */
  readonly plan: Plan;
  readonly writer: RunWriter;
  readonly onEnded: (event: Extract<BackendEvent, { type: 'ended' }>) => void;
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
  /** Services that end with this program stay up until this settles. */
  readonly hold: () => Promise<void>;
  /** A warning for people, at any time. */
  readonly warn: (sentence: string) => void;
}

export interface OpenedRun {
  readonly backend: Backend;
  readonly journal: Journal;
  /** Once, when the run has ended and the backend is closed. */
  finish(record: RunRecord): Promise<void>;
}
