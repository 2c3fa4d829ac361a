/** Where the steps of a run happen, from the command's side: what must be looked at first, and who does what. */
import type { Backend, BackendEvent } from '../backends/backend.ts';
import type { Journal, Resume } from '../engine/drive.ts';
import type { RunEvent } from '../engine/events.ts';
import type { AutomlError } from '../errors.ts';
import type { NoticePlace } from '../notify/notices.ts';
import type { Plan } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import type { RunWriter } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Source } from '../source/source.ts';
import type { Workflow } from '../workflow/model.ts';

export interface RunSetup {
  readonly backend: Backend['name'];
  /** What people call the place: `local`, `kubernetes ml-team`. */
  readonly place: string;
  /** Steps at the same time when neither the file nor a person says. */
  readonly parallel: number;
  /** The run's id, where more than this folder must not have it yet; null: one that is new in the folder. */
  readonly runId: string | null;
  /** The run of that id was begun before, and is not over: this start goes on with it. */
  readonly begun: BegunRun | null;
  /** Looks at everything that can be known before a run starts, and changes nothing. @throws AutomlError for what a person must mend first */
  prepare(plan: Plan, source: Source, workflow: Workflow): Promise<PreparedRun>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

export interface BegunRun {
  readonly plan: Plan;
  readonly prepared: PreparedRun;
}

export interface PreparedRun {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
  /** For what is told of a run that does not begin. */
  readonly notices: NoticePlace;
  /** What the run is compared with, by its plan with the run's id. @throws Error where that can't be found out */
  baseline(plan: Plan): Promise<Baseline | null>;
  /** Who drives the run may change from one turn to the next. */
  open(run: OpenRun): Promise<Turn>;
}

export interface OpenRun {
  /** With the run's id. */
  readonly plan: Plan;
  readonly writer: RunWriter;
  readonly onNews: (event: Extract<BackendEvent, { type: 'began' | 'ended' }>) => void;
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
  /** Services that end with this program stay up until this settles. */
  readonly hold: () => Promise<void>;
  /** For people, at any time. */
  readonly say: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
  /** Somebody else wants the run to be cancelled. */
  readonly cancel: (reason: string) => void;
  /** Aborted when the run is to be cancelled, or this program must not drive: nothing is worth waiting for then. */
  readonly hurry: AbortSignal;
  /** This program must not drive any more. @param because what it ends with; null: another driver goes on, and is followed */
  readonly leave: (because: AutomlError | null) => void;
}

export type Turn = Driving | Following | Submitted | Over;

/** This program drives the run. */
export interface Driving {
  readonly type: 'drive';
  readonly backend: Backend;
  readonly journal: Journal;
  readonly resume: Resume | null;
  readonly notices: NoticePlace;
  /** Says for everybody that the run is to be cancelled: whoever drives next does the rest. */
  requestCancel(reason: string): Promise<void>;
  /** Once, when the run has ended and the backend is closed. */
  finish(record: RunRecord): Promise<void>;
  /** Once, when this program has stopped driving before the end: the next driver can go on at once. */
  leave(): Promise<void>;
}

/** Another driver drives it. */
export interface Following {
  readonly type: 'follow';
  /** Who, for people. */
  readonly driver: string;
  requestCancel(reason: string): Promise<void>;
  /** Until nobody drives it any more, or the signal is aborted. */
  follow(onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<void>;
}

/** A driver of its own goes on with it, and nobody here wants to see how. */
export interface Submitted {
  readonly type: 'submitted';
  /** What is known of that driver, for people. */
  readonly driver: string;
  readonly namespace: string;
}

/** It has ended, and its record is stored. */
export interface Over {
  readonly type: 'over';
  readonly events: readonly RunEvent[];
  /** As it is stored; null: what the events add up to. */
  readonly record: RunRecord | null;
  /** What its driver had left to do. */
  finish(record: RunRecord): Promise<void>;
}
