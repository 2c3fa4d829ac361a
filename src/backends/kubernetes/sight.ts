/** What was seen last of an attempt: its pod and its Job. */
import type { StepResult } from '../result.ts';
import type { AttemptWorld } from './attempt-world.ts';
import type { Job, Pod } from './client/types.ts';
import { disruptionTarget } from './diagnosis/disruption.ts';
import { lossOf, type Loss } from './diagnosis/ending.ts';
import { hasEndedAt, hasFailed } from './diagnosis/interruption.ts';
import { isReplaced, replacementSentence } from './diagnosis/replacement.ts';
import type { Trouble } from './diagnosis/trouble.ts';
import { troubleOfJob, troubleOfPod } from './diagnosis/waiting.ts';

export class Sight {
  pod: Pod | null = null;
  job: Job | null = null;
  /** By somebody else: whoever does so himself has seen enough. */
  isJobDeleted = false;
  /** The agent was told to stop, not by us, and has said so. */
  isInterrupted = false;
  /** What keeps its Job from being made. */
  refusal: Trouble | null = null;
  /** The pod before, where the Job makes another one. */
  #past: Pod | null = null;
  readonly #world: Pick<AttemptWorld, 'eventsOf' | 'readEvents'>;

  constructor(world: Pick<AttemptWorld, 'eventsOf' | 'readEvents'>) {
    this.#world = world;
  }

  seeJob(job: Job, gone: boolean): void {
    this.job = job;
    if (gone || job.metadata?.deletionTimestamp !== undefined) this.isJobDeleted = true;
  }

  /** The pod, which has ended, is not the last of its Job. */
  get isReplaced(): boolean {
    const { pod, job } = this;
    return !this.isJobDeleted && pod !== null && job !== null && !hasFailed(job) && isReplaced(job, pod);
  }

  /** Its Job says so: it failed, or ended while nobody looked and left no pod. @param index in an Indexed Job */
  isPast(index: number | null): boolean {
    const { pod, job } = this;
    if (job === null) return false;
    return (index === null && hasFailed(job)) || (pod === null && hasEndedAt(job, index));
  }

  /** Nothing of it goes on in the cluster, nor comes back. @param isOut its pod has ended */
  endsByItself(isOut: boolean): boolean {
    // A Job can be deleted without its pod.
    if (this.isJobDeleted) return false;
    if (this.job !== null && hasFailed(this.job)) return true;
    return isOut && (this.pod === null || disruptionTarget(this.pod) === null);
  }

  /** From now on it is about the next pod. Gives one line about the end of this one. */
  turn(): string {
    const sentence = replacementSentence(this.pod);
    this.#past = this.pod;
    this.pod = null;
    this.isInterrupted = false;
    return sentence;
  }

  /** The uid of what Events of this attempt are about. */
  isAbout(uid: string): boolean {
    return this.#uids().includes(uid);
  }

  /** Why there is no container yet; null: nothing is known to be in the way. */
  trouble(): Trouble | null {
    const { eventsOf } = this.#world;
    if (this.pod !== null) return troubleOfPod(this.pod, eventsOf('Pod', this.pod));
    return this.job === null ? this.refusal : troubleOfJob(this.job, eventsOf('Job', this.job));
  }

  /** What people are told of the trouble, also where nothing is known. */
  get obstacle(): string {
    const hasNoPod = this.pod === null && this.job !== null;
    const none = 'no pod of its Job was made yet: the Job controller of the cluster is behind';
    return this.trouble()?.sentence ?? (hasNoPod ? none : 'its pod was still pending');
  }

  /** What they are told when it has not started in time. @param seconds that it had */
  late(seconds: number): string {
    return `did not start within ${seconds} s (start_timeout): ${this.obstacle}`;
  }

  /** How it ended, where its agent has not said it. Never a success. */
  async loss(about: Pick<Loss, 'phase' | 'step' | 'turn'>): Promise<StepResult> {
    const events = await Promise.all(this.#uids().map((uid) => this.#world.readEvents(uid).catch(() => [])));
    const { job, isJobDeleted, isInterrupted } = this;
    const pod = this.pod ?? this.#past;
    return lossOf({ ...about, pod, job, isJobDeleted, isInterrupted, events: events.flat() });
  }

  /** There may be thousands of attempts, and a pod is tens of KiB. */
  forget(): void {
    this.pod = null;
    this.job = null;
    this.#past = null;
  }

  #uids(): string[] {
    return [this.pod, this.job].flatMap((object) => object?.metadata?.uid ?? []);
  }
}
