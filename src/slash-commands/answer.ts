/** The answer to one comment: reactions, and where there is something to say a single note, which later answers replace. */
import { messageOf } from '../errors.ts';
import type { ForgeComment } from '../forges/context.ts';
import type { ForgeApi, Reaction } from '../forges/forge.ts';
import { answerMark } from './our-text.ts';

export interface AnswerOptions {
  readonly api: ForgeApi;
  readonly comment: ForgeComment;
  /** What the job is for, where several answer. */
  readonly about: string;
  readonly warn: (sentence: string) => void;
}

export class Answer {
  readonly #options: AnswerOptions;
  readonly #mark: string;
  /** Of our note; null: it was not looked for yet, or is gone. */
  #id: number | null = null;
  #hasWarned = false;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#mark = answerMark(options.comment, options.about);
  }

  react(reaction: Reaction): Promise<void> {
    return this.#try(() => this.#options.api.react(this.#options.comment, reaction));
  }

  say(markdown: string): Promise<void> {
    const body = `${this.#mark}\n\n${markdown}\n`;
    return this.#try(async () => {
      const comments = this.#options.api.comments(this.#options.comment.pull);
      this.#id ??= await this.#find();
      const updated = this.#id === null ? null : await comments.update(this.#id, body);
      this.#id = (updated ?? (await comments.create(body))).id;
    });
  }

  /** A job that is run again finds what it has said before. */
  async #find(): Promise<number | null> {
    const notes = await this.#options.api.comments(this.#options.comment.pull).list();
    return notes.find(({ isOurs, body }) => isOurs && body.startsWith(this.#mark))?.id ?? null;
  }

  /** Best effort: what was commanded is done all the same. */
  async #try(call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!this.#hasWarned) this.#options.warn(`the comment could not be answered: ${messageOf(error)}`);
      this.#hasWarned = true;
    }
  }
}
