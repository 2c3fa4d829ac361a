/** From the workflow and what one run was asked to do, to the plan. */
import { AutomlError } from '../errors.ts';
import { previewService, pullOf } from '../workflow/preview.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';
import type { DriverPod, ParamValue, Step, Workflow } from '../workflow/model.ts';
import { stepsByStage } from './graph.ts';
import { stepReferences } from './references.ts';
import type { Commit, Plan, PlanStep, ScheduledFire } from './plan.ts';

export interface PlanRequest {
  readonly file: string;
  readonly run: Plan['run'];
  readonly schedule: ScheduledFire | null;
  readonly commit: Commit;
  readonly environment: string | null;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Steps to run, with what they need; empty: all. */
  readonly only: readonly string[];
  /** Steps at the same time; overrides the file when set. */
  readonly parallel?: number;
  /** Steps at the same time when nobody says. */
  readonly processors: number;
  /** Overrides the file when set. */
  readonly failFast?: boolean;
  /** Overrides the file when set. */
  readonly driver?: DriverPod | null;
}

/** @throws AutomlError USAGE when `only` names a step that does not exist */
export function buildPlan(workflow: Workflow, request: PlanRequest): Plan {
  const steps: PlanStep[] = [];
  let previous: string | null = null;
  for (const stage of workflow.stages) {
    for (const step of stage.steps) steps.push(planStep(step, stage.name, 'step', previous, request));
    if (stage.steps.length > 0) previous = stage.name;
  }
  for (const step of workflow.finally) steps.push(planStep(step, 'finally', 'finally', null, request));
  const driver = request.driver === undefined ? workflow.driver : request.driver;
  return {
    workflow: workflow.name,
    file: request.file,
    run: request.run,
    schedule: request.schedule,
    commit: request.commit,
    environment: request.environment,
    params: request.params,
    steps: request.only.length === 0 ? steps : selectSteps(steps, request.only),
    parallel: request.parallel ?? workflow.parallel ?? request.processors,
    failFast: request.failFast ?? workflow.failFast,
    concurrency: workflow.concurrency,
    // Who has the run driven elsewhere wants it to outlive this process.
    onInterrupt: workflow.onInterrupt ?? (driver === null ? 'cancel' : 'detach'),
    driver,
    notify: workflow.notify,
    python: workflow.python,
    store: workflow.store,
  };
}

function planStep(
  step: Step,
  stage: string,
  role: PlanStep['role'],
  previousStage: string | null,
  request: PlanRequest,
): PlanStep {
  const { at, needs, ...rest } = step;
  const { service } = step;
  const { environment } = request;
  const deploysNowhere = service !== undefined && environment === null;
  const isPreview = service !== undefined && environment !== null && pullOf(environment) !== null;
  return {
    ...rest,
    ...(isPreview ? { service: previewService(service, environment) } : {}),
    stage,
    role,
    kind: service === undefined ? 'job' : 'service',
    line: at.line,
    after: needs === undefined ? previousStage : null,
    needs: [...new Set([...(needs ?? []), ...stepReferences(step)])],
    ...(deploysNowhere ? { skip: 'not a deploying ref' } : {}),
  };
}

/** `run --step X`: X and everything it needs; the rest is skipped, not removed, so that the report shows the whole. */
function selectSteps(steps: readonly PlanStep[], only: readonly string[]): PlanStep[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  for (const name of only) {
    if (byName.has(name)) continue;
    const known = [...byName.keys()];
    throw new AutomlError('USAGE', `the workflow has no step "${name}"${orWhatItHas(name, known, known)}`);
  }
  const stages = stepsByStage(steps);
  const selected = new Set<string>();
  const open = [...only];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (selected.has(name)) continue;
    selected.add(name);
    const step = byName.get(name);
    if (step === undefined) continue;
    open.push(...step.needs, ...(step.after === null ? [] : (stages.get(step.after) ?? [])));
  }
  return steps.map((step) => {
    if (selected.has(step.name) || step.role === 'finally') return step;
    return { ...step, skip: 'not selected' };
  });
}
