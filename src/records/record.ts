/** From the state of a run, at any time after its start, to its record. */
import { howItEnded } from '../engine/block.ts';
import {
  isFailure,
  type AttemptView,
  type ChildView,
  type RunStateView,
  type StepView,
  type TaskView,
} from '../engine/view.ts';
import type { Plan, Task } from '../plan/plan.ts';
import type { ChildRecord, RunRecord, StepRecord } from './schema.ts';

/** What the record says about the run and the plan does not know. */
export interface RecordAbout {
  readonly backend: RunRecord['backend'];
  readonly version: string;
  readonly host: string;
  /** Where the log of an attempt is, relative to the record. */
  readonly log?: (task: Task, attempt: number) => string | null;
}

type TaskRecord = Omit<ChildRecord, 'iteration' | 'item' | 'params'>;

export function toRecord(plan: Plan, state: RunStateView, about: RecordAbout): RunRecord {
  if (state.startedAt === null) throw new Error('a run that has not started has no record');
  const { head, merge, ref, dirty, tree, url } = plan.commit;
  return {
    schema: 'automl.run/1',
    id: plan.run.id,
    workflow: plan.workflow,
    file: plan.file,
    environment: plan.environment,
    event: plan.run.event,
    schedule: plan.schedule === null ? null : { name: plan.schedule.name, at: plan.schedule.at },
    url: plan.run.url ?? null,
    pull: plan.run.pull ?? null,
    base: plan.run.base ?? null,
    backend: about.backend,
    version: about.version,
    host: about.host,
    commit: { head, merge, ref, dirty, tree, ...(url === undefined ? {} : { url }) },
    params: { ...plan.params },
    state: state.state,
    reason: runReason(state),
    started_at: time(state.startedAt),
    ended_at: timeOrNull(state.endedAt),
    steps: state.steps.map((view) => stepRecord(view, about)),
    notifications: [],
  };
}

/** The first failure in plan order, not in time: the same for every run that fails in the same way. */
function runReason(state: RunStateView): string | null {
  if (state.reason !== null) return state.reason;
  if (state.cancelReason !== null) return `cancelled: ${state.cancelReason}`;
  const failed = state.steps.filter((step) => isFailure(step.state));
  // With fail_fast, what was stopped is not what failed.
  const first = failed.find((step) => step.state !== 'cancelled') ?? failed[0];
  return first === undefined ? null : `${first.step.name}: ${first.reason ?? howItEnded(first.state)}`;
}

function stepRecord(view: StepView, about: RecordAbout): StepRecord {
  const { name, stage, kind, line, after, needs, sweep } = view.step;
  return {
    name,
    stage,
    kind,
    line,
    after,
    needs: [...needs],
    children: view.children?.map((child) => childRecord(child, about)) ?? null,
    select: sweep?.select === undefined ? null : { ...sweep.select },
    best: view.best,
    ...taskRecord(view, about),
  };
}

function childRecord(view: ChildView, about: RecordAbout): ChildRecord {
  const { iteration, item } = view;
  return {
    iteration,
    ...(item.item === undefined ? {} : { item: item.item as NonNullable<ChildRecord['item']> }),
    params: { ...item.params },
    ...taskRecord(view, about),
  };
}

function taskRecord(view: TaskView, about: RecordAbout): TaskRecord {
  const last = view.attempts.at(-1);
  const result = last?.result ?? null;
  return {
    state: view.state,
    reason: view.reason,
    exit_code: result?.exit_code ?? null,
    metrics: { ...view.metrics },
    outputs: { ...view.outputs } as TaskRecord['outputs'],
    artifacts: { ...view.artifacts },
    labels: result?.labels ?? {},
    gates: view.gates.map((gate) => ({ ...gate })),
    place: result?.place ?? null,
    summary: result?.summary ?? null,
    service: result?.service ?? null,
    warnings: result?.warnings ?? [],
    attempts: view.attempts.filter(hasBegun).map(({ attempt, startedAt, endedAt, result: own }) => ({
      attempt,
      state: own?.state ?? (view.endedAt === null ? 'running' : view.state),
      reason: own === null ? null : own.reason,
      exit_code: own?.exit_code ?? null,
      ...(own?.lost === true ? { lost: true as const } : {}),
      started_at: time(startedAt),
      ended_at: timeOrNull(endedAt),
      install_seconds: own?.install_seconds ?? 0,
      code_seconds: own?.code_seconds ?? 0,
    })),
    queued_at: timeOrNull(view.queuedAt),
    started_at: timeOrNull(view.startedAt),
    ended_at: timeOrNull(view.endedAt),
    log: last === undefined ? null : (about.log?.(view.task, last.attempt) ?? null),
  };
}

/** One that waits for its turn is none yet. */
function hasBegun(attempt: AttemptView): attempt is AttemptView & { readonly startedAt: number } {
  return attempt.startedAt !== null;
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function timeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : time(milliseconds);
}
