/** `automl logs -f` of a run in a cluster: what its pods print, whoever drives it; changes nothing. */
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Ordered } from '../backends/kubernetes/open-logs.ts';
import type { RunEvent } from '../engine/events.ts';
import { apply, initialState } from '../engine/state.ts';
import { isFinal, type RunStateView } from '../engine/view.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { taskKey } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { isAmong, type TaskChoice } from './chosen-tasks.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { LogPaper } from './log-paper.ts';
import type { World } from './world.ts';

/** Milliseconds in which the logs of what has ended are still opened. */
const lastWords = 1000;

/** Until those that are wanted have ended. @param driver for people; null: nobody drives it */
export async function followPods(
  record: RunRecord,
  driver: string | null,
  { steps, attempt }: TaskChoice,
  { api }: Cluster,
  world: World,
): Promise<ExitCode> {
  const { id } = record;
  const { AnchorWatch, Follower, OpenLogs, readPlan } = await import('../backends/kubernetes/inventory/inventory.ts');
  const stored = await readPlan(api, id);
  if (stored === null) throw new AutomlError('NOT_FOUND', `run ${id} has no plan in namespace ${api.namespace}`);
  if (driver === null)
    world.err.write(`nobody drives run ${id}: what runs goes on, and automl attach ${id} goes on with it\n`);
  const interrupt = interruptSignal(world);
  const done = new AbortController();
  const stop = (): void => {
    done.abort();
  };
  const paper = new LogPaper(world);
  const state = initialState(stored.plan);
  const wants = (each: Ordered): boolean => isAmong(each.task, steps) && (attempt ?? each.attempt) === each.attempt;
  const logs = new OpenLogs({
    api,
    logPath: () => null,
    onOutput: (event) => (event.type === 'log' ? paper.line(event.line, nameOf(event, steps)) : undefined),
  });
  let timer: NodeJS.Timeout | undefined;
  const onEvent = (event: RunEvent): void => {
    apply(state, event);
    // What was printed last may come behind the news of the end.
    if (hasEnded(state, steps)) timer ??= setTimeout(stop, lastWords);
  };
  const signal = AbortSignal.any([done.signal, interrupt.signal]);
  const anchor = new AnchorWatch({ api, id, isCancelled: true, onCancel: () => undefined, onGone: stop });
  try {
    await new Follower({ api, plan: stored.plan, logs, onEvent, wants, signal }).follow();
  } finally {
    clearTimeout(timer);
    await anchor.close();
    interrupt.close();
  }
  if (anchor.isGone) throw new AutomlError('CLUSTER', `run ${id} was deleted from the cluster`);
  return interrupt.signal.aborted ? exitCode.cancelled : exitCode.ok;
}

/** Null: no other's lines can come between. */
function nameOf({ task }: Ordered, steps: readonly string[]): string | null {
  return steps.length === 1 && steps[0] === taskKey(task) ? null : taskKey(task);
}

function hasEnded(state: RunStateView, wanted: readonly string[]): boolean {
  if (isFinal(state.state)) return true;
  if (wanted.length === 0) return false;
  return state.steps
    .flatMap(({ step, state: own, children }) => {
      const name = step.name;
      if (wanted.includes(name) || children === null) return [{ task: { step: name }, own }];
      return children.map((child) => ({ task: child.task, own: child.state }));
    })
    .filter(({ task }) => isAmong(task, wanted))
    .every(({ own }) => isFinal(own));
}
