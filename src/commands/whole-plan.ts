/** The plan of all that a file may do: for who asks what it needs, and runs nothing. */
import { buildPlan } from '../plan/build.ts';
import type { Commit, Plan } from '../plan/plan.ts';
import { previewOf } from '../workflow/preview.ts';
import type { LoadedTarget } from './prepare.ts';
import type { World } from './world.ts';

export const unknownCommit: Commit = { head: null, committed: null, merge: null, ref: null, dirty: false, tree: null };

/** @param event what is told of why it is asked */
export function wholePlan(
  { workflow, file }: Pick<LoadedTarget, 'workflow' | 'file'>,
  event: string,
  { cpus }: Pick<World, 'cpus'>,
): Plan {
  return buildPlan(workflow, {
    file,
    run: { id: '', event },
    schedule: null,
    commit: unknownCommit,
    // Services count: whoever asks wants to know whether they could be deployed, in a preview too, which has no root path.
    environment: workflow.preview ? previewOf(1) : 'dev',
    params: {},
    only: [],
    processors: cpus,
  });
}
