/**
 * What the pods of an Indexed Job are told: a table with a line for each index, since their template is the same. A line is
 * a spec, or a list of them where children share the pod.
 */
import { gzipSync } from 'node:zlib';
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { kinds, type ConfigMap, type Meta } from '../client/types.ts';
import type { RunFacts } from './run-facts.ts';
import { shellText } from './shell.ts';
import { podSpec } from './spec.ts';

/** Bytes. The API server takes 1 MiB. */
const limit = 900 * 1024;
/** Bytes of a packed spec that all children of a step share: identity, outputs, where things are. */
const sharedPart = 256;
/** Bytes of shell text besides params and env. */
const shellPart = 1024;

/**
 * ConfigMaps that all pods of the Job mount together: each has a part of the table, `specs.<first index>.gz`, and for
 * code that a shell can run `<index>.sh`.
 * @param meta of the first; the others have its name with a number
 * @param pods the orders of each, by index
 * @throws Error for a child that is told more than fits
 */
export function childrenMaps(
  meta: Meta,
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  pods: readonly (readonly TaskOrder[])[],
): readonly ConfigMap[] {
  let first = 0;
  return parted(pods).map((part, place) => {
    const name = place === 0 ? (meta.name ?? '') : `${meta.name ?? ''}-${place}`;
    const map = childrenMap({ ...meta, name }, facts, plan, step, part, first);
    first += part.length;
    return map;
  });
}

/** In their order, as many together as fit. */
function parted<T extends readonly TaskOrder[]>(pods: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let bytes = Infinity;
  for (const orders of pods) {
    const size = orders.reduce((sum, order) => sum + estimate(order), 0);
    bytes += size;
    if (bytes > limit) {
      parts.push([]);
      bytes = size;
    }
    parts.at(-1)?.push(orders);
  }
  return parts;
}

/** Never less than it takes, for steps with outputs of some dozen. */
function estimate({ task, params, item, code, env, inputs }: TaskOrder): number {
  const own = Buffer.byteLength(JSON.stringify({ task, params, item, code, env, inputs }));
  const isShell = code.kind === 'command' || code.kind === 'shell';
  return own + sharedPart + (isShell ? 2 * own + shellPart : 0);
}

function childrenMap(
  metadata: Meta,
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  pods: readonly (readonly TaskOrder[])[],
  first: number,
): ConfigMap {
  const lines = pods.map((orders) => {
    const specs = orders.map((order) => podSpec(facts, plan, step, order));
    return `${JSON.stringify(specs.length === 1 ? specs[0] : specs)}\n`;
  });
  const table = gzipSync(lines.join(''), { level: 9 });
  const shells = pods.flatMap(([order, ...others], place): [string, string][] => {
    const text = order === undefined || others.length > 0 ? null : shellText(plan, step, order, facts.grace);
    return text === null ? [] : [[`${first + place}.sh`, text]];
  });
  const bytes = shells.reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), table.length);
  if (bytes > 2 ** 20)
    throw new Error(`${pods.flat().length} children of ${step.name} are told ${bytes} bytes, which is too much`);
  return {
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata,
    immutable: true,
    binaryData: { [`specs.${String(first).padStart(6, '0')}.gz`]: table.toString('base64') },
    ...(shells.length === 0 ? {} : { data: Object.fromEntries(shells) }),
  };
}
