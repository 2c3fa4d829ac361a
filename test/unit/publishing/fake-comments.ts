/** The comments below a pull request as a forge keeps them, and a clock that tests move. */
import type { Comments, StoredComment } from '../../../src/forges/forge.ts';
import type { Sleep } from '../../../src/http/backoff.ts';

export interface FakeComment extends StoredComment {
  body: string;
}

export class FakeComments implements Comments {
  readonly all: FakeComment[] = [];
  /** Names of the calls, in order. */
  readonly calls: string[] = [];
  /** Thrown instead of an answer. */
  failure: Error | null = null;
  #lastId = 0;

  /** One of a person's. */
  add(body: string, isOurs = false): FakeComment {
    const comment = { id: ++this.#lastId, body, isOurs, url: null };
    this.all.push(comment);
    return comment;
  }

  get ours(): readonly FakeComment[] {
    return this.all.filter(({ isOurs }) => isOurs);
  }

  list(): Promise<readonly StoredComment[]> {
    return this.#answer('list', () => this.all.map((each) => ({ ...each })));
  }

  read(id: number): Promise<StoredComment | null> {
    return this.#answer('read', () => this.#copy(id));
  }

  create(body: string): Promise<StoredComment> {
    return this.#answer('create', () => ({ ...this.add(body, true) }));
  }

  update(id: number, body: string): Promise<StoredComment | null> {
    return this.#answer('update', () => {
      const comment = this.all.find((each) => each.id === id);
      if (comment !== undefined) comment.body = body;
      return this.#copy(id);
    });
  }

  remove(id: number): Promise<void> {
    return this.#answer('remove', () => {
      const index = this.all.findIndex((each) => each.id === id);
      if (index >= 0) this.all.splice(index, 1);
    });
  }

  #copy(id: number): StoredComment | null {
    const comment = this.all.find((each) => each.id === id);
    return comment === undefined ? null : { ...comment };
  }

  #answer<T>(name: string, answer: () => T): Promise<T> {
    this.calls.push(name);
    return this.failure === null ? Promise.resolve(answer()) : Promise.reject(this.failure);
  }
}

/** Time that passes only when everybody waits for it. */
export class VirtualTime {
  #now = 0;
  readonly #waiting: { readonly at: number; readonly wake: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly sleep: Sleep = (milliseconds, signal) =>
    new Promise((resolve) => {
      const entry = { at: this.#now + milliseconds, wake: resolve };
      this.#waiting.push(entry);
      signal?.addEventListener('abort', () => {
        this.#drop(entry);
        resolve();
      });
      if (signal?.aborted === true) {
        this.#drop(entry);
        resolve();
      }
    });

  /** Until nobody waits any more, or that much has passed. */
  async run(milliseconds = Number.POSITIVE_INFINITY): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      // What can be done without waiting is done first.
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      const next = this.#waiting.sort((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.#drop(next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    if (Number.isFinite(end)) this.#now = end;
  }

  #drop(entry: { readonly at: number; readonly wake: () => void }): void {
    const index = this.#waiting.indexOf(entry);
    if (index >= 0) this.#waiting.splice(index, 1);
  }
}

/** As a forge far away: an answer comes later, and what it answers to happened at some time in between. */
export function slow(comments: Comments, time: VirtualTime, next: () => number): Comments {
  const far = async <T>(call: () => Promise<T>): Promise<T> => {
    await time.sleep(next());
    const answer = await call();
    await time.sleep(next());
    return answer;
  };
  return {
    list: () => far(() => comments.list()),
    read: (id) => far(() => comments.read(id)),
    create: (body) => far(() => comments.create(body)),
    update: (id, body) => far(() => comments.update(id, body)),
    remove: (id) => far(() => comments.remove(id)),
  };
}
