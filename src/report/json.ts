/**
 * `--json`: one object a line for programs. Each has `event` and `time` (ISO); those about a step have `step`, of a child
 * also `iteration`, of an attempt also `attempt`. The other fields are those of the event:
 *
 *     run-started {run, workflow}   started {}, or started {parallel} for a child that waits for its turn, then began {}
 *     ended {result}   skipped {reason, cause}   expanded {items}
 *     rejected {reason}   cancel-requested {reason}   run-ended {state}
 *     phase {message}   log {line}
 *     record {record}               the last line: the run record (schema/run.schema.json)
 */
import type { RunEvent } from '../engine/events.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import type { OutputEvent, Reporter } from './reporter.ts';
import type { TextOutput } from './text-output.ts';

export interface JsonOptions {
  readonly out: TextOutput;
  readonly plan: Plan;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function jsonReporter({ out, plan, now }: JsonOptions): Reporter {
  const put = (event: string, at: number, fields: object): Promise<void> | undefined =>
    out.write(`${JSON.stringify({ event, time: new Date(at).toISOString(), ...fields })}\n`);
  return {
    runEvent(event: RunEvent): void {
      const about = event.type === 'run-started' ? { run: plan.run.id, workflow: plan.workflow } : {};
      void put(event.type, event.at, { ...about, ...flat(event) });
    },
    output({ task, attempt, ...said }: OutputEvent): Promise<void> | undefined {
      const text = said.type === 'log' ? { line: said.line } : { message: said.message };
      return put(said.type, now(), { ...task, attempt, ...text });
    },
    async end(record: RunRecord): Promise<void> {
      void put('record', now(), { record });
      await out.flush();
    },
  };
}

function flat(event: RunEvent): object {
  const fields = Object.entries(event).filter(([name]) => name !== 'type' && name !== 'at' && name !== 'task');
  return { ...('task' in event ? event.task : {}), ...Object.fromEntries(fields) };
}
