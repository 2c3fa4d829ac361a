/** What follows from a file alone for the schedules that a cluster starts. */
import { environmentOf } from '../plan/environment.ts';
import type { Workflow } from '../workflow/model.ts';

export function hasClusterSchedules({ schedules }: Pick<Workflow, 'schedules'>): boolean {
  return schedules.some(({ backend }) => backend === 'cluster');
}

/**
 * Where the runs of its schedules deploy to: as a run of the default branch that a schedule started. Whoever syncs them, it is the
 * same, or there would be two of each.
 */
export function scheduledEnvironment({ environments }: Pick<Workflow, 'environments'>): string | null {
  return environmentOf(environments, { event: 'schedule', branch: '', tag: null, defaultBranch: '' });
}
