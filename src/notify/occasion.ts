/** What there is to tell of a run. Pure: from records and times. */
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Occasion } from '../workflow/notify.ts';

/** Of a run that has ended, the most particular first. @param previous the finished run before it; null: nobody knows */
export function occasionsOf(record: RunRecord, previous: RunRecord | null): readonly Occasion[] {
  switch (record.state) {
    case 'failed':
      return hasFailedGate(record) ? ['gate-failed', 'failed'] : ['failed'];
    case 'succeeded':
      return previous?.state === 'failed' ? ['recovered', 'succeeded'] : ['succeeded'];
    // Who cancels a run knows of it.
    case 'cancelled':
    case 'pending':
    case 'running':
      return [];
  }
}

/** @param startedAt milliseconds since the epoch @param lateAfter seconds */
export function isLate(fire: Plan['schedule'], startedAt: number, lateAfter: number): boolean {
  return fire?.due !== undefined && startedAt - Date.parse(fire.due) > lateAfter * 1000;
}

/** The run that decides whether another one recovers; null: there is none among these. */
export function previousRun(runs: readonly RunRecord[], record: RunRecord): RunRecord | null {
  const before = runs.filter((run) => isBefore(run, record));
  return before.sort((a, b) => b.started_at.localeCompare(a.started_at))[0] ?? null;
}

/** Whether it is a finished run of the same workflow, environment and ref that began earlier. A cancelled one says nothing. */
export function isBefore(run: RunRecord, record: RunRecord): boolean {
  return (
    run.id !== record.id &&
    (run.state === 'succeeded' || run.state === 'failed') &&
    run.workflow === record.workflow &&
    run.file === record.file &&
    run.environment === record.environment &&
    run.commit.ref === record.commit.ref &&
    run.started_at <= record.started_at
  );
}

function hasFailedGate({ steps }: RunRecord): boolean {
  return steps.some(({ state, gates }) => state === 'failed' && gates.some(({ passed }) => !passed));
}
