/** What a forge tells a job about itself, whichever forge it is. */
import type { Trigger } from '../plan/environment.ts';

export interface ForgeContext {
  readonly trigger: Trigger;
  /** The commit the run is about: of a pull request its head, not the merge that the forge made. */
  readonly head: string | null;
  readonly merge: string | null;
  /** The pull request comes from another repository: its code gets neither secrets nor a cluster. */
  readonly fork: boolean;
  /** The repository as its forge names it; null where the forge does not say. */
  readonly repository: ForgeRepository | null;
  /** Folder of the checkout, absolute; null where the forge does not say. */
  readonly folder: string | null;
  /** The schedule that started the job; null: none, or the forge does not say. */
  readonly schedule: ForgeSchedule | null;
  /** The pull or merge request that the job is about; null: none. */
  readonly pull: ForgePull | null;
  /** What was filled in where the job was started by hand, by name; empty texts left out. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The comment that the job was started by; null: none. */
  readonly comment: ForgeComment | null;
  /** Grows from one job to the next: of two reports about the same thing that of the larger one holds. Null: it is not said. */
  readonly sequence: number | null;
}

export interface ForgePull {
  readonly number: number;
  /** Branch that it is to be merged into; null: it is not said. */
  readonly base: string | null;
  /** Newest commit of that branch, as far as the job knows; null: it is not said. */
  readonly baseHead: string | null;
  /** It was merged or closed: nothing is to be run for it any more. */
  readonly isClosed: boolean;
}

export interface ForgeComment {
  readonly id: number;
  /** Of the pull or merge request that it stands below. */
  readonly pull: number;
  readonly body: string;
  /** Name that the author logs in with. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface ForgeRepository {
  /** Host, in lower case. */
  readonly forge: string;
  readonly id: string;
  readonly name?: string;
}

export interface ForgeSchedule {
  readonly name: string;
  /** The workflow file that it stands in, relative to the repository; null: it is not said. */
  readonly file: string | null;
  /** Milliseconds since the epoch: when the forge began; a job that is run again still stands for that time. */
  readonly asOf: number | null;
}

/** What started the job, with the pull or merge request that it is about. */
export function triggerOf({ trigger, pull }: Pick<ForgeContext, 'trigger' | 'pull'>): Trigger {
  return pull === null ? trigger : { ...trigger, pull: pull.number };
}

/** The branch that a run of the job is compared with; null: it is not said. */
export function baseOf({ trigger, pull }: Pick<ForgeContext, 'trigger' | 'pull'>): string | null {
  return pull?.base ?? trigger.defaultBranch;
}
