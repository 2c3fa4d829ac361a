/** Where news from the backend and from people wait until the driver takes them, in their order. */
import type { BackendEvent } from '../backends/backend.ts';
import type { Clock } from './clock.ts';

export type Message =
  Extract<BackendEvent, { type: 'began' | 'ended' }> | { readonly type: 'cancel'; readonly reason: string };

export class Inbox {
  #messages: Message[] = [];
  #nudged = false;
  #leaving = false;
  #wake: () => void = () => undefined;

  /** Logs and phases are for people, who get them from the backend directly: only what began and ended is kept. */
  push(event: BackendEvent): void {
    if (event.type !== 'began' && event.type !== 'ended') return;
    this.#messages.push(event);
    this.#wake();
  }

  /** Once: stop gracefully, `finally` steps run. Twice: stop all. */
  cancel(reason: string): void {
    this.#messages.push({ type: 'cancel', reason });
    this.#wake();
  }

  /** The run goes on without this driver, which does and says nothing any more. */
  leave(): void {
    this.#leaving = true;
    this.#wake();
  }

  get isLeaving(): boolean {
    return this.#leaving;
  }

  /** Ends a wait though there is no message. */
  nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  take(): readonly Message[] {
    const taken = this.#messages;
    this.#messages = [];
    this.#nudged = false;
    return taken;
  }

  /** Until there is something to take, or that time has come; its timer does not outlive it. For one waiter. */
  async wait(clock: Clock, until: number | null): Promise<void> {
    if (this.#messages.length > 0 || this.#nudged || this.#leaving) return;
    await new Promise<void>((resolve) => {
      const clear =
        until === null
          ? undefined
          : clock.at(until, () => {
              this.#wake();
            });
      this.#wake = () => {
        this.#wake = () => undefined;
        clear?.();
        resolve();
      };
    });
  }
}
