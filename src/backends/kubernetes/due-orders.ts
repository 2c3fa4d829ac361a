/** Orders of one moment: children that start together become one Indexed Job, so they are collected until all is said. */
import { taskKey } from '../../plan/plan.ts';
import type { TaskOrder } from '../backend.ts';
import { grouped } from './grouped.ts';

/** Of one step and attempt. */
export type Batch = readonly [TaskOrder, ...(readonly TaskOrder[])];

export class DueOrders {
  readonly #begin: (batches: readonly Batch[]) => void;
  /** `train#2/1`: what was ever ordered. */
  readonly #known = new Set<string>();
  #due: TaskOrder[] = [];

  constructor(begin: (batches: readonly Batch[]) => void) {
    this.#begin = begin;
  }

  /** False: it was ordered before. */
  isNew({ task, attempt }: TaskOrder): boolean {
    const key = `${taskKey(task)}/${attempt}`;
    if (this.#known.has(key)) return false;
    this.#known.add(key);
    return true;
  }

  add(order: TaskOrder): void {
    this.#due.push(order);
    if (this.#due.length > 1) return;
    setImmediate(() => {
      const due = this.#due;
      this.#due = [];
      const batches = [...grouped(due, (each) => `${each.task.step}/${each.attempt}`).values()].flatMap(asBatch);
      if (batches.length > 0) this.#begin(batches);
    });
  }

  /** What has not begun, and will not. */
  drop(isMeant: (order: TaskOrder) => boolean): readonly TaskOrder[] {
    const dropped = this.#due.filter(isMeant);
    this.#due = this.#due.filter((order) => !isMeant(order));
    return dropped;
  }
}

function asBatch([first, ...others]: readonly TaskOrder[]): readonly Batch[] {
  return first === undefined ? [] : [[first, ...others]];
}
