/** The first and the last line of a run on the console. */
import type { Commit, Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { failures } from './failure.ts';
import { oneLine } from './plain-text.ts';
import { countSteps, lookOf, type Tone } from './states.ts';
import { duration, plural, secondsBetween } from './units.ts';

/** `main@4f2c1e9`; with uncommitted changes `main@4f2c1e9+changes`. */
export function commitText(commit: Pick<Commit, 'head' | 'ref' | 'dirty' | 'tree'>): string {
  const head = commit.head?.slice(0, 7) ?? (commit.tree === null ? 'no commit' : `files ${commit.tree.slice(0, 7)}`);
  const changed = commit.head !== null && commit.dirty ? '+changes' : '';
  return `${commit.ref === null ? '' : `${commit.ref}@`}${head}${changed}`;
}

/** `backend` is what people call the place: `local`, `kubernetes ml-team`. */
export function headerLines(plan: Plan, backend: string): readonly string[] {
  const about = [plan.workflow, commitText(plan.commit), plan.environment, `run ${plan.run.id}`, backend];
  const regular = plan.steps.filter((step) => step.role === 'step');
  const stages = new Set(regular.map((step) => step.stage)).size;
  const last = plan.steps.length - regular.length;
  const left = plan.steps.filter((step) => step.skip !== undefined).length;
  const services = plan.steps.filter((step) => step.kind === 'service' && step.skip === undefined);
  const parts = [
    `${plural(regular.length, 'step')} in ${plural(stages, 'stage')}`,
    last === 0 ? null : `${last} finally`,
    left === 0 ? null : `${left} skipped`,
    services.length === 0 ? null : `serves ${services.map((step) => step.name).join(', ')}`,
  ];
  return [joined(about), `plan   ${joined(parts)}`];
}

function joined(parts: readonly (string | null)[]): string {
  return parts.flatMap((part) => (part === null || part === '' ? [] : [oneLine(part)])).join(' · ');
}

/** `✗ failed in 56 s · 1 failed, 2 skipped · automl logs 7hq2 --step forest`. */
export function verdictLine(record: RunRecord): { readonly text: string; readonly tone: Tone } {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  const time = seconds === null ? '' : ` ${record.state === 'cancelled' ? 'after' : 'in'} ${duration(seconds)}`;
  const [failure] = failures(record);
  const why = record.state === 'succeeded' ? null : record.reason;
  const logged = failure !== undefined && (failure.child ?? failure.step).attempts.length > 0;
  const where = logged ? nextCommand(record, failure.step.name) : why;
  const tone = record.state === 'succeeded' ? 'good' : 'bad';
  return { text: joined([`${lookOf(record.state).mark} ${record.state}${time}`, countSteps(record), where]), tone };
}

/** The command that shows more. */
export function nextCommand(record: RunRecord, step: string): string {
  return `automl logs ${record.id} --step ${step}`;
}
