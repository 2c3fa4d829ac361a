/** The state of a run while it is driven: takes one event at a time and keeps at hand what `decide` asks for. */
import type { StepResult } from '../backends/result.ts';
import type { Item, Plan, PlanStep, Task } from '../plan/plan.ts';
import {
  amendAttempt,
  awaitRetry,
  beginAttempt,
  endAttempt,
  hasTasksToStart,
  settleEntry,
  startAttempt,
  takeBackAttempt,
  takeWaiting,
} from './attempts.ts';
import { judgeBarriers, openBarriers } from './barriers.ts';
import { blockOf, howItEnded } from './block.ts';
import { Brake } from './brake.ts';
import { type StepEntry, type TaskEntry, childEntries, stepEntries, taskIn } from './entries.ts';
import type { RunState, SkipCause, StepState } from './events.ts';
import { conclude, judgesChildren } from './fan-out.ts';
import { judge } from './gates.ts';
import { stopLeftovers } from './leftovers.ts';
import { Running } from './running.ts';
import { StartQueue } from './start-queue.ts';
import { Tally } from './tally.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { isFailure, isFinal, type RunStateView } from './view.ts';

/** Every method takes one kind of event. What comes twice, late, or for an older attempt changes nothing. */
export class Progress implements RunStateView {
  readonly plan: Plan;
  readonly steps: readonly StepEntry[];
  state: RunState = 'pending';
  reason: string | null = null;
  startedAt: number | null = null;
  endedAt: number | null = null;
  /** Started and not ended; a service that is ready has ended in this sense. */
  readonly running = new Running();
  /** Steps with something to start, now or after a back-off. */
  readonly startable = new StartQueue();
  /** Steps whose needs have ended and that will not start as they are. */
  readonly decided = new Map<StepEntry, Exclude<Verdict, { type: 'start' }>>();
  readonly brake = new Brake();
  readonly tally: Tally;
  readonly #byName: ReadonlyMap<string, StepEntry>;

  constructor(plan: Plan) {
    this.plan = plan;
    this.steps = stepEntries(plan);
    this.#byName = new Map(this.steps.map((entry) => [entry.step.name, entry]));
    this.tally = new Tally(plan);
    for (const entry of this.steps) {
      if (this.tally.unfinished.step === 0) entry.unmet -= 1;
      if (entry.unmet === 0) this.#triage(entry);
    }
  }

  step(name: string): StepEntry | undefined {
    return this.#byName.get(name);
  }

  get cancelReason(): string | null {
    return this.brake.cancelReason;
  }

  get outcome(): RunStateView['outcome'] {
    if (this.brake.cancels > 0) return 'cancelled';
    return this.tally.failed.step > 0 ? 'failed' : 'succeeded';
  }

  runStarted(at: number): void {
    if (this.startedAt !== null) return;
    this.startedAt = at;
    this.state = 'running';
    for (const entry of this.steps) if (entry.unmet === 0) entry.queuedAt ??= at;
  }

  started(task: Task, attempt: number, parallel: number | null, at: number): void {
    const entry = taskIn(this.step(task.step), task);
    if (entry === undefined || isFinal(entry.state) || this.running.has(entry)) return;
    if (attempt !== entry.attempts.length + 1) return;
    this.tally.leavePending(entry.owner);
    startAttempt(entry, attempt, parallel, at);
    this.running.add(entry);
    if (!hasTasksToStart(entry.owner)) this.startable.delete(entry.owner);
  }

  began(task: Task, attempt: number, at: number): void {
    const entry = taskIn(this.step(task.step), task);
    if (entry?.attempts.at(-1)?.attempt === attempt && this.running.has(entry)) beginAttempt(entry, at);
  }

  ended(task: Task, attempt: number, result: StepResult, at: number): void {
    const entry = taskIn(this.step(task.step), task);
    if (entry?.attempts.at(-1)?.attempt !== attempt) return;
    if (this.running.delete(entry)) this.#attemptEnded(entry, result, at);
    else if (entry === entry.owner) this.#serviceEnded(entry.owner, result, at);
  }

  skipped(name: string, reason: string, cause: SkipCause, at: number): void {
    const entry = this.step(name);
    if (entry?.state !== 'pending') return;
    entry.cause = cause;
    if (cause === 'failure') entry.root = blockOf(entry)?.root ?? this.brake.culprit;
    this.#settle(entry, 'skipped', reason, at);
  }

  expanded(name: string, items: readonly Item[], at: number): void {
    const entry = this.step(name);
    if (entry?.state !== 'pending' || this.brake.on(entry.step.role) !== null) return;
    this.tally.leavePending(entry);
    this.decided.delete(entry);
    entry.state = 'running';
    entry.children = childEntries(entry, items, at);
    entry.unsettledChildren = items.length;
    if (items.length === 0) this.#concludeChildren(entry, at);
    else this.startable.add(entry);
  }

  rejected(name: string, reason: string, at: number): void {
    const entry = this.step(name);
    if (entry?.state === 'pending') this.#settle(entry, 'failed', reason, at);
  }

  cancelRequested(reason: string, at: number): void {
    this.brake.cancel(reason);
    this.#halt(this.brake.cancels === 1 ? 'step' : 'finally', at);
  }

  runEnded(state: RunState, reason: string | null, at: number): void {
    this.state = state;
    this.reason = reason;
    this.endedAt = at;
    this.running.clear();
    stopLeftovers(this.steps, reason ?? 'the run ended', at);
  }

  #attemptEnded(entry: TaskEntry, result: StepResult, at: number): void {
    const { owner } = entry;
    const { step } = owner;
    const halt = this.brake.on(step.role);
    if (halt !== null && result.state === 'cancelled' && takeBackAttempt(entry)) {
      this.#giveUp(entry, at);
      return;
    }
    endAttempt(entry, result, at);
    switch (result.state) {
      case 'succeeded': {
        const { gates, reason } = judge(entry === owner || judgesChildren(step) ? step.gates : [], result.metrics);
        entry.gates = gates;
        this.#settle(entry, reason === null ? 'succeeded' : 'failed', reason, at);
        return;
      }
      case 'failed':
      case 'timed-out':
        if (halt === null && awaitRetry(entry, at)) this.startable.add(owner);
        else this.#giveUp(entry, at);
        return;
      case 'cancelled':
        this.#settle(entry, 'cancelled', halt?.reason ?? result.reason ?? 'cancelled', at);
    }
  }

  /** There is no further attempt: the last one counts, and without one it was skipped. */
  #giveUp(entry: TaskEntry, at: number): void {
    const last = entry.attempts.at(-1)?.result ?? null;
    if (last === null) this.#settle(entry, 'skipped', this.brake.on(entry.owner.step.role)?.reason ?? null, at);
    else this.#settle(entry, last.state, last.reason ?? howItEnded(last.state), at);
  }

  #settle(entry: TaskEntry, state: StepState, reason: string | null, at: number): void {
    const { owner } = entry;
    if (entry === owner) this.tally.leavePending(owner);
    settleEntry(entry, state, reason, at);
    if (entry === owner) {
      this.#stepSettled(owner, at);
      return;
    }
    owner.unsettledChildren -= 1;
    if (isFailure(state)) this.#trip(owner, state, at);
    if (owner.unsettledChildren === 0) this.#concludeChildren(owner, at);
  }

  #concludeChildren(entry: StepEntry, at: number): void {
    if (isFinal(entry.state)) return;
    const { state, reason, ...rest } = conclude(entry.step, entry.children ?? []);
    Object.assign(entry, rest);
    this.#settle(entry, state, reason, at);
  }

  #stepSettled(entry: StepEntry, at: number): void {
    const { role } = entry.step;
    this.startable.delete(entry);
    this.decided.delete(entry);
    this.tally.unfinished[role] -= 1;
    if (isFailure(entry.state)) this.tally.failed[role] += 1;
    for (const waiter of openBarriers(entry)) this.#met(waiter, at);
    if (role === 'step' && this.tally.unfinished.step === 0) {
      for (const last of this.steps) if (last.step.role === 'finally') this.#met(last, at);
    }
    // Last, as it settles other steps in turn.
    if (isFailure(entry.state)) this.#trip(entry, entry.state, at);
  }

  #met(entry: StepEntry, at: number): void {
    entry.unmet -= 1;
    if (entry.unmet > 0 || entry.state !== 'pending') return;
    entry.queuedAt = at;
    this.#triage(entry);
  }

  #triage(entry: StepEntry): void {
    if (entry.state !== 'pending' || this.brake.on(entry.step.role) !== null) return;
    const verdict = verdictOf(this.plan, this, entry.step, blockOf(entry));
    if (verdict.type === 'start') {
      this.startable.add(entry);
    } else {
      this.startable.delete(entry);
      this.decided.set(entry, verdict);
    }
  }

  #trip(entry: StepEntry, state: StepState, at: number): void {
    if (!this.plan.failFast || entry.step.role === 'finally' || this.brake.on('step') !== null) return;
    this.brake.trip(entry, state);
    this.#halt('step', at);
  }

  /** Nothing of that role starts any more. Steps that never started are left to `decide`, which skips them. */
  #halt(role: PlanStep['role'], at: number): void {
    for (const entry of this.steps) {
      if (entry.step.role !== role) continue;
      this.startable.delete(entry);
      this.decided.delete(entry);
      for (const waiting of takeWaiting(entry)) this.#giveUp(waiting, at);
    }
  }

  /** After it was ready, so it has died. Its dependants that have started go on; the others are judged anew. */
  #serviceEnded(entry: StepEntry, result: StepResult, at: number): void {
    if (entry.step.kind !== 'service' || entry.state !== 'succeeded') return;
    if (result.state !== 'failed' && result.state !== 'timed-out') return;
    amendAttempt(entry, result, at);
    this.tally.failed[entry.step.role] += 1;
    judgeBarriers(entry);
    this.#trip(entry, 'failed', at);
    for (const waiting of this.steps) if (waiting.unmet === 0) this.#triage(waiting);
  }
}
