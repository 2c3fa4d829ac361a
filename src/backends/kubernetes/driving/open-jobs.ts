/** The Jobs of a run that an earlier driver has made. */
import type { RunEvent } from '../../../engine/events.ts';
import { fold } from '../../../engine/state.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { Job } from '../client/types.ts';
import { membersOf } from '../objects/job.ts';
import { labels, labelValue, ofRun } from '../objects/labels.ts';

export interface RunJobs {
  /** Those of attempts whose ends nobody has stored. */
  readonly open: readonly Job[];
  /** Those at work though all their attempts have ended: who had them to stop is gone. */
  readonly forgotten: readonly Job[];
}

/** @param events all that is stored @throws ApiError */
export async function readJobs(api: KubeApi, plan: Plan, events: readonly RunEvent[]): Promise<RunJobs> {
  const { items } = await api.list('Job', { labelSelector: ofRun(plan.run.id) });
  if (items.length === 0) return { open: [], forgotten: [] };
  const state = fold(plan, events);
  const ended = new Set<string>();
  for (const { step, children, attempts } of state.steps) {
    const name = labelValue(step.name);
    for (const task of children ?? [{ iteration: null, attempts }]) {
      for (const { attempt, result } of task.attempts)
        if (result !== null) ended.add(`${name}#${task.iteration ?? ''}/${attempt}`);
    }
  }
  const isOpen = (job: Job): boolean => {
    const step = job.metadata?.labels?.[labels.step] ?? '';
    return membersOf(job).some(({ iteration, attempt }) => !ended.has(`${step}#${iteration ?? ''}/${attempt}`));
  };
  const isAtWork = ({ status }: Job): boolean => (status?.active ?? 0) > 0;
  return { open: items.filter(isOpen), forgotten: items.filter((job) => isAtWork(job) && !isOpen(job)) };
}
