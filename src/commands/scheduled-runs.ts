/** The runs that schedules have started, among all that are seen. */
import type { ScheduledRun } from '../schedule/history.ts';
import type { SeenRun } from './places.ts';

export interface SeenScheduledRun extends ScheduledRun {
  readonly workflow: string;
  /** Name of the schedule. */
  readonly schedule: string;
  readonly isInCluster: boolean;
  /** Whose it is; null: that of the file at hand. */
  readonly repository: string | null;
}

export function scheduledRuns(runs: readonly SeenRun[]): readonly SeenScheduledRun[] {
  return runs.flatMap(({ record, namespace, repository }) => {
    const { id, workflow, schedule, started_at, ended_at, state, reason } = record;
    if (schedule === null) return [];
    return {
      id,
      workflow,
      schedule: schedule.name,
      at: Date.parse(schedule.at),
      started: Date.parse(started_at),
      ended: ended_at === null ? null : Date.parse(ended_at),
      state,
      reason,
      isInCluster: namespace !== null,
      repository,
    };
  });
}
