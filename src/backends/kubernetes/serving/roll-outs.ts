/** The services of a run that are being deployed. */
import { taskKey, type Task } from '../../../plan/plan.ts';
import type { TaskOrder } from '../../backend.ts';
import type { StepResult } from '../../result.ts';
import type { ServiceStep } from '../objects/service.ts';
import type { OpenWork } from '../open-work.ts';
import { RollOut, type RollOutOptions } from './roll-out.ts';

export interface RollOutsOptions extends Omit<RollOutOptions, 'step' | 'order' | 'say'> {
  readonly work: OpenWork;
  readonly say: (order: TaskOrder, message: string) => void;
  readonly ended: (order: TaskOrder, result: StepResult) => void;
}

export class RollOuts {
  readonly #options: RollOutsOptions;
  readonly #open = new Map<string, RollOut>();

  constructor(options: RollOutsOptions) {
    this.#options = options;
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }

  begin(step: ServiceStep, order: TaskOrder): void {
    const { work, say, ended, ...options } = this.#options;
    const key = taskKey(order.task);
    const rollOut = new RollOut({
      ...options,
      step,
      order,
      say: (message) => {
        say(order, message);
      },
    });
    this.#open.set(key, rollOut);
    const whole = rollOut.result.then((result) => {
      this.#open.delete(key);
      ended(order, result);
    });
    work.add(whole);
  }

  /** A service that is up stays up. */
  cancel(task: Task): void {
    this.#open.get(taskKey(task))?.cancel();
  }

  cancelAll(): void {
    for (const rollOut of this.#open.values()) rollOut.cancel();
  }

  /** Another driver goes on with them. */
  leave(): void {
    for (const rollOut of this.#open.values()) rollOut.leave();
  }

  /** Is there a reason to stop waiting? */
  look(): void {
    for (const rollOut of this.#open.values()) rollOut.look();
  }
}
