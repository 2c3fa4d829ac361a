/** What a run of this machine is compared with. */
import type { Plan } from '../plan/plan.ts';
import { baselineAmong, baselineQuery, type Baseline } from '../records/baseline.ts';
import { listRuns } from '../records/file-store.ts';
import type { World } from './world.ts';

const kept = 'in .automl/runs';

/** @param runs folder of all runs */
export async function localBaseline(plan: Plan, runs: string, world: World): Promise<Baseline | null> {
  const query = baselineQuery(plan, world.now());
  if (query === null) return null;
  const record = baselineAmong((await listRuns(runs, world)).runs, query);
  return record === null ? null : { record, kept };
}
