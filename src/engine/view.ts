/** What is known of a run at one moment: what the list of its events adds up to. Times are milliseconds since the epoch. */
import type { Artifact, MetricValue, StepResult } from '../backends/result.ts';
import type { Item, PlanStep, Task } from '../plan/plan.ts';
import type { Json } from '../workflow/model.ts';
import type { RunState, SkipCause, StepState } from './events.ts';
import type { GateResult } from './gates.ts';

export interface AttemptView {
  /** From 1. */
  readonly attempt: number;
  /** When its code's turn came; null while it waits for that. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** How many of those it was handed over with run at the same time; null: it did not have to wait. */
  readonly parallel: number | null;
  /** Null while it runs. */
  readonly result: StepResult | null;
}

export interface TaskView {
  readonly task: Task;
  /** `running` from the first start to the end, the waits between attempts included. */
  readonly state: StepState;
  readonly reason: string | null;
  readonly attempts: readonly AttemptView[];
  /** When the next attempt may start; null when none is due. */
  readonly retryAt: number | null;
  readonly gates: readonly GateResult[];
  readonly metrics: Readonly<Record<string, MetricValue>>;
  readonly outputs: Readonly<Record<string, Json>>;
  readonly artifacts: Readonly<Record<string, Artifact>>;
  /** When everything it waits for had ended. */
  readonly queuedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface ChildView extends TaskView {
  readonly iteration: number;
  readonly item: Item;
}

/** Of a fanned-out step, metrics, outputs and artifacts are those of the best child, or lists over all children. */
export interface StepView extends TaskView {
  readonly step: PlanStep;
  /** Null: not fanned out, or not yet. */
  readonly children: readonly ChildView[] | null;
  /** Number of the child that a sweep selected. */
  readonly best: number | null;
  /** Set when it was skipped. */
  readonly cause: SkipCause | null;
}

export interface RunStateView {
  readonly state: RunState;
  /** Why the run ended, where no step can tell. */
  readonly reason: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** How the steps outside `finally` came out so far. */
  readonly outcome: 'succeeded' | 'failed' | 'cancelled';
  /** Who or what asked for the cancel; null when nobody did. */
  readonly cancelReason: string | null;
  /** In plan order. */
  readonly steps: readonly StepView[];
  step(name: string): StepView | undefined;
}

export function isFinal(state: StepState): boolean {
  return state !== 'pending' && state !== 'running';
}

/** Ended, and not as it should. A skipped step has not failed: its cause says what that means for others. */
export function isFailure(state: StepState): boolean {
  return state === 'failed' || state === 'timed-out' || state === 'cancelled';
}
