/** The Jobs of a run that an earlier driver has made. */
import type { RunEvent } from '../../../engine/events.ts';
import { fold } from '../../../engine/state.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { Job } from '../client/types.ts';
import { attemptKeysOf, endedKeys } from '../objects/attempt-key.ts';
import { ofComponent } from '../objects/labels.ts';

export interface RunJobs {
  /** Those of attempts whose ends nobody has stored. */
  readonly open: readonly Job[];
  /** Those at work though all their attempts have ended: who had them to stop is gone. */
  readonly forgotten: readonly Job[];
}

/** @param events all that is stored @throws ApiError */
export async function readJobs(api: KubeApi, plan: Plan, events: readonly RunEvent[]): Promise<RunJobs> {
  const { items } = await api.list('Job', { labelSelector: ofComponent(plan.run.id, 'step') });
  if (items.length === 0) return { open: [], forgotten: [] };
  const ended = endedKeys(fold(plan, events));
  const isOpen = (job: Job): boolean => attemptKeysOf(job).some((key) => !ended.has(key));
  const isAtWork = ({ status }: Job): boolean => (status?.active ?? 0) > 0;
  return { open: items.filter(isOpen), forgotten: items.filter((job) => isAtWork(job) && !isOpen(job)) };
}
