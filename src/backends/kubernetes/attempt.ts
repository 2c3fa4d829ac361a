/** One attempt of a task in the cluster: from its Job to its result, whichever way the news of its end come first. */
import { resultWithoutAgent, type AgentMessage, type StepResult } from '../result.ts';
import type { AttemptPlace, AttemptWorld } from './attempt-world.ts';
import type { ContainerStatus, Job, Pod } from './client/types.ts';
import { Delays } from './delays.ts';
import { bystandersGoOn } from './diagnosis/bystanders.ts';
import { hasFailed, wasInterrupted } from './diagnosis/interruption.ts';
import { endOfContainer, resultFromFrame } from './diagnosis/termination.ts';
import { stepContainer } from './layout.ts';
import { Patience } from './patience.ts';
import { Sight } from './sight.ts';
import type { StepLog } from './step-log.ts';

/** Milliseconds that a result from the pod waits for the rest of the log. */
const logPatience = 200;
/** Milliseconds between the end of a pod without a word and the verdict: its Job and Events say more by then. */
const lossPatience = 1500;
/** Milliseconds after the grace of a deleted pod in which its node must have said that it is gone. */
const nodePatience = 30_000;

export class Attempt {
  readonly place: AttemptPlace;
  readonly #world: AttemptWorld;
  readonly #delays = new Delays();
  readonly #sight: Sight;
  #log: StepLog | null = null;
  #started = false;
  #over = false;
  #stopping = false;
  #judged = false;
  #deleted = false;
  /** Its pod is not wanted any more. */
  #removed = false;
  /** Its code has ended, and containers of somebody else go on in its pod. */
  #lingers = false;
  /** What the agent said last that it was doing. */
  #phase: 'installing' | 'running' = 'running';
  /** Hash of the document that only the log has. */
  #awaited: string | null = null;
  readonly #patience = new Patience();
  #podName: string | null = null;

  constructor(place: AttemptPlace, world: AttemptWorld) {
    this.place = place;
    this.#world = world;
    this.#sight = new Sight(world);
    this.#delays.later(place.step.startTimeout * 1000, () => {
      this.#startedTooLate();
    });
  }

  /** It has no container yet: why is worth knowing. */
  get waiting(): boolean {
    return !this.#started && !this.#over;
  }

  get over(): boolean {
    return this.#over;
  }

  get podName(): string | null {
    return this.#podName;
  }

  /** The uid of what Events of this attempt are about. */
  isAbout(uid: string): boolean {
    return this.#sight.isAbout(uid);
  }

  seePod(pod: Pod, gone: boolean): void {
    this.#podName = pod.metadata?.name ?? null;
    const status = pod.status?.containerStatuses?.find(({ name }) => name === stepContainer);
    const terminated = status?.state?.terminated;
    const isOut = terminated !== undefined || gone || pod.status?.phase === 'Failed';
    this.#lingers = terminated !== undefined && !gone && bystandersGoOn(pod);
    if (this.#over) {
      if (this.#lingers) this.#removeRest();
      if (isOut) this.#log?.finish();
      // It was given up before its pod existed.
      else if (this.#removed && pod.metadata?.deletionTimestamp === undefined) this.#world.remove(this);
      return;
    }
    this.#sight.pod = pod;
    if (status?.state?.running !== undefined || terminated !== undefined) {
      this.#started = true;
      if (!gone) this.#openLog(pod);
    }
    if (isOut) this.#log?.finish();
    if (status !== undefined && terminated !== undefined) this.#seeEnd(pod, status, terminated);
    else if (isOut) this.#lose();
    else if (!this.#started) this.lookForTrouble();
    if (pod.metadata?.deletionTimestamp !== undefined) this.#seeDeletion(pod);
  }

  seeJob(job: Job, gone: boolean): void {
    if (this.#over) return;
    this.#sight.seeJob(job, gone);
    if (gone || (this.place.index === null && hasFailed(job))) this.#lose();
    else if (this.#sight.pod === null) this.lookForTrouble();
  }

  hear(message: AgentMessage, json: string): void {
    if (this.#over) return;
    switch (message.event) {
      case 'installing':
        this.#phase = 'installing';
        this.#world.say(this, `installing ${message.requirements}`);
        return;
      case 'result': {
        // The agent's last word: its pod needs up to a second more to say the same.
        const result = this.#awaited === null ? message.result : resultFromFrame(json, this.#awaited);
        if (result !== null) this.#hearResult(result, 0);
        return;
      }
      case 'running':
        this.#phase = 'running';
        return;
      case 'ready':
        return;
    }
  }

  /** Looks at why there is no container; ends the attempt when waiting is of no use. */
  lookForTrouble(): void {
    if (!this.waiting) return;
    const trouble = this.#sight.trouble();
    const verdict = this.#patience.judge(trouble);
    if (trouble === null || verdict === 'wait') return;
    if (verdict === 'give-up') this.end(resultWithoutAgent('failed', trouble.sentence));
    else this.#world.say(this, `waiting: ${trouble.sentence}`);
  }

  /** It was asked to stop; `patience` is how many seconds it has to say how it ended. */
  stop(patience: number): void {
    if (this.#over) return;
    this.#stopping = true;
    if (!this.#started) this.end(resultWithoutAgent('cancelled', 'cancelled before it started'));
    else
      this.#delays.later(patience * 1000, () => {
        this.end(resultWithoutAgent('cancelled', 'was cancelled'));
      });
  }

  /** Ends it, unless it has ended, and takes away what would go on in the cluster. */
  end(result: StepResult): void {
    if (this.#over) return;
    this.#removed = true;
    this.#world.remove(this);
    this.#close(result);
  }

  /** There is no Job of it, or not for long: nothing is taken away, unless its pod shows up after all. */
  refuse(result: StepResult): void {
    this.#removed = true;
    this.#close(result);
  }

  /** The last word of a pod that ends, or has ended, by itself. */
  #close(result: StepResult): void {
    if (this.#over) return;
    this.#over = true;
    this.#delays.end();
    if (this.#lingers) this.#removeRest();
    this.#sight.forget();
    this.#world.ended(this, result);
  }

  #seeEnd(pod: Pod, status: ContainerStatus, terminated: Parameters<typeof wasInterrupted>[1]): void {
    const { step } = this.place;
    const end = endOfContainer(status, step);
    // Code without an agent may take a TERM, stop half-way, and exit with 0.
    const isHalf = step.code.kind === 'image' && wasInterrupted(pod, terminated);
    if (isHalf && end.kind === 'result' && end.result.state === 'succeeded') this.#lose();
    else if (end.kind === 'result') this.#hearResult(end.result, this.#log === null ? 0 : logPatience);
    else if (end.kind === 'in-log') this.#awaitLog(end.sha256);
    else this.#lose();
  }

  /** A node that is lost never says that the pod has ended. */
  #seeDeletion({ metadata }: Pod): void {
    if (this.#deleted) return;
    this.#deleted = true;
    const grace = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
    this.#delays.later(grace + nodePatience, () => {
      this.#lose();
    });
  }

  /** @param patience milliseconds that the rest of the log may take */
  #hearResult(result: StepResult, patience: number): void {
    // An agent that was told to stop, though not by us: its pod was deleted or evicted, which is a loss.
    this.#sight.isInterrupted = result.state === 'cancelled';
    if (this.#sight.isInterrupted && !this.#stopping) this.#lose();
    else if (patience === 0) this.#close(result);
    else
      this.#delays.later(patience, () => {
        this.#close(result);
      });
  }

  #awaitLog(sha256: string): void {
    if (this.#awaited !== null) return;
    this.#awaited = sha256;
    // Without a log nobody will ever read the document.
    void (this.#log?.ended ?? Promise.resolve()).then(() => {
      this.#lose();
    });
  }

  #lose(): void {
    if (this.#judged) return;
    this.#judged = true;
    this.#delays.later(lossPatience, () => {
      void this.#judge();
    });
  }

  async #judge(): Promise<void> {
    // The Job may be known to have failed while the log with the document is still read.
    if (this.#awaited !== null) await this.#log?.ended;
    if (this.#over) return;
    if (this.#stopping) {
      this.#close(resultWithoutAgent('cancelled', 'was cancelled'));
      return;
    }
    const loss = await this.#sight.loss({ phase: this.#phase, step: this.place.step });
    // A Job can be deleted without its pod, which then goes on.
    if (this.#sight.isJobDeleted) this.end(loss);
    else this.#close(loss);
  }

  #startedTooLate(): void {
    if (!this.waiting) return;
    const why = this.#sight.trouble()?.sentence ?? 'its pod was still pending';
    const late = `did not start within ${this.place.step.startTimeout} s (start_timeout)`;
    this.end(resultWithoutAgent('failed', `${late}: ${why}`));
  }

  /** What somebody else put beside the code has no end of its own, and would hold the node's room and devices. */
  #removeRest(): void {
    void (this.#log?.ended ?? Promise.resolve()).then(() => {
      this.#world.remove(this);
    });
  }

  #openLog({ metadata }: Pod): void {
    if (metadata?.name !== undefined) this.#log ??= this.#world.openLog(this, metadata.name);
  }
}
