/** `automl plan`: what a run would do, without doing it. */
import { exitCode, type ExitCode } from '../errors.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { commitText } from '../report/headline.ts';
import { renderText } from '../report/text-table.ts';
import { loadTarget, preparePlan, type PlanTarget } from './prepare.ts';
import type { World } from './world.ts';

export interface PlanCommandRequest extends PlanTarget {
  readonly output: 'text' | 'json';
}

export async function plan(request: PlanCommandRequest, world: World): Promise<ExitCode> {
  const target = loadTarget(request, world);
  const prepared = await preparePlan(target, request, world);
  if (target.warnings !== '') world.err.write(target.warnings);
  for (const warning of prepared.source.warnings) world.err.write(`warning: ${warning}\n`);
  if (request.output === 'json') world.out.write(`${JSON.stringify(prepared.plan, null, 2)}\n`);
  else world.out.write(planText(prepared.plan, world));
  return exitCode.ok;
}

function planText(plan: Plan, world: World): string {
  const about = [plan.workflow, commitText(plan.commit), plan.environment ?? 'deploys nowhere'];
  const params = Object.entries(plan.params).map(([name, value]) => `${name}=${String(value)}`);
  const rows = plan.steps.map((step) => ({
    stage: step.stage,
    step: step.name,
    kind: step.kind,
    'waits for': [...(step.after === null ? [] : [`stage ${step.after}`]), ...step.needs].join(', '),
    'what happens': whatHappens(step),
  }));
  return `${about.filter((part) => part !== '').join(' · ')}\n${params.length === 0 ? '' : `params ${params.join(' ')}\n`}\n${renderText(rows, world)}`;
}

function whatHappens(step: PlanStep): string {
  if (step.skip !== undefined) return `skipped: ${step.skip}`;
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
