/** What the agent in a pod is told, in the forms in which it gets there. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import type { StepSpec } from '../../spec.ts';
import { stepSpec } from '../../step-spec.ts';
import { layout, preparedFiles } from '../layout.ts';
import type { RunFacts } from './run-facts.ts';

/** Files of mounted Secrets are for the agent in the pod to find. @throws Error for a step that runs the code of its image */
export function podSpec(facts: RunFacts, plan: BackendPlan, step: PlanStep, order: TaskOrder): StepSpec {
  const { lock = false, inputs = false } = facts.packed ?? {};
  const folder = path.posix.join(layout.work, 'inputs');
  const spec = stepSpec({
    plan,
    step,
    order,
    places: {
      root: path.posix.join(layout.work, 'source'),
      scratch: path.posix.join(layout.work, 'scratch'),
      cache: path.posix.join(layout.work, 'cache'),
      // A folder for each run: a claim that exists is used by many.
      artifacts: inputs ? folder : storeOf(facts, step) === null ? null : path.posix.join(layout.store, facts.id),
    },
    secrets: Object.entries(step.envFrom).flatMap(([name, { kind }]) => (kind === 'secret' ? [name] : [])),
    grace: facts.grace,
    service: step.service === undefined ? null : { port: step.service.port, watch: 'kubelet' },
  });
  return {
    ...spec,
    ...(lock ? { lock: path.posix.join(layout.injected, preparedFiles.lock) } : {}),
    ...(inputs
      ? { store: null, packed: { archive: path.posix.join(layout.injected, preparedFiles.inputs), folder } }
      : {}),
  };
}

/**
 * The store, for a step with files: wired inputs, declared outputs, or a notebook, which always leaves one. Where only
 * one node may mount the store, every further pod with it would have to run there.
 */
export function storeOf({ store }: Pick<RunFacts, 'store'>, { code, inputs, outputs }: PlanStep): RunFacts['store'] {
  if (code.kind === 'image') return null;
  const leaves = code.kind === 'notebook' || Object.values(outputs).some(({ kind }) => kind === 'artifact');
  return leaves || Object.keys(inputs).length > 0 ? store : null;
}

/** base64 of gzip of JSON. */
export function packed(spec: StepSpec): string {
  return gzipSync(JSON.stringify(spec), { level: 9 }).toString('base64');
}
