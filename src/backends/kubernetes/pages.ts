/** The journal of a run in the cluster: append-only pages, each a ConfigMap, so that any machine can go on with the run. */
import { isDeepStrictEqual } from 'node:util';
import type { Journal } from '../../engine/drive.ts';
import type { RunEvent } from '../../engine/events.ts';
import { messageOf } from '../../errors.ts';
import { taskKey } from '../../plan/plan.ts';
import { ApiError, type KubeApi } from './client/api.ts';
import { systemSleep } from '../../http/backoff.ts';
import { fitsPage, pageObject } from './objects/anchor.ts';
import { LeaseLost } from './driving/tenure.ts';
import type { RunFacts } from './objects/run-facts.ts';
import type { Ordered } from './open-logs.ts';

/** Milliseconds that events are collected for one page. */
const interval = 1000;
/** The same for ends that the pods of a wide sweep go on to tell: a page a second would be a call a child where they are slow. */
const patientInterval = 10_000;
/** Events that wait no longer. */
const many = 50;

/** Milliseconds: longer than it takes to make room in a quota. */
const patience = 120_000;
/** Milliseconds in which an end that was told comes to be appended. */
const lastEnds = 5000;

export interface PagesOptions {
  readonly api: KubeApi;
  readonly facts: RunFacts;
  /** Of the Lease under which we write. */
  readonly epoch: number;
  /** Pages that are there already. */
  readonly pages: number;
  /** Names of the steps that are services. */
  readonly services: ReadonlySet<string>;
  /** Also told everything, first: the journal of this machine. */
  readonly journal: Journal;
  readonly warn: (sentence: string) => void;
}

export class Pages implements Journal {
  readonly #options: PagesOptions;
  #waiting: RunEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** By `performance.now()`: when the timer fires. */
  #due = 0;
  #last: Promise<void> = Promise.resolve();
  #count: number;
  /** Events that wait no more. */
  #written = 0;
  #warned = false;
  #left = false;
  /** Attempts whose end was appended. */
  readonly #ended = new Set<string>();
  /** Attempts of which it was told that they began, as it is of those alone that were handed over. */
  readonly #handedOver = new Set<string>();

  constructor(options: PagesOptions) {
    this.#options = options;
    this.#count = options.pages;
  }

  /**
   * A start needs no page before it happens: its Job has a name of its own, and is found by it. A list that a step made
   * can't be found again, and a service that is being replaced is no Job: that is stored before anybody acts on it.
   */
  async append(event: RunEvent): Promise<void> {
    this.#waiting.push(event);
    if (event.type === 'ended') this.#ended.add(attemptKey(event));
    // A container that runs is there for whoever comes next: it is no reason for a page.
    if (event.type === 'began') this.#handedOver.add(attemptKey(event));
    else this.#flushWithin(this.#isPatient(event) ? patientInterval : interval);
    const local = this.#options.journal.append(event);
    await (this.#isUrgent(event) ? Promise.all([local, this.stored()]) : local);
  }

  /**
   * Settles when all that was appended before is stored, with the ends of these attempts: what it is about may be taken
   * away then. @throws LeaseLost @throws Error when it can't be stored for minutes
   */
  async stored(ended: readonly Ordered[] = []): Promise<void> {
    const since = performance.now();
    const isMissing = (attempt: Ordered): boolean => !this.#ended.has(attemptKey(attempt));
    // An end that was told is appended next, unless the driver gives up.
    while (ended.some(isMissing) && performance.now() - since < lastEnds) await systemSleep(20);
    if (ended.some(isMissing)) throw new Error('the driver has given up before it has seen their end');
    const last = this.#written + this.#waiting.length;
    await this.#flush();
    while (this.#written < last && !this.#left) {
      if (performance.now() - since > patience) throw new Error('the cluster does not store the journal of the run');
      await systemSleep(interval);
      await this.#flush();
    }
    if (this.#written < last) throw new LeaseLost();
  }

  /** Settles when all that was appended is stored, or could not be, which was told. */
  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      this.leave();
    }
  }

  /** Writes nothing any more. */
  leave(): void {
    this.#left = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #isUrgent(event: RunEvent): boolean {
    return event.type === 'expanded' || (event.type === 'started' && this.#options.services.has(event.task.step));
  }

  #isPatient(event: RunEvent): boolean {
    return event.type === 'ended' && this.#handedOver.delete(attemptKey(event)) && this.#waiting.length < many;
  }

  #flushWithin(milliseconds: number): void {
    if (this.#left) return;
    const due = performance.now() + milliseconds;
    if (this.#timer !== null) {
      if (this.#due <= due) return;
      clearTimeout(this.#timer);
    }
    this.#due = due;
    this.#timer = setTimeout(() => {
      // Who waits for it is told by `stored`; what it can't store is told as a warning.
      this.#flush().catch(() => undefined);
    }, milliseconds);
  }

  #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = this.#last.catch(() => undefined).then(() => this.#write());
    return this.#last;
  }

  /** What waits now: what is appended while a page is on its way has a second of its own. */
  async #write(): Promise<void> {
    const last = this.#written + this.#waiting.length;
    while (this.#written < last && !this.#left) {
      const events = pageful(this.#waiting.slice(0, last - this.#written));
      try {
        await this.#store(events);
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (!this.#warned) this.#options.warn(`the cluster does not store the run's journal: ${messageOf(error)}`);
        this.#warned = true;
        // It stays: the run goes on, its record is on this machine, and the next page has these events too.
        if (error instanceof ApiError) {
          this.#flushWithin(interval);
          return;
        }
        // One that no page can hold must not keep back all that come after it.
      }
      this.#waiting = this.#waiting.slice(events.length);
      this.#written += events.length;
    }
  }

  /** As the next page that nobody else has written. */
  async #store(events: readonly RunEvent[]): Promise<void> {
    const { api, facts, epoch } = this.#options;
    for (;;) {
      const page = pageObject(facts, this.#count + 1, epoch, events);
      const { object, created } = await api.create('ConfigMap', page);
      this.#count += 1;
      // There already: ours, when the answer to a first try was lost, or another driver's.
      const isOurs = isDeepStrictEqual(object.binaryData, page.binaryData);
      if (created || isOurs) return;
    }
  }
}

function attemptKey({ task, attempt }: Ordered): string {
  return `${taskKey(task)}/${attempt}`;
}

/** The first events, as many as one page holds; one that is too large for a page is alone. */
function pageful(events: readonly RunEvent[]): readonly RunEvent[] {
  let some = events;
  while (some.length > 1 && !fitsPage(some)) some = some.slice(0, Math.ceil(some.length / 2));
  return some;
}
