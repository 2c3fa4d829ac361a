/** Fanned-out steps: what the children's ends make of their parent. */
import type { PlanStep } from '../plan/plan.ts';
import type { Json } from '../workflow/model.ts';
import type { StepState } from './events.ts';
import { judge } from './gates.ts';
import { bestChild } from './sweep.ts';
import type { ChildView, StepView } from './view.ts';

/** What settles the parent. */
export type Conclusion = Pick<StepView, 'state' | 'reason' | 'best' | 'gates' | 'metrics' | 'outputs' | 'artifacts'>;

/** Gates judge the child that a sweep selects; without a selection they judge every child, when it ends. */
export function judgesChildren(step: PlanStep): boolean {
  return step.sweep?.select === undefined;
}

/** Expects that all children are final. */
export function conclude(step: PlanStep, children: readonly ChildView[]): Conclusion {
  const { state, reason } = stateOf(children);
  const nothing = { best: null, gates: [], metrics: {}, outputs: {}, artifacts: {} };
  const select = step.sweep?.select;
  if (select === undefined) {
    return { ...nothing, state, reason, outputs: state === 'succeeded' ? listOutputs(step, children) : {} };
  }
  const best = bestChild(select, children);
  if (best === null) {
    return state === 'succeeded'
      ? { ...nothing, state: 'failed', reason: `no child reported ${select.metric}` }
      : { ...nothing, state, reason };
  }
  const { iteration, metrics, outputs, artifacts } = best;
  const chosen = { best: iteration, metrics, outputs, artifacts };
  if (state !== 'succeeded') return { ...chosen, state, reason, gates: [] };
  const judgement = judge(step.gates, metrics);
  return {
    ...chosen,
    state: judgement.reason === null ? 'succeeded' : 'failed',
    reason: judgement.reason,
    gates: judgement.gates,
  };
}

function stateOf(children: readonly ChildView[]): { state: StepState; reason: string | null } {
  if (children.length === 0) return { state: 'succeeded', reason: 'the list was empty' };
  const failed = children.filter(({ state }) => state === 'failed' || state === 'timed-out');
  const [first] = failed;
  if (first !== undefined) {
    const why = first.reason ?? 'failed';
    return { state: 'failed', reason: `${failed.length} of ${children.length} failed: #${first.iteration} ${why}` };
  }
  const stopped = children.find(({ state }) => state !== 'succeeded');
  return stopped === undefined ? { state: 'succeeded', reason: null } : { state: 'cancelled', reason: stopped.reason };
}

/** Each scalar output as the list of the children's values, in their order. */
function listOutputs(step: PlanStep, children: readonly ChildView[]): Record<string, Json> {
  const scalars = Object.entries(step.outputs).filter(([, output]) => output.kind === 'scalar');
  return Object.fromEntries(scalars.map(([name]) => [name, children.map(({ outputs }) => outputs[name] ?? null)]));
}
