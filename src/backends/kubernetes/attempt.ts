/** One attempt of a task in the cluster: from its Job to its result, whichever way the news of its end come first. */
import { resultWithoutAgent, type StepResult } from '../result.ts';
import { AttemptPod } from './attempt-pod.ts';
import type { AttemptPlace, AttemptWorld } from './attempt-world.ts';
import type { Job, Pod } from './client/types.ts';
import { Delays } from './delays.ts';
import { goesOn } from './diagnosis/interruption.ts';
import type { Trouble } from './diagnosis/trouble.ts';
import { Patience } from './patience.ts';
import { Sight } from './sight.ts';
import { Succession } from './succession.ts';
import { Turn } from './turn.ts';

/** Milliseconds between the end of a pod without a word and the verdict: its Job and Events say more by then. */
const lossPatience = 1500;
/** Pods that the Job may make anew: the cluster itself sets no limit. */
const mostReplacements = 5;

export class Attempt {
  readonly place: AttemptPlace;
  readonly #world: AttemptWorld;
  readonly #delays = new Delays();
  readonly #patience = new Patience();
  readonly #sight: Sight;
  readonly #succession = new Succession();
  #turn: Turn;
  /** Null: there is none yet, or the Job is about to make another. */
  #pod: AttemptPod | null = null;
  /** Of its newest pod; for others to read. */
  podName: string | null = null;
  /** Why pods were replaced, in order. */
  readonly #replaced: string[] = [];
  #hasBegun = false;
  #over = false;
  #stopping = false;
  #judged = false;
  /** Its pod is not wanted any more. */
  #removed = false;
  /** Another driver goes on with it. */
  #isLeft = false;

  constructor(place: AttemptPlace, world: AttemptWorld) {
    this.place = place;
    this.#world = world;
    this.#sight = new Sight(world);
    this.#turn = this.#expectPod();
  }

  /** It has no container yet: why is worth knowing. */
  get waiting(): boolean {
    return this.#pod?.hasStarted !== true && !this.#over && this.#turn.hasCome;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Events about that uid are about it. */
  isAbout(uid: string): boolean {
    return this.#sight.isAbout(uid);
  }

  seePod(pod: Pod, gone: boolean): void {
    const place = this.#succession.judge(pod);
    if (place === 'past' || this.#isLeft) return;
    this.podName = pod.metadata?.name ?? null;
    if (this.#over) {
      this.#seeRest(pod, gone, place);
      return;
    }
    // Where there is one, it has ended while nobody looked.
    if (place === 'next' && this.#pod !== null) this.#replace();
    this.#sight.pod = pod;
    this.#turn.seePod();
    this.#pod ??= this.#nextPod();
    this.#pod.see(pod, gone);
    if (!this.#pod.isOut) this.lookForTrouble();
  }

  seeJob(job: Job, gone: boolean): void {
    if (this.#over) return;
    this.#sight.seeJob(job, gone);
    this.#turn.seeJob(job);
    if (gone || this.#sight.isPast(this.place.index)) this.#lose();
    else if (this.#sight.pod === null) this.lookForTrouble();
  }

  /** Its Job can't be made for now. */
  hold(refusal: Trouble): void {
    this.#sight.refusal = refusal;
  }

  /** Looks at why there is no container, and says it once for a pod; ends the attempt when waiting is of no use. */
  lookForTrouble(): void {
    if (!this.waiting) return;
    const trouble = this.#sight.trouble();
    const verdict = this.#patience.judge(trouble);
    if (trouble === null || verdict === 'wait') return;
    if (verdict === 'give-up') this.end(resultWithoutAgent('failed', trouble.sentence));
    else if ((this.place.rank ?? 0) === 0) this.#world.say(this, `waiting: ${trouble.sentence}`);
  }

  /** It was asked to stop; `patience` is how many seconds it has to say how it ended. */
  stop(patience: number): void {
    if (this.#over) return;
    this.#stopping = true;
    if (this.#pod?.hasBegun !== true) this.end(resultWithoutAgent('cancelled', 'cancelled before it started'));
    else
      this.#delays.later(patience * 1000, () => {
        this.end(resultWithoutAgent('cancelled', 'was cancelled'));
      });
  }

  /** Ends it, unless it has ended, and takes away what would go on in the cluster. */
  end(result: StepResult): void {
    if (this.#over) return;
    this.#world.remove(this);
    this.refuse(result);
  }

  /** Another driver goes on with it. */
  leave(): void {
    this.#isLeft = true;
    this.#over = true;
    this.#delays.end();
    this.#pod?.close();
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
    this.#pod?.close();
    if (this.#pod?.lingers === true) this.#removeRest();
    this.#sight.forget();
    this.#world.ended(this, { ...result, warnings: [...this.#replaced, ...result.warnings] });
  }

  /** The first pod, or one in the place of another. */
  #nextPod(): AttemptPod {
    const replacement = this.#replaced.at(-1);
    return new AttemptPod(this.place, {
      openLog: (pod, hear) => {
        const log = this.#world.openLog(this, pod, hear);
        if (replacement !== undefined) log.note(replacement);
        return log;
      },
      began: () => {
        if (!this.#hasBegun) this.#world.began(this);
        this.#hasBegun = true;
      },
      say: (message) => {
        this.#world.say(this, message);
      },
      ended: (result) => {
        this.#hearResult(result);
      },
      lost: () => {
        this.#lose();
      },
    });
  }

  /** The pod counts no more: its Job makes another, which has all the time to start. */
  #replace(): void {
    const sentence = this.#sight.turn();
    this.#replaced.push(sentence);
    this.#world.say(this, sentence);
    this.#pod?.close();
    this.#pod = null;
    this.#judged = false;
    this.#turn = this.#expectPod();
  }

  #expectPod(): Turn {
    const turn: Turn = new Turn(this.place, this.#delays, () => {
      if (this.#turn === turn) this.#startedTooLate();
    });
    return turn;
  }

  #hearResult(result: StepResult): void {
    // An agent that was told to stop, though not by us: its pod was deleted or evicted, which is a loss.
    this.#sight.isInterrupted = result.state === 'cancelled';
    if (this.#sight.isInterrupted && !this.#stopping) this.#lose();
    else this.#close(result);
  }

  #lose(): void {
    if (this.#judged) return;
    this.#judged = true;
    const pod = this.#pod;
    this.#delays.later(lossPatience, () => {
      void this.#judge(pod);
    });
  }

  async #judge(pod: AttemptPod | null): Promise<void> {
    // The Job may be known to have failed while the log with the document is still read.
    await pod?.silent;
    if (this.#over) return;
    if (pod !== this.#pod) {
      // It was seen only after its Job was known to have ended.
      this.#judged = false;
      if (this.#pod?.isOut === true) this.#lose();
      return;
    }
    if (this.#stopping) {
      this.#close(resultWithoutAgent('cancelled', 'was cancelled'));
      return;
    }
    const isOut = pod?.isOut === true || this.#sight.isInterrupted;
    if (isOut && this.#sight.isReplaced && this.#replaced.length < mostReplacements) {
      this.#succession.retire();
      this.#replace();
      return;
    }
    const loss = await this.#sight.loss(pod?.about ?? { phase: 'running', step: this.place.step });
    if (pod !== this.#pod) return;
    // What a lost node holds may come back, a Job that goes on makes a pod, and one can be deleted without its pod.
    if (!isOut) pod?.abandon();
    if (this.#sight.endsByItself(isOut)) this.#close(loss);
    else this.end(loss);
  }

  #startedTooLate(): void {
    if (this.waiting) this.end(resultWithoutAgent('failed', this.#sight.late(this.place.step.startTimeout)));
  }

  /** Nothing of it may go on: not what was given up before it existed, nor what its Job makes anew. */
  #seeRest(pod: Pod, gone: boolean, place: 'same' | 'next'): void {
    if (place === 'same') this.#pod?.see(pod, gone);
    if (place === 'same' && this.#pod?.lingers === true) this.#removeRest();
    if ((place === 'next' || this.#removed) && !gone && goesOn(pod)) this.#world.remove(this);
  }

  /** What somebody else put beside the code has no end of its own, and would hold the node's room and devices. */
  #removeRest(): void {
    void (this.#pod?.logEnded ?? Promise.resolve()).then(() => {
      this.#world.remove(this);
    });
  }
}
