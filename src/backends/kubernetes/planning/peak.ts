/** How much a run asks for at the same time, at most. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import type { LimitRange } from '../client/types.ts';
import { askedOf, type Amounts } from '../preflight/asked.ts';
import { withDefaults } from '../preflight/limit-ranges.ts';
import type { ServiceChange } from './service-changes.ts';

export interface Peak {
  /** Pods, and by the names that quotas have: `requests.cpu`, `limits.memory`. */
  readonly amounts: Amounts;
  /** Steps whose width or amounts only the run itself can tell. */
  readonly unknown: readonly string[];
}

/** One pod after another of the same step. */
interface Tasks {
  readonly count: number;
  readonly amounts: Amounts;
}

/**
 * Stages run one after the other, so it is that of the largest; steps that name what they need may begin earlier, which is
 * not looked at. A service stays, and adds a pod while it rolls (`maxSurge: 1`); what of it is there already is in use.
 */
export function peakOf(
  { steps, parallel }: Pick<Plan, 'steps' | 'parallel'>,
  ranges: readonly LimitRange[],
  services: readonly ServiceChange[],
): Peak {
  const running = steps.filter(({ skip }) => skip === undefined);
  const changed = new Map(services.map((service) => [service.step, service]));
  let before: Amounts = {};
  let most: Amounts = {};
  for (const stage of new Set(running.map(({ stage: name }) => name))) {
    const inside = running.filter((step) => step.stage === stage);
    const tasks = inside.flatMap((step) => (step.service === undefined ? [jobTasks(step, ranges)] : []));
    const pods = inside.flatMap((step) =>
      step.service === undefined ? [] : [servicePods(step, changed.get(step.name), ranges)],
    );
    const stays = pods.reduce((sum, { amounts, stay }) => plus(sum, amounts, stay), before);
    const surge = pods.reduce((sum, { amounts, surge: more }) => plus(sum, amounts, more), stays);
    most = larger(most, together(surge, tasks, parallel));
    before = stays;
  }
  const unknown = running.filter((step) => step.forEach !== undefined || askedOf(step) === null);
  return { amounts: most, unknown: unknown.map(({ name }) => name) };
}

function jobTasks(step: PlanStep, ranges: readonly LimitRange[]): Tasks {
  const width = Object.values(step.sweep?.params ?? {}).reduce((product, values) => product * values.length, 1);
  return { count: Math.min(width, step.sweep?.parallel ?? width), amounts: amountsOf(step, ranges) };
}

function servicePods(step: PlanStep, change: ServiceChange | undefined, ranges: readonly LimitRange[]) {
  const replicas = step.service?.replicas ?? 1;
  const least = typeof replicas === 'number' ? replicas : replicas.min;
  const isNew = change?.objects.some(({ kind, action }) => kind === 'Deployment' && action === 'create') ?? false;
  return {
    amounts: amountsOf(step, ranges),
    stay: isNew ? least : 0,
    surge: !isNew && change?.rolls === true ? 1 : 0,
  };
}

/** Of one pod. */
function amountsOf(step: PlanStep, ranges: readonly LimitRange[]): Amounts {
  const { requests, limits } = withDefaults(askedOf(step) ?? { requests: {}, limits: {} }, ranges);
  const named = (kind: string, amounts: Amounts): [string, number][] =>
    Object.entries(amounts).map(([resource, amount]) => [`${kind}.${resource}`, amount]);
  return { pods: 1, ...Object.fromEntries([...named('requests', requests), ...named('limits', limits)]) };
}

/** The largest `parallel` of them, for each resource by itself: never less than what can come. */
function together(others: Amounts, tasks: readonly Tasks[], parallel: number): Amounts {
  const resources = new Set(tasks.flatMap(({ amounts }) => Object.keys(amounts)));
  const sums = [...resources].map((resource): [string, number] => {
    let room = parallel;
    let sum = others[resource] ?? 0;
    for (const { count, amounts } of tasks.toSorted(
      (a, b) => (b.amounts[resource] ?? 0) - (a.amounts[resource] ?? 0),
    )) {
      const taken = Math.min(room, count);
      sum += taken * (amounts[resource] ?? 0);
      room -= taken;
    }
    return [resource, sum];
  });
  return { ...others, ...Object.fromEntries(sums) };
}

function plus(sum: Amounts, amounts: Amounts, times: number): Amounts {
  const names = new Set([...Object.keys(sum), ...Object.keys(amounts)]);
  return Object.fromEntries([...names].map((name) => [name, (sum[name] ?? 0) + (amounts[name] ?? 0) * times]));
}

function larger(one: Amounts, other: Amounts): Amounts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, Math.max(one[name] ?? 0, other[name] ?? 0)]));
}
