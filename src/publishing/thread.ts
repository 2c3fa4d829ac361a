/** One comment below a pull request, whoever else writes there at the same time: found, made, kept up to date. */
import type { Comments, StoredComment } from '../forges/forge.ts';
import type { Sleep } from '../http/backoff.ts';
import { bodyOf, isTooLong, type CommentText } from './body.ts';
import {
  isAboutAny,
  isNewer,
  isSameTopic,
  markerIn,
  markerOf,
  showing,
  stateOf,
  type CommentState,
  type ShownRun,
  type Topic,
} from './marker.ts';

export interface ThreadOptions {
  readonly comments: Comments;
  readonly topic: Topic;
  /** The run that is shown. */
  readonly run: ShownRun;
  /** Its commit; null: it has none. */
  readonly commit: string | null;
  readonly limitBytes: number;
  readonly now: () => number;
  readonly sleep: Sleep;
}

/** `passed over`: a newer run is shown there, or a person has deleted it. */
export type Outcome = 'shown' | 'passed over';

/** Milliseconds after which what another run was writing while we wrote has arrived. */
const settleMilliseconds = 2000;
const mostTries = 4;

export class Thread {
  readonly #options: ThreadOptions;
  readonly #marker: string;
  /** Of the comment; null: it was not looked for yet, or is gone. */
  #id: number | null = null;
  #hasMet = false;
  #shown: CommentState['shown'] = [];
  /** From then on nobody overwrites ours who has not seen it. */
  #settledAt = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#marker = markerOf(options.topic);
  }

  /** Whether there is a comment about it, of whichever run. */
  async isThere(): Promise<boolean> {
    return (await this.#current()) !== null;
  }

  /** The run goes on. A comment that a person has deleted is not made anew. */
  show(text: CommentText): Promise<Outcome> {
    return this.#write(text, 'update');
  }

  /**
   * The last word on the run: also where the comment was deleted. No forge changes a comment only if it still is what was
   * read, so this looks once more after what an older run was writing at the same time. @param signal aborted: it does not
   */
  async conclude(text: CommentText, signal: AbortSignal): Promise<Outcome> {
    const { now, sleep, run } = this.#options;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#write(text, 'last');
      const pause = this.#settledAt - now();
      if (outcome === 'passed over' || pause <= 0 || tries === mostTries) return outcome;
      await sleep(pause, signal);
      if (signal.aborted) return outcome;
      const there = await this.#current();
      if (there !== null && stateOf(there.body)?.run === run.run) return outcome;
    }
  }

  async #write(text: CommentText, when: 'update' | 'last'): Promise<Outcome> {
    const { comments, run, now } = this.#options;
    for (let tries = 0; tries < mostTries; tries++) {
      const isGone = this.#id === null && this.#hasMet;
      if (isGone && when === 'update') return 'passed over';
      const there = await this.#current();
      if (there === null) {
        if (this.#hasMet && when === 'update') return 'passed over';
        if (await this.#make(text)) return 'shown';
        continue;
      }
      const shows = stateOf(there.body);
      if (shows !== null && isNewer(shows, run)) return 'passed over';
      this.#shown = shows?.shown ?? this.#shown;
      const marker = isAboutAny(this.#marker) ? (markerIn(there.body) ?? this.#marker) : this.#marker;
      const written = await this.#send(text, marker, (body) => comments.update(there.id, body));
      if (shows?.run !== run.run) this.#settledAt = now() + settleMilliseconds;
      if (written !== null) return 'shown';
      this.#id = null;
    }
    return 'passed over';
  }

  /** Null: there is none. */
  async #current(): Promise<StoredComment | null> {
    const there = this.#id === null ? null : await this.#options.comments.read(this.#id);
    const found = there ?? (await this.#find());
    this.#id = found?.id ?? null;
    this.#hasMet ||= found !== null;
    return found;
  }

  /** Two runs at once may each have made one: the oldest holds, and whoever sees the others takes them away. */
  async #find(): Promise<StoredComment | null> {
    const { comments } = this.#options;
    const all = await comments.list();
    const ours = all.filter(({ isOurs, body }) => isOurs && isSameTopic(markerIn(body) ?? '', this.#marker));
    const [oldest = null, ...others] = ours.sort((one, other) => one.id - other.id);
    for (const { id, body } of others) {
      const marker = markerIn(body) ?? '';
      if (marker === this.#marker || isAboutAny(marker)) await comments.remove(id);
    }
    return oldest;
  }

  /** Whether it is the one that holds. */
  async #make(text: CommentText): Promise<boolean> {
    const { comments, now } = this.#options;
    const made = await this.#send(text, this.#marker, (body) => comments.create(body));
    this.#settledAt = now() + settleMilliseconds;
    const found = await this.#find();
    this.#id = found?.id ?? made.id;
    this.#hasMet = true;
    return this.#id === made.id;
  }

  async #send<T>(text: CommentText, marker: string, put: (body: string) => Promise<T>): Promise<T> {
    const { comments, run, commit, limitBytes, now } = this.#options;
    // Compared with when others have written: only the forge's own clock can say what was first.
    this.#shown = showing(this.#shown, commit, comments.time?.() ?? now());
    const hidden = { marker, state: { ...run, shown: this.#shown } };
    try {
      return await put(await bodyOf(text, hidden, limitBytes));
    } catch (error) {
      if (!isTooLong(error)) throw error;
      return put(await bodyOf(text, hidden, Math.floor(limitBytes / 2)));
    }
  }
}
