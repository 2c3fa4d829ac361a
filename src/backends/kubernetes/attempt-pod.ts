/** One pod of an attempt: its log, and how its code ended. A Job that replaces its pod gives the attempt another one. */
import type { AgentMessage, StepResult } from '../result.ts';
import type { AttemptPlace, Hear } from './attempt-world.ts';
import type { ContainerStatus, Pod } from './client/types.ts';
import { hasLog } from './companions.ts';
import { Delays } from './delays.ts';
import type { Loss } from './diagnosis/ending.ts';
import { bystandersGoOn } from './diagnosis/bystanders.ts';
import { wasInterrupted } from './diagnosis/interruption.ts';
import { endOfContainer, resultFromFrame } from './diagnosis/termination.ts';
import { stepContainer } from './layout.ts';
import type { StepLog } from './step-log.ts';

/** Milliseconds that a result from the pod waits for the rest of the log. */
const logPatience = 200;
/** Milliseconds after the grace of a deleted pod in which its node must have said that it is gone. */
const nodePatience = 15_000;

/** What it tells, until it is not asked any more. */
export interface PodNews {
  readonly openLog: (pod: Pod, hear: Hear) => StepLog;
  /** The turn of its code has come. Called once. */
  readonly began: () => void;
  readonly say: (message: string) => void;
  /** By its own word. May be called again. */
  readonly ended: (result: StepResult) => void;
  /** It ended without a word, or will never say that it has. May be called again. */
  readonly lost: () => void;
}

export class AttemptPod {
  readonly #place: AttemptPlace;
  readonly #news: PodNews;
  readonly #delays = new Delays();
  #log: StepLog | null = null;
  #hasStarted = false;
  #hasBegun = false;
  #isOut = false;
  /** Its code has ended, and containers of somebody else go on beside it. */
  #lingers = false;
  #isDeleted = false;
  #isDone = false;
  /** What the agent said last that it was doing. */
  #phase: 'installing' | 'running' = 'running';
  /** Hash of the document that only the log has. */
  #awaited: string | null = null;

  constructor(place: AttemptPlace, news: PodNews) {
    this.#place = place;
    this.#news = news;
  }

  /** It has a container, or had one. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** The turn of its code has come: with the container, unless others that share it come first. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Its code has ended, or it is gone. */
  get isOut(): boolean {
    return this.#isOut;
  }

  get lingers(): boolean {
    return this.#lingers;
  }

  /** What is to be known besides when the pod ended without a word. */
  get about(): Pick<Loss, 'phase' | 'step' | 'turn'> {
    const about = { phase: this.#phase, step: this.#place.step };
    if (this.#place.rank === null || !this.#hasStarted) return about;
    if (this.#awaited !== null) return { ...about, turn: 'over' };
    return this.#hasBegun ? about : { ...about, turn: 'to-come' };
  }

  /** Settles when no more of its log will be read. */
  get logEnded(): Promise<unknown> {
    return this.#log?.ended ?? Promise.resolve();
  }

  /** Settles when there is nothing to wait for but the cluster: the log may still have the document. */
  get silent(): Promise<unknown> {
    const tellsMore = this.#awaited !== null || (this.#place.rank !== null && this.#isOut);
    return tellsMore ? this.logEnded : Promise.resolve();
  }

  see(pod: Pod, gone: boolean): void {
    const status = pod.status?.containerStatuses?.find(({ name }) => name === stepContainer);
    const terminated = status?.state?.terminated;
    this.#isOut = terminated !== undefined || gone || pod.status?.phase === 'Failed';
    this.#lingers = terminated !== undefined && !gone && bystandersGoOn(pod);
    if (!this.#isDone) {
      if (status?.state?.running !== undefined || terminated !== undefined) this.#start();
      if (!gone) this.#readLog(pod);
    }
    if (this.#isOut) this.#log?.finish();
    if (this.#isDone) return;
    if (status !== undefined && terminated !== undefined) this.#seeEnd(pod, status, terminated);
    else if (this.#isOut) this.#news.lost();
    if (pod.metadata?.deletionTimestamp !== undefined) this.#seeDeletion(pod);
  }

  hear(message: AgentMessage, json: string): void {
    if (this.#isDone) return;
    if (message.iteration !== undefined) this.#begin();
    switch (message.event) {
      case 'installing':
        this.#phase = 'installing';
        this.#news.say(`installing ${message.requirements}`);
        return;
      case 'result': {
        // The agent's last word: its pod needs up to a second more to say the same.
        const result = this.#awaited === null ? message.result : resultFromFrame(json, this.#awaited);
        if (result !== null) this.#news.ended(result);
        return;
      }
      case 'running':
        this.#phase = 'running';
        return;
      case 'begins':
      case 'ready':
      case 'part':
      case 'prepared':
        return;
    }
  }

  /** Tells nothing any more; its log is read to the end. */
  close(): void {
    this.#isDone = true;
    this.#delays.end();
    // There may be thousands of attempts, and what reads a log is some KiB.
    void this.logEnded.then(() => {
      this.#log = null;
    });
  }

  /** Nobody waits for its end: no node may be there to tell it, or to give the rest of the log. */
  abandon(): void {
    this.close();
    this.#log?.note('truncated: the rest of the log was lost with the pod');
    this.#log?.stop();
  }

  #start(): void {
    this.#hasStarted = true;
    if ((this.#place.rank ?? 0) === 0) this.#begin();
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#news.began();
  }

  #seeEnd(pod: Pod, status: ContainerStatus, terminated: Parameters<typeof wasInterrupted>[1]): void {
    const { step, task, rank } = this.#place;
    const end = endOfContainer(status, step, rank === null ? null : task.iteration);
    // Code without an agent may take a TERM, stop half-way, and exit as it likes.
    const isHalf = step.code.kind === 'image' && wasInterrupted(pod, terminated);
    if (end.kind === 'result' && !isHalf) this.#endSoon(end.result);
    else if (end.kind === 'in-log') this.#awaitLog(end.sha256);
    else this.#news.lost();
  }

  #endSoon(result: StepResult): void {
    if (this.#log === null) this.#news.ended(result);
    else
      this.#delays.later(logPatience, () => {
        this.#news.ended(result);
      });
  }

  /** A node that is lost never says that the pod has ended. */
  #seeDeletion({ metadata }: Pod): void {
    if (this.#isDeleted) return;
    this.#isDeleted = true;
    const grace = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
    this.#delays.later(grace + nodePatience, () => {
      this.#news.lost();
    });
  }

  #awaitLog(sha256: string): void {
    if (this.#awaited !== null) return;
    this.#awaited = sha256;
    // Without a log nobody will ever read the document.
    void this.logEnded.then(() => {
      if (!this.#isDone) this.#news.lost();
    });
  }

  #readLog(pod: Pod): void {
    const hear: Hear = (message, json) => {
      this.hear(message, json);
    };
    if (hasLog(pod)) this.#log ??= this.#news.openLog(pod, hear);
    this.#log?.see(pod);
  }
}
