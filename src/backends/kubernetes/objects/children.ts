/** What the pods of an Indexed Job are told: a file for each index, since their template is the same. */
import { gzipSync } from 'node:zlib';
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type ConfigMap, type Meta } from '../client/types.ts';
import type { RunFacts } from './run-facts.ts';
import { shellText } from './shell.ts';
import { packed, podSpec } from './spec.ts';

/** Bytes. The API server takes 1 MiB. */
const limit = 900 * 1024;
/** Bytes of a packed spec that all children of a step share: identity, outputs, where things are. */
const sharedPart = 1536;
/** Bytes of shell text besides params and env. */
const shellPart = 1024;
/** The API server does not care, but a person who reads the pods of one Job does. */
const mostPods = 1000;

/**
 * Puts orders of one step together, so that what they are told fits into one ConfigMap. A step that runs the code of
 * its image is told everything by its pod, so each of its children is alone.
 */
export function fitChildren(orders: readonly TaskOrder[]): TaskOrder[][] {
  const parts: TaskOrder[][] = [];
  let bytes = Infinity;
  for (const order of orders) {
    const size = order.code.kind === 'image' ? Infinity : estimate(order);
    const last = parts.at(-1);
    if (last === undefined || bytes + size > limit || last.length === mostPods) {
      parts.push([order]);
      bytes = size;
    } else {
      last.push(order);
      bytes += size;
    }
  }
  return parts;
}

/** Never less than it takes, for steps with outputs of some dozen. */
function estimate(order: TaskOrder): number {
  const { task, params, item, code, env, inputs } = order;
  const own = JSON.stringify({ task, params, item, code, env, inputs });
  const spec = (gzipSync(own, { level: 9 }).length * 4) / 3;
  const isShell = code.kind === 'command' || code.kind === 'shell';
  return Math.ceil(spec) + sharedPart + (isShell ? 2 * Buffer.byteLength(own) + shellPart : 0);
}

/** @throws Error for more than fits */
export function childrenMap(
  metadata: Meta,
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  orders: readonly TaskOrder[],
): ConfigMap {
  const data = Object.fromEntries(
    orders.flatMap((order, index) => (order.code.kind === 'image' ? [] : filesOf(facts, plan, step, order, index))),
  );
  const bytes = Object.entries(data).reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), 0);
  if (bytes > 2 ** 20)
    throw new Error(`${orders.length} children of ${step.name} are told ${bytes} bytes, which is too much`);
  return { apiVersion: kinds.ConfigMap.apiVersion, kind: 'ConfigMap', metadata, immutable: true, data };
}

function filesOf(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  order: TaskOrder,
  index: number,
): [string, string][] {
  const shell = shellText(plan, step, order, facts.grace);
  return [
    [String(index), packed(podSpec(facts, plan, step, order))],
    ...(shell === null ? [] : [[`${index}.sh`, shell] satisfies [string, string]]),
  ];
}
