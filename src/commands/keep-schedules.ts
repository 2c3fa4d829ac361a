/** A run that deploys where the schedules of its file do also sees to it that the cluster starts them as the file now says. */
import { ApiError, type KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { syncSchedules } from '../backends/kubernetes/scheduling/sync.ts';
import { messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { ScheduleChange } from '../schedule/store.ts';
import type { Source } from '../source/source.ts';
import type { Workflow } from '../workflow/model.ts';
import { syncOf } from './cluster-schedules.ts';
import { scheduledEnvironment } from './scheduled-environment.ts';
import type { World } from './world.ts';

/** Not a run of a part of the file, nor one that a schedule has started: that may be of an older commit. */
export function keepsSchedules({ environment, schedule, steps }: Plan, workflow: Workflow): boolean {
  const isPartial = steps.some(({ skip }) => skip === 'not selected');
  return environment !== null && environment === scheduledEnvironment(workflow) && schedule === null && !isPartial;
}

export interface KeptSchedules {
  readonly api: KubeApi;
  readonly owner: Owner;
  readonly plan: Plan;
  readonly workflow: Workflow;
  readonly source: Source;
  readonly assignsUsers: boolean;
  readonly allowsOlder: boolean;
}

/** @throws ApiError @throws AutomlError */
export async function changeSchedules(
  { api, owner, plan, workflow, ...rest }: KeptSchedules,
  options: { readonly dryRun: boolean },
  world: World,
): Promise<readonly ScheduleChange[]> {
  if (!keepsSchedules(plan, workflow)) return [];
  const wanted = workflow.schedules.filter(({ backend }) => backend === 'cluster');
  const parts = await syncOf({ ...rest, workflow, commit: plan.commit }, world);
  const project = { owner, workflow: plan.workflow };
  try {
    return await syncSchedules({ api, project, now: world.now, ...parts }, wanted, options);
  } catch (error) {
    // Who never had schedules need not have the right to look for any.
    if (wanted.length === 0 && error instanceof ApiError && error.status === 403) return [];
    throw error;
  }
}

/** Best effort: the run itself does without. */
export async function tryToKeepSchedules(
  kept: KeptSchedules,
  { say, warn }: { readonly say: (sentence: string) => void; readonly warn: (sentence: string) => void },
  world: World,
): Promise<void> {
  try {
    for (const { action, name, object } of await changeSchedules(kept, { dryRun: false }, world))
      if (action !== 'unchanged') say(`schedule ${name}: ${object} ${done[action]}`);
  } catch (error) {
    warn(notKept(error));
  }
}

/** The sentence of a run that goes on without. */
export function notKept(error: unknown): string {
  return `the schedules in the cluster stay as they are: ${messageOf(error)}`;
}

const done = { create: 'created', change: 'changed', delete: 'deleted' } as const;
