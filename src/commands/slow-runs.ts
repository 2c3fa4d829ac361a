/** Whether the last runs on this machine took longer than the time between two runs of a schedule. */
import { listRuns, runsFolder } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { lintDurations } from '../schedule/lint.ts';
import type { Schedule } from '../workflow/model.ts';
import type { LoadedTarget } from './prepare.ts';
import type { World } from './world.ts';

const LAST = 5;

/** A sentence for each such schedule. Only of runs that came to their end something follows. */
export async function slowRuns(target: LoadedTarget, world: World): Promise<readonly string[]> {
  const { workflow, file, recordsRoot } = target;
  if (workflow.schedules.length === 0) return [];
  const { runs } = await listRuns(runsFolder(recordsRoot), world);
  const ended = runs.filter((run) => run.workflow === workflow.name && run.state === 'succeeded');
  return workflow.schedules.flatMap((schedule) => {
    const finding = lintDurations(schedule, lastDurations(schedule, ended));
    return finding === null
      ? []
      : [`${file}:${schedule.at.line}:${schedule.at.column} ${finding.code} ${finding.message}`];
  });
}

/** Seconds. Of its own runs, whose params it sets; where it had none yet, of all. */
function lastDurations({ name }: Schedule, runs: readonly RunRecord[]): readonly number[] {
  const own = runs.filter((run) => run.schedule?.name === name);
  return (own.length > 0 ? own : runs)
    .slice(0, LAST)
    .flatMap(({ started_at, ended_at }) =>
      ended_at === null ? [] : [(Date.parse(ended_at) - Date.parse(started_at)) / 1000],
    );
}
