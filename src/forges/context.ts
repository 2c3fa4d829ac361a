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
