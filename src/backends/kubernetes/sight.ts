/** What was seen last of an attempt: its pod and its Job. */
import type { StepResult } from '../result.ts';
import type { AttemptWorld } from './attempt-world.ts';
import type { Job, Pod } from './client/types.ts';
import { lossOf, type Loss } from './diagnosis/ending.ts';
import type { Trouble } from './diagnosis/trouble.ts';
import { troubleOfJob, troubleOfPod } from './diagnosis/waiting.ts';

export class Sight {
  pod: Pod | null = null;
  job: Job | null = null;
  /** By somebody else: whoever does so himself has seen enough. */
  isJobDeleted = false;
  /** The agent was told to stop, not by us, and has said so. */
  isInterrupted = false;
  readonly #world: Pick<AttemptWorld, 'eventsOf' | 'readEvents'>;

  constructor(world: Pick<AttemptWorld, 'eventsOf' | 'readEvents'>) {
    this.#world = world;
  }

  seeJob(job: Job, gone: boolean): void {
    this.job = job;
    if (gone || job.metadata?.deletionTimestamp !== undefined) this.isJobDeleted = true;
  }

  /** The uid of what Events of this attempt are about. */
  isAbout(uid: string): boolean {
    return this.#uids().includes(uid);
  }

  /** Why there is no container yet; null: nothing is known to be in the way. */
  trouble(): Trouble | null {
    const { eventsOf } = this.#world;
    if (this.pod !== null) return troubleOfPod(this.pod, eventsOf('Pod', this.pod));
    return this.job === null ? null : troubleOfJob(this.job, eventsOf('Job', this.job));
  }

  /** How it ended, where its agent has not said it. Never a success. */
  async loss(about: Pick<Loss, 'phase' | 'step'>): Promise<StepResult> {
    const events = await Promise.all(this.#uids().map((uid) => this.#world.readEvents(uid).catch(() => [])));
    const { pod, job, isJobDeleted, isInterrupted } = this;
    return lossOf({ ...about, pod, job, isJobDeleted, isInterrupted, events: events.flat() });
  }

  /** There may be thousands of attempts, and a pod is tens of KiB. */
  forget(): void {
    this.pod = null;
    this.job = null;
  }

  #uids(): string[] {
    return [this.pod, this.job].flatMap((object) => object?.metadata?.uid ?? []);
  }
}
