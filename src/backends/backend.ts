/** The seam between the engine's decisions and where steps really run. */
import type { Plan, PlanStep, Task } from '../plan/plan.ts';
import type { Code, Json, ParamValue } from '../workflow/model.ts';
import type { StepResult } from './result.ts';

/** A task with everything rendered: no expressions left. */
export interface TaskOrder {
  readonly task: Task;
  readonly attempt: number;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly item?: Json;
  /** rendered args, argv, script */
  readonly code: Code;
  readonly env: Readonly<Record<string, string>>;
  /** Which task's artifact each input is: several for an input from a fanned-out step. */
  readonly inputs: Readonly<Record<string, readonly InputSource[]>>;
  /** Of the orders that come with it, for one step, so many may run at the same time: the others wait in the backend. */
  readonly parallel?: number;
}

export interface InputSource {
  readonly task: Task;
  readonly output: string;
  readonly sha256: string;
  /** Name below the input's folder, for one of the children of a fanned-out step; absent: this *is* the input. */
  readonly folder?: string;
}

export type BackendEvent =
  | { readonly type: 'phase'; readonly task: Task; readonly attempt: number; readonly message: string }
  | { readonly type: 'log'; readonly task: Task; readonly attempt: number; readonly line: string }
  /** Its turn has come: only of orders that say how many run at the same time. */
  | { readonly type: 'began'; readonly task: Task; readonly attempt: number }
  | { readonly type: 'ended'; readonly task: Task; readonly attempt: number; readonly result: StepResult };

export interface Backend {
  readonly name: 'local' | 'kubernetes';
  /** Whether so many children of a step can be ordered at once, with how many of them run at the same time. */
  queues(step: PlanStep, children: number): boolean;
  /** Starts it; what happens comes by the listener given at creation. */
  start(order: TaskOrder): void;
  /** As `start`, for an attempt that another driver ordered: what is not there any more is not begun, and was cancelled. */
  find(order: TaskOrder): void;
  /** Asks the task to stop; its `ended` follows. Unknown or ended tasks are ignored. */
  cancel(task: Task): void;
  /** Stops whatever is left (services, children of a cancelled run) and waits for it. */
  close(): Promise<void>;
  /** Lets go: what can go on without this program does. */
  leave(): Promise<void>;
}

/** What a backend needs to know of the run as a whole. */
export type BackendPlan = Pick<Plan, 'run' | 'workflow' | 'commit' | 'steps' | 'python' | 'store'>;
