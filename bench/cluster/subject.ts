/** Something measured on a cluster. */
import type { Stored } from './stored.ts';

export interface Subject {
  readonly name: string;
  /** Subject of the same bench that it is compared with. */
  readonly beside?: string;
  /** Its pods run on a simulated node (test/cluster/simulated.ts): what counts is what the driver and the API server do. */
  readonly isSimulated?: boolean;
  /** Runs it once in a namespace of its own. @throws Error */
  measure(namespace: string): Promise<Measured>;
}

/** One run. */
export interface Measured {
  readonly seconds: number;
  /** What only runs of ours have. */
  readonly driver?: {
    /**
     * Milliseconds from the event that a step's container ended to the create of the next Job; below 0 where we knew it
     * from elsewhere (its log) before the event came. Empty where steps don't follow one another.
     */
    readonly reactions: readonly number[];
    /** Calls that change something, renewals of Leases left out, for each step. */
    readonly mutating: number;
    /** Peak resident memory. */
    readonly bytes: number;
    /** Just before some of them are taken away: the most that was found. */
    readonly stored: Stored;
  };
}

export interface Measurement {
  readonly subject: Subject;
  readonly runs: readonly Measured[];
  /** Why there are no numbers; null when there are. */
  readonly failure: string | null;
}
