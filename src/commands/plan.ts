/** `automl plan`: what a run would do, without doing it. */
import { exitCode, type ExitCode } from '../errors.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { clusterPlanText } from '../report/cluster-plan.ts';
import { commitText } from '../report/headline.ts';
import { renderValue, type ViewFormat } from '../report/listing.ts';
import { scheduleLines } from '../report/schedules.ts';
import { oneLine } from '../report/plain-text.ts';
import { renderText } from '../report/text-table.ts';
import { foresee, type ForeseenSchedule } from '../schedule/foreseen.ts';
import { clusterOf, type ClusterRequest } from './choose-setup.ts';
import type { CheckRequest } from './cluster-check.ts';
import type { ClusterForecast } from './plan-cluster.ts';
import { loadTarget, preparePlan, type PlanTarget } from './prepare.ts';
import { slowRuns } from './slow-runs.ts';
import type { World } from './world.ts';

export interface PlanCommandRequest extends PlanTarget, ClusterRequest, CheckRequest {
  readonly output: ViewFormat;
  /** Tell by the exit code whether something would change. */
  readonly exitCode?: boolean;
  /** Is given the plan and what was printed of it. */
  readonly onPlanned?: (planned: Plan, text: string) => Promise<void>;
}

/** Where the run would go to a cluster, that is asked too; nothing in it is changed. */
export async function plan(request: PlanCommandRequest, world: World): Promise<ExitCode> {
  const target = loadTarget(request, world);
  const cluster = await clusterOf(request, world);
  try {
    const inCluster = cluster === null ? null : await import('./plan-cluster.ts');
    const cpus = inCluster?.stepsAtOnce ?? world.cpus;
    const { plan: planned, source, warnings: known } = await preparePlan(target, request, { ...world, cpus });
    if (target.warnings !== '') world.err.write(target.warnings);
    const warnings = [...known, ...(await slowRuns(target, world))];
    for (const warning of warnings) world.err.write(`warning: ${warning}\n`);
    const found =
      cluster === null || inCluster === null
        ? null
        : await inCluster.forecast(planned, source, { ...request, workflow: target.workflow }, cluster.api, world);
    const schedules = foresee(target.workflow.schedules, world.now());
    const text = show({ planned, found, schedules }, request, world);
    await request.onPlanned?.(planned, text);
    return found === null ? exitCode.ok : exitCodeFor(found, request);
  } finally {
    await cluster?.close();
  }
}

interface Told {
  readonly planned: Plan;
  readonly found: ClusterForecast | null;
  readonly schedules: readonly ForeseenSchedule[];
}

/** What was printed. */
function show(told: Told, { output }: PlanCommandRequest, world: World): string {
  const text = textOf(told, output, world);
  world.out.write(text);
  if (told.found === null || output === 'json' || output === 'yaml') return text;
  for (const warning of told.found.warnings) world.err.write(`warning: ${warning}\n`);
  for (const problem of told.found.problems) world.err.write(`error: ${problem}\n`);
  return [text, ...told.found.problems.map((problem) => `error: ${problem}\n`)].join('');
}

function textOf({ planned, found, schedules }: Told, output: ViewFormat, world: World): string {
  if (output === 'json' || output === 'yaml') {
    const told = { ...planned, schedules };
    return renderValue(found === null ? told : { ...told, cluster: found }, output);
  }
  const text = planText(planned, found, output === 'wide' ? { ...world, tty: false } : world);
  return [text, ...scheduleLines(schedules).map((line) => `${line}\n`)].join('');
}

/** Of a run that could not begin, or would have a step that fails at once, as of that run. */
function exitCodeFor(
  { problems, refused, services, schedules }: ClusterForecast,
  request: PlanCommandRequest,
): ExitCode {
  const isRefused = Object.keys(refused).length > 0 || services.some(({ problem }) => problem !== null);
  if (problems.length > 0 || isRefused) return exitCode.failed;
  const changes = [...services.flatMap(({ objects }) => objects), ...schedules].some(
    ({ action }) => action !== 'unchanged',
  );
  return request.exitCode === true && changes ? exitCode.changes : exitCode.ok;
}

function planText(planned: Plan, found: ClusterForecast | null, world: World): string {
  const place = found === null ? [] : [`namespace ${found.namespace} of ${found.server}`];
  const about = [planned.workflow, commitText(planned.commit), planned.environment ?? 'deploys nowhere', ...place];
  const params = Object.entries(planned.params).map(([name, value]) => oneLine(`${name}=${String(value)}`));
  const rows = planned.steps.map((step) => ({
    stage: step.stage,
    step: step.name,
    kind: step.kind,
    'waits for': [...(step.after === null ? [] : [`stage ${step.after}`]), ...step.needs].join(', '),
    'what happens': whatHappens(step, found?.refused[step.name]),
  }));
  const inCluster = found === null ? '' : clusterPlanText(found, world);
  return `${about.filter((part) => part !== '').join(' · ')}\n${params.length === 0 ? '' : `params ${params.join(' ')}\n`}\n${renderText(rows, world)}${inCluster}`;
}

function whatHappens(step: PlanStep, refused: string | undefined): string {
  if (step.skip !== undefined) return `skipped: ${step.skip}`;
  if (refused !== undefined) return `fails: ${refused}`;
  const width = Object.values(step.sweep?.params ?? {}).reduce((product, values) => product * values.length, 1);
  const parts = [
    step.when === undefined ? 'runs' : `runs if ${step.when}`,
    step.forEach === undefined ? null : `for each of ${step.forEach}`,
    step.sweep === undefined ? null : `sweep of ${width}`,
    step.service === undefined ? null : `serves on port ${step.service.port}`,
    step.onFailure ? 'only if the run failed' : null,
    ...step.gates.map(
      ({ metric, min, max }) =>
        `gate ${metric}${min === undefined ? '' : ` ≥ ${min}`}${max === undefined ? '' : ` ≤ ${max}`}`,
    ),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
