/** One run in this program: drives it, or follows who does, turn by turn until it is over. */
import { systemClock } from '../engine/clock.ts';
import { drive } from '../engine/drive.ts';
import type { RunEvent } from '../engine/events.ts';
import { Inbox } from '../engine/inbox.ts';
import { refusal } from '../engine/refusal.ts';
import { apply, initialState } from '../engine/state.ts';
import { AutomlError, messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunWriter } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { RunStory, type StoryOptions } from './run-story.ts';
import type { Driving, Following, OpenRun, Over, PreparedRun, Turn } from './setup.ts';
import type { World } from './world.ts';

export interface RunAbout extends StoryOptions {
  /** Leave services of this machine up until an interrupt. */
  readonly keepServices: boolean;
  /** Why the run is to be cancelled, from the start. */
  readonly cancel: string | null;
  /** An interrupt ends this program only, whatever the workflow says. */
  readonly detach: boolean;
  /** Nobody has begun it before. */
  readonly isNew: boolean;
  readonly warnings: readonly string[];
}

export interface RunParts {
  /** With the run's id. */
  readonly plan: Plan;
  readonly prepared: PreparedRun;
  readonly writer: RunWriter;
  readonly about: RunAbout;
  readonly world: World;
}

export class Run {
  readonly #parts: RunParts;
  readonly #story: RunStory;
  #inbox = new Inbox();
  /** That a person or a CI has sent. */
  #signal: string | null = null;
  #turn: Turn | null = null;
  #hurry = new AbortController();
  #following = new AbortController();
  #cancelReason: string | null;
  /** Why this program stops before the run has ended. */
  #left: AutomlError | null = null;
  #release = (): void => undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#cancelReason = parts.about.cancel;
    this.#story = new RunStory(parts.plan, parts.writer, parts.about, parts.world);
  }

  /** The record as it is at the end, or when the run was submitted. @throws AutomlError when the run goes on without this program, or was deleted */
  async execute(): Promise<RunRecord> {
    const { plan, prepared, about, world } = this.#parts;
    for (const warning of about.warnings) this.#story.warn(warning);
    if (prepared.refused.size > 0) return this.#giveUp(refusal(plan, prepared.refused, world.now()));
    const stopListening = world.onInterrupt((signal) => {
      this.#interrupt(signal);
    });
    try {
      for (;;) {
        const record = await this.#takeTurn();
        if (record !== null) return record;
        if (this.#left !== null) throw this.#left;
      }
    } finally {
      stopListening();
    }
  }

  /** Null: it goes on. */
  async #takeTurn(): Promise<RunRecord | null> {
    const inbox = (this.#inbox = new Inbox());
    this.#story.nextTurn();
    this.#hurry = new AbortController();
    if (this.#cancelReason !== null) this.#cancel(this.#cancelReason, inbox);
    const turn = await this.#open(inbox);
    if (turn === null || (this.#left !== null && turn.type === 'follow')) return null;
    this.#turn = turn;
    switch (turn.type) {
      case 'drive':
        return this.#drive(turn, inbox);
      case 'follow':
        return this.#follow(turn);
      case 'submitted':
        return this.#story.submitted(turn);
      case 'over':
        return this.#conclude(turn);
    }
  }

  /** Null: another turn is to follow, or this program has to leave. */
  async #open(inbox: Inbox): Promise<Turn | null> {
    const { prepared, about, world } = this.#parts;
    try {
      return await prepared.open(this.#openRun(inbox));
    } catch (error) {
      if (this.#left !== null) throw this.#left;
      // Another driver has taken over meanwhile.
      if (inbox.isLeaving) return null;
      // It goes on in the cluster, for all that is known here.
      if (!about.isNew || this.#story.hasBegun) throw error;
      const at = world.now();
      const events: readonly RunEvent[] = [
        { type: 'run-started', at },
        { type: 'run-ended', at, state: 'failed', reason: messageOf(error) },
      ];
      return { type: 'over', events, record: null, finish: () => Promise.resolve() };
    }
  }

  async #drive(turn: Driving, inbox: Inbox): Promise<RunRecord | null> {
    const { plan, world } = this.#parts;
    const { backend, journal, resume } = turn;
    (resume?.events ?? []).forEach(this.#story.listener());
    this.#story.begin(turn, this.#hurry.signal);
    const clock = systemClock(world.now);
    const onEvent = this.#story.see;
    const end = await drive({ plan, backend, inbox, journal, clock, onEvent, ...(resume === null ? {} : { resume }) });
    if (end.left === true) {
      await turn.leave();
      return null;
    }
    if (end.error !== undefined) this.#story.warn(messageOf(end.error));
    const record = await this.#told();
    await turn.finish(record).catch((failure: unknown) => {
      this.#story.warn(messageOf(failure));
    });
    await this.#story.saveAgain();
    return record;
  }

  /** Until nobody drives it: then this program does, or it is over. */
  async #follow(turn: Following): Promise<null> {
    this.#story.say(`run ${this.#parts.plan.run.id} is driven by ${turn.driver}: following it`);
    if (this.#cancelReason !== null) await turn.requestCancel(this.#cancelReason);
    this.#following = new AbortController();
    await turn.follow(this.#story.listener(), this.#following.signal);
    return null;
  }

  async #conclude(turn: Over): Promise<RunRecord> {
    const events = turn.record === null ? turn.events : turn.events.filter(({ type }) => type !== 'run-ended');
    events.forEach(this.#story.listener());
    const record = await (turn.record === null ? this.#told() : this.#story.finished(turn.record));
    await turn.finish(record).catch((failure: unknown) => {
      this.#story.warn(messageOf(failure));
    });
    return record;
  }

  /** Nothing is run when one step can't be: hours of training would be lost to a secret that is missing at the end. */
  async #giveUp(events: readonly RunEvent[]): Promise<RunRecord> {
    const { plan, writer } = this.#parts;
    const state = initialState(plan);
    for (const event of events) {
      await writer.journal.append(event);
      apply(state, event);
      this.#story.see(event, state);
    }
    return this.#told();
  }

  #told(): Promise<RunRecord> {
    const { notices } = this.#turn?.type === 'drive' ? this.#turn : this.#parts.prepared;
    return this.#story.toldEnd(notices, this.#hurry.signal);
  }

  /** A cancel is one call: a CI kills us soon after, and whoever drives next does the rest. */
  #interrupt(signal: string): void {
    const { plan, about } = this.#parts;
    const turn = this.#turn;
    this.#release();
    // GitHub sends INT and then TERM for one cancel; a person who wants more sends the same once more.
    const isEcho = about.backend === 'kubernetes' && this.#signal !== null && this.#signal !== signal;
    if (isEcho) return;
    this.#signal = signal;
    const isSecond = this.#cancelReason !== null;
    const goesOn = about.detach || plan.onInterrupt === 'detach' || (isSecond && turn?.type === 'follow');
    if (about.backend === 'kubernetes' && goesOn) {
      this.#leave(detached(plan.run.id, `interrupted by ${signal}`));
      return;
    }
    const reason = this.#cancelReason ?? `interrupted by ${signal}`;
    this.#cancel(reason, this.#inbox);
    if (turn === null || turn.type === 'over' || turn.type === 'submitted' || isSecond) return;
    turn.requestCancel(reason).catch((error: unknown) => {
      this.#story.warn(messageOf(error));
    });
  }

  #cancel(reason: string, inbox: Inbox): void {
    this.#cancelReason = reason;
    inbox.cancel(reason);
    this.#hurry.abort();
  }

  #leave(because: AutomlError): void {
    this.#left ??= because;
    this.#inbox.leave();
    this.#hurry.abort();
    this.#following.abort();
  }

  #openRun(inbox: Inbox): OpenRun {
    const { plan, writer, world, about } = this.#parts;
    const story = this.#story;
    return {
      plan,
      writer,
      onNews: (event) => {
        inbox.push(event);
      },
      onOutput: (event) => story.output(event),
      hold: async () => {
        // Closed before its end, the run was stopped by force.
        if (!about.keepServices || !story.hasEnded) return;
        await this.#told();
        world.err.write('services are running: Ctrl-C stops them\n');
        await new Promise<void>((resolve) => (this.#release = resolve));
      },
      say: (sentence) => {
        story.say(sentence);
      },
      warn: (sentence) => {
        story.warn(sentence);
      },
      cancel: (reason) => {
        if (this.#cancelReason === null) this.#cancel(reason, inbox);
      },
      hurry: this.#hurry.signal,
      leave: (because) => {
        inbox.leave();
        this.#hurry.abort();
        if (because !== null) this.#leave(because);
      },
    };
  }
}

/** @param reason why this program stops, as the beginning of a sentence */
export function detached(id: string, reason: string): AutomlError {
  const how = `run ${id} goes on without this program; go on with it by: automl attach ${id}`;
  return new AutomlError('DETACHED', `${reason}: ${how}`);
}
